import * as z from 'zod';
import { about } from '../about.ts';
import { BucketName, ReplicationGroupId } from '../aws-names.ts';
import { DbClusterId, DbInstanceId, durationWithin, Side, VerificationId } from '../fields.ts';
import { Data, Restore } from './restore.ts';

/**
 * Kinds of snapshot that count as a recovery point: docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html.
 * A snapshot that was copied from another Region is `manual` there.
 */
export const SnapshotType = z.enum(['automated', 'manual', 'awsbackup', 'shared']);

const SnapshotTypes = z.array(SnapshotType).min(1).max(4);

const common = {
  id: VerificationId.meta(about('Name of the verification, once in a plan.', 'database')),
  region: Side.meta(about('The side on which the recovery points lie, and on which the copy is made.', 'primary')),
  maxAge: durationWithin('5m', '400d').meta(
    about('How old the newest recovery point may be. The age is that of the data.', '26h'),
  ),
};
const restored = {
  ...common,
  restore: Restore.meta(about('Where and how the copy is made: apart from everything that serves.')),
  data: Data.meta(about('What must be true of the data of the copy.')),
};

const Source = DbInstanceId.meta(about('Identifier of the RDS instance that was backed up.', 'shielda-prod'));
const types = SnapshotTypes.meta(
  about('The kinds of snapshot that count. One that was copied from another Region is `manual` there.', [
    'automated',
    'awsbackup',
  ]),
);

const InstanceSnapshot = z
  .strictObject({ instance: Source, types })
  .meta(about('The newest snapshot of an RDS instance is restored.'));
const InstancePointInTime = z
  .strictObject({ instance: Source })
  .meta(about('An RDS instance is restored to its latest restorable time.'));
const ClusterSnapshot = z
  .strictObject({
    cluster: DbClusterId.meta(about('Identifier of the Aurora cluster that was backed up.', 'orders')),
    types,
  })
  .meta(about('The newest snapshot of an Aurora cluster is restored.'));
const CacheSnapshot = z
  .strictObject({
    replicationGroup: ReplicationGroupId.meta(about('Id of the replication group of ElastiCache.', 'sessions')),
  })
  .meta(about('The newest snapshot of a cache is found, and not restored.'));
const VolumeSnapshots = z
  .strictObject({
    tag: z
      .strictObject({
        key: z.string().min(1).meta(about('Key of the tag.', 'service')),
        value: z.string().meta(about('Value of the tag.', 'shielda')),
      })
      .meta(about('The tag of the EBS volumes.')),
    volumes: z
      .int()
      .min(1)
      .meta(about('How many volumes must have a snapshot.', 3, 'volumes')),
  })
  .meta(about('Snapshots of EBS volumes are found, and not restored.'));
const BackupObjects = z
  .strictObject({
    bucket: BucketName.meta(about('Name of the bucket.', 'shielda-dumps')),
    prefix: z.string().meta(about('What the keys of the backups begin with.', 'nightly/')),
    minBytes: z
      .int()
      .min(1)
      .meta(about('The least size of an object that counts: an empty or cut dump does not.', 1048576, 'bytes')),
  })
  .meta(about('Objects in S3 are found, and not restored.'));

/** A verification names by its one further key what it looks for. The first three are restored; of the others age and size count. */
export const Verification = z.union([
  z.strictObject({ ...restored, instanceSnapshot: InstanceSnapshot }),
  z.strictObject({ ...restored, instancePointInTime: InstancePointInTime }),
  z.strictObject({ ...restored, clusterSnapshot: ClusterSnapshot }),
  z.strictObject({ ...common, cacheSnapshot: CacheSnapshot }),
  z.strictObject({ ...common, volumeSnapshots: VolumeSnapshots }),
  z.strictObject({ ...common, backupObjects: BackupObjects }),
]);

export type SnapshotType = z.output<typeof SnapshotType>;

export type Verification = z.output<typeof Verification>;

export type FoundVerification = Exclude<Verification, { restore: unknown }>;

export type RestoredVerification = Extract<Verification, { restore: unknown }>;

export const isRestored = (verification: Verification): verification is RestoredVerification =>
  'restore' in verification;
