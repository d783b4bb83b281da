import { AwsFault } from '../../call.ts';
import type { World } from '../../world.ts';
import type { Bucket, Version } from './buckets.ts';

const daySeconds = 86_400;

/** What is locked must have been received whole. */
export function requireChecksum({ lock }: Bucket, input: object): void {
  if (lock === undefined || isChecked(input)) return;
  const message =
    'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters';
  throw new AwsFault('InvalidRequest', message);
}

const isChecked = (input: object): boolean =>
  Object.entries(input).some(([name, value]) => value !== undefined && /^(ContentMD5|Checksum)/.test(name));

/** What a new version gets from its bucket. */
export const retentionIn = ({ lock }: Bucket, { clock, awsTime }: World): Version['retention'] =>
  lock && { mode: lock.mode, until: clock.now() + awsTime(lock.days * daySeconds) };

type Doomed = Readonly<{ version: Version | undefined; now: number; isBypassing: boolean }>;

/** Throws where the version may not be deleted yet. `isBypassing`: asked for, by whom IAM lets. */
export function requireUnlocked({ version, now, isBypassing }: Doomed): void {
  const { retention } = version ?? {};
  if (retention === undefined || retention.until <= now) return;
  if (retention.mode === 'COMPLIANCE' || !isBypassing) throw locked();
}

const locked = () =>
  new AwsFault('AccessDenied', 'Access Denied because object protected by object lock.', { status: 403 });
