import type { Snapshot } from '../../../postgres/database.ts';

/** A DB snapshot as RDS keeps it. */
export type DbSnapshot = Readonly<{
  id: string;
  region: string;
  arn: string;
  type: 'automated' | 'manual' | 'awsbackup' | 'shared';
  status: 'available' | 'creating' | 'failed';
  instance: Readonly<{ id: string; resourceId: string; masterUsername: string; engineVersion: string }>;
  /** ms: when this snapshot was made; a copy has a later one than what it was copied from. */
  createdAt: number;
  originallyCreatedAt: number;
  /** ms: of the last transaction in it. */
  databaseTime: number;
  isEncrypted: boolean;
  /** Of a copy: the ARN of what was copied. */
  copiedFrom: string | undefined;
  tags: Readonly<Record<string, string>>;
  content: Snapshot | undefined;
}>;

export const shownSnapshot = (snapshot: DbSnapshot) => ({
  DBSnapshotIdentifier: snapshot.type === 'shared' ? snapshot.arn : snapshot.id,
  DBSnapshotArn: snapshot.arn,
  DBInstanceIdentifier: snapshot.instance.id,
  DbiResourceId: snapshot.instance.resourceId,
  SnapshotType: snapshot.type,
  Status: snapshot.status,
  PercentProgress: snapshot.status === 'available' ? 100 : 40,
  Engine: 'postgres',
  EngineVersion: snapshot.instance.engineVersion,
  MasterUsername: snapshot.instance.masterUsername,
  Port: 5432,
  Encrypted: snapshot.isEncrypted,
  SnapshotCreateTime: new Date(snapshot.createdAt),
  OriginalSnapshotCreateTime: new Date(snapshot.originallyCreatedAt),
  SnapshotDatabaseTime: new Date(snapshot.databaseTime),
  SourceDBSnapshotIdentifier: snapshot.copiedFrom,
  SourceRegion: snapshot.copiedFrom?.split(':')[3],
  TagList: Object.entries(snapshot.tags).map(([Key, Value]) => ({ Key, Value })),
  ...(snapshot.content === undefined ? {} : { FullSnapshotSizeInBytes: snapshot.content.bytes }),
});
