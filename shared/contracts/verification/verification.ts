import * as z from 'zod';
import { BucketName, DbParameterGroupName, DbSubnetGroupName, ReplicationGroupId, SecretName } from '../aws-names.ts';
import { DataCheck } from '../data-check.ts';
import { DbClusterId, DbInstanceId, Duration, durationWithin, Side, SqlName, VerificationId } from '../fields.ts';

/**
 * Kinds of snapshot that count as a recovery point: docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html.
 * A snapshot that was copied from another Region is `manual` there.
 */
export const SnapshotType = z.enum(['automated', 'manual', 'awsbackup', 'shared']);
export type SnapshotType = z.output<typeof SnapshotType>;
const SnapshotTypes = z.array(SnapshotType).min(1).max(4);

/** Where the copy is made: apart from everything that serves. None of it may be in use by an instance that is not a copy. */
const Restore = z.strictObject({
  instanceClass: z.string().regex(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, 'an instance class such as db.t4g.medium'),
  subnetGroup: DbSubnetGroupName,
  securityGroups: z
    .array(z.string().regex(/^sg-[0-9a-f]{8,17}$/, 'a security group such as sg-0123456789abcdef0'))
    .min(1),
  parameterGroup: DbParameterGroupName,
  /** Of an Aurora cluster, besides that of its instance. */
  clusterParameterGroup: DbParameterGroupName.optional(),
  /** The objective for the restore: from the call until the first check has passed. */
  within: durationWithin('1m', '7d'),
  /** When it is given up: from the first look until available, and again until all has been read. */
  timeout: durationWithin('1m', '7d').default(7200),
  /** What an hour of the copy costs, in US dollars: for what is found left over. */
  hourlyCost: z.number().positive().optional(),
});

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** In which zone the times of a column are meant that has none of its own. Guessed it would be hours off. */
const TimeZone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/, 'a time zone such as UTC or Europe/Berlin')
  .refine(isZone, 'a time zone such as UTC or Europe/Berlin');

/**
 * Compared on copy and source: rows, and a checksum over whole rows. `until` is a timestamp column: rows that were written after
 * the recovery point do not count. Without it a table that is written to needs a tolerance. `zone`: of `until`, where that column
 * has none.
 */
const ManifestTable = z.strictObject({
  table: SqlName,
  until: SqlName.optional(),
  zone: TimeZone.optional(),
  /** By which share the number of rows may differ, 0 to 1. */
  rowTolerance: z.number().min(0).max(1).default(0),
  checksum: z.boolean().default(true),
});
export type ManifestTable = z.output<typeof ManifestTable>;

const Manifest = z.strictObject({
  /** The instance that is compared with: the source or a replica of it. */
  instance: DbInstanceId,
  region: Side,
  /** Secrets Manager name of `{ username, password }` of a role there that can only read. */
  secret: SecretName,
  tables: z.array(ManifestTable).min(1).max(500),
});
export type Manifest = z.output<typeof Manifest>;

/** The newest row that is not later than the recovery point must not be older than `within` there. `zone`: where the column has none. */
const NewestRow = z.strictObject({
  table: SqlName,
  column: SqlName,
  zone: TimeZone.optional(),
  within: durationWithin('1s', '400d'),
});
export type NewestRow = z.output<typeof NewestRow>;

const Data = z.strictObject({
  database: z.string().min(1),
  /** A role of the database that can only read; on the copy it gets a new password, so that no rotation can lock it out. */
  reader: SqlName,
  /** Of one statement; a scan of what has not been read before fetches it from S3. */
  statementTimeout: Duration.default(300),
  checks: z.array(DataCheck).min(1).max(50),
  newestRow: NewestRow.optional(),
  manifest: Manifest.optional(),
});
export type DataExpectations = z.output<typeof Data>;

const common = {
  id: VerificationId,
  /** Where the recovery points lie, and where the copy is made. */
  region: Side,
  /** How old the newest recovery point may be, by database time. */
  maxAge: durationWithin('5m', '400d'),
};
const restored = { ...common, restore: Restore, data: Data };

const InstanceSnapshot = z.strictObject({ instance: DbInstanceId, types: SnapshotTypes });
/** Its latest restorable time. */
const InstancePointInTime = z.strictObject({ instance: DbInstanceId });
const ClusterSnapshot = z.strictObject({ cluster: DbClusterId, types: SnapshotTypes });
const CacheSnapshot = z.strictObject({ replicationGroup: ReplicationGroupId });
const VolumeSnapshots = z.strictObject({
  tag: z.strictObject({ key: z.string().min(1), value: z.string() }),
  /** How many volumes must have one. */
  volumes: z.int().min(1),
});
const BackupObjects = z.strictObject({
  bucket: BucketName,
  prefix: z.string(),
  /** An empty or truncated dump is none. */
  minBytes: z.int().min(1),
});

/** A verification names by its one further key what it looks for. The first three are restored; of the others age and size count. */
export const Verification = z.union([
  z.strictObject({ ...restored, instanceSnapshot: InstanceSnapshot }),
  z.strictObject({ ...restored, instancePointInTime: InstancePointInTime }),
  z.strictObject({ ...restored, clusterSnapshot: ClusterSnapshot }),
  z.strictObject({ ...common, cacheSnapshot: CacheSnapshot }),
  z.strictObject({ ...common, volumeSnapshots: VolumeSnapshots }),
  z.strictObject({ ...common, backupObjects: BackupObjects }),
]);
export type Verification = z.output<typeof Verification>;
export type RestoredVerification = Extract<Verification, { restore: unknown }>;
export type FoundVerification = Exclude<Verification, { restore: unknown }>;

export const isRestored = (verification: Verification): verification is RestoredVerification =>
  'restore' in verification;
