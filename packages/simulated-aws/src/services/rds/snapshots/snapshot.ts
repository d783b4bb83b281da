import type { DBClusterSnapshot, DBSnapshot } from '@aws-sdk/client-rds';
import type { Snapshot } from '../../../postgres/database.ts';
import type { Tags } from '../tags.ts';
import { shownTags } from '../tags.ts';

/** Of an instance, or of an Aurora cluster: by the part of the ARN that says so. */
export type Sort = 'snapshot' | 'cluster-snapshot';

type SnapshotSource = Readonly<{
  id: string;
  resourceId: string;
  masterUsername: string;
  engineVersion: string;
  /** Of an instance: a cluster has none. */
  instanceClass?: string;
}>;

/** A snapshot as RDS keeps it. */
export type Kept = {
  readonly sort: Sort;
  readonly id: string;
  readonly region: string;
  readonly arn: string;
  readonly type: 'automated' | 'manual' | 'awsbackup' | 'shared';
  /** `pending`: a copy in the queue. A copy of an instance's is `creating` while it is made, one of a cluster's `copying`. */
  status: 'available' | 'creating' | 'pending' | 'copying' | 'failed';
  /** Percent; a copy in the queue has none. */
  progress: number;
  /** The instance or cluster that it is of: one that stands or one that is gone. */
  readonly source: SnapshotSource;
  /** ms: when this snapshot was made; a copy has a later one than what it was copied from. */
  readonly createdAt: number;
  readonly originallyCreatedAt: number;
  /** ms: of the last transaction in it. */
  databaseTime: number;
  readonly kmsKey: string | undefined;
  /** Of a copy: the ARN of what was copied. */
  readonly copiedFrom: string | undefined;
  tags: Tags;
  /** Accounts that may copy and restore it; `all` for everybody. */
  sharedWith: readonly string[];
  content: Snapshot | undefined;
};

export const shownSnapshot = (snapshot: Kept): DBSnapshot => ({
  ...commonOf(snapshot),
  DBSnapshotIdentifier: snapshot.type === 'shared' ? snapshot.arn : snapshot.id,
  DBSnapshotArn: snapshot.arn,
  DBInstanceIdentifier: snapshot.source.id,
  DbiResourceId: snapshot.source.resourceId,
  Engine: 'postgres',
  Encrypted: snapshot.kmsKey !== undefined,
  OriginalSnapshotCreateTime: new Date(snapshot.originallyCreatedAt),
  SnapshotDatabaseTime: new Date(snapshot.databaseTime),
  SourceDBSnapshotIdentifier: snapshot.copiedFrom,
  SourceRegion: snapshot.copiedFrom?.split(':')[3],
  ...(snapshot.content === undefined ? {} : { FullSnapshotSizeInBytes: snapshot.content.bytes }),
});

/** What both sorts show under the same names. */
const commonOf = (snapshot: Kept) => ({
  SnapshotType: snapshot.type,
  Status: snapshot.status,
  PercentProgress: snapshot.progress,
  EngineVersion: snapshot.source.engineVersion,
  MasterUsername: snapshot.source.masterUsername,
  Port: 5432,
  KmsKeyId: snapshot.kmsKey,
  SnapshotCreateTime: new Date(snapshot.createdAt),
  TagList: shownTags(snapshot.tags),
});

export const shownClusterSnapshot = (snapshot: Kept): DBClusterSnapshot => ({
  ...commonOf(snapshot),
  DBClusterSnapshotIdentifier: snapshot.type === 'shared' ? snapshot.arn : snapshot.id,
  DBClusterSnapshotArn: snapshot.arn,
  DBClusterIdentifier: snapshot.source.id,
  DbClusterResourceId: snapshot.source.resourceId,
  Engine: 'aurora-postgresql',
  StorageEncrypted: snapshot.kmsKey !== undefined,
  SourceDBClusterSnapshotArn: snapshot.copiedFrom,
});
