import type { SimulatedAws } from 'simulated-aws';
import { operate } from 'simulated-aws/operate.ts';
import type { FoundVerification } from '../../../shared/contracts/verification/verification.ts';

/** `ageSeconds`: of the newest one. */
export type FoundSettings = Readonly<{ aws: SimulatedAws; region: string; ageSeconds: number }>;

type SpecOf<K extends string> = Extract<FoundVerification, Record<K, unknown>> extends Record<K, infer S> ? S : never;

export function buildCacheSnapshot(settings: FoundSettings, { replicationGroup }: SpecOf<'cacheSnapshot'>): void {
  const node = { cacheClusterId: `${replicationGroup}-001`, createdAt: ago(settings), cacheSize: '5 MB' };
  settings.aws.elasticache.addSnapshot({
    region: settings.region,
    name: `automatic.${replicationGroup}-night`,
    replicationGroupId: replicationGroup,
    status: 'available',
    nodes: [node],
  });
}

const ago = ({ aws, ageSeconds }: FoundSettings): Date => new Date(aws.world.clock.now() - ageSeconds * 1000);

export function buildVolumeSnapshots(settings: FoundSettings, { tag, volumes }: SpecOf<'volumeSnapshots'>): void {
  const { aws, region } = settings;
  for (let number = 1; number <= volumes; number += 1)
    aws.ec2.addSnapshot({
      ...{ region, volumeId: `vol-${String(number).padStart(17, '0')}`, startTime: ago(settings) },
      ...{ state: 'completed', sizeGiB: 8, tags: { [tag.key]: tag.value } },
    });
}

/** As old as it is when it is written: S3 gives an object its time itself. */
export async function buildObjects(
  settings: FoundSettings,
  { bucket, prefix, minBytes }: SpecOf<'backupObjects'>,
): Promise<void> {
  const { aws, region } = settings;
  aws.s3.addBucket({ name: bucket, region, publicRead: false });
  const input = { Bucket: bucket, Key: `${prefix}night.dump`, Body: Buffer.alloc(minBytes, 'x') };
  await operate(aws, { service: 's3', region, operation: 'PutObject', input });
}
