import type { Snapshot } from '@aws-sdk/client-ec2';
import type { World } from '../../world.ts';
import type { Kind } from './look-up.ts';
import { shownTags } from './request.ts';

export const snapshotKind: Kind = { word: 'snapshot', prefix: 'snap', set: 'snapshotSet' };

/** `recoverable` and `recovering` are of the recycle bin, which is not modelled. */
type SnapshotState = 'pending' | 'completed' | 'error';

export type SnapshotSpec = Readonly<{
  region: string;
  /** Given one when it is left out. */
  id?: string;
  volumeId: string;
  /** The moment of the data: docs.aws.amazon.com/ebs/latest/userguide/ebs-snapshots.html */
  startTime: Date;
  state: SnapshotState;
  /** Percent. */
  progress?: number;
  sizeGiB: number;
  description?: string;
  tags: Readonly<Record<string, string>>;
}>;

export type StoredSnapshot = Required<SnapshotSpec>;

export function addSnapshot(
  { world, snapshots }: Readonly<{ world: World; snapshots: StoredSnapshot[] }>,
  spec: SnapshotSpec,
): Readonly<{ id: string }> {
  const { id = `snap-0${world.random.hex(16)}`, progress = spec.state === 'completed' ? 100 : 0 } = spec;
  if (snapshots.some((one) => one.id === id)) throw new Error(`snapshot ${id} exists already`);
  snapshots.push({ description: '', ...spec, id, progress });
  return { id };
}

/** As DescribeSnapshots shows it. Fields that are not modelled are absent, not invented. */
export const shown = (snapshot: StoredSnapshot, { account }: World): Snapshot => ({
  SnapshotId: snapshot.id,
  VolumeId: snapshot.volumeId,
  State: snapshot.state,
  StartTime: snapshot.startTime,
  Progress: `${snapshot.progress}%`,
  VolumeSize: snapshot.sizeGiB,
  OwnerId: account,
  Description: snapshot.description,
  Tags: shownTags(snapshot.tags),
});
