import type { Verification } from '../../contracts/verification/verification.ts';

type Described = Readonly<{
  kind: string;
  /** What is backed up, in words. */
  source: string;
}>;

export function describeSource(verification: Verification): Described {
  if ('instanceSnapshot' in verification)
    return { kind: 'instanceSnapshot', source: `instance ${verification.instanceSnapshot.instance}` };
  if ('instancePointInTime' in verification)
    return { kind: 'instancePointInTime', source: `instance ${verification.instancePointInTime.instance}` };
  if ('clusterSnapshot' in verification)
    return { kind: 'clusterSnapshot', source: `cluster ${verification.clusterSnapshot.cluster}` };
  if ('cacheSnapshot' in verification)
    return { kind: 'cacheSnapshot', source: `replication group ${verification.cacheSnapshot.replicationGroup}` };
  if ('volumeSnapshots' in verification) {
    const { tag, volumes } = verification.volumeSnapshots;
    return { kind: 'volumeSnapshots', source: `${volumes} volumes tagged ${tag.key}=${tag.value}` };
  }
  const { bucket, prefix } = verification.backupObjects;
  return { kind: 'backupObjects', source: `objects s3://${bucket}/${prefix}` };
}
