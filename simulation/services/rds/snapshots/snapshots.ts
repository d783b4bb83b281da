import type { DescribeDBSnapshotsCommandInput, DescribeDBSnapshotsCommandOutput } from '@aws-sdk/client-rds';
import { AwsFault, type Call, notSimulated } from '../../../call.ts';
import type { Snapshot } from '../../../postgres/database.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { invalidCombination } from '../faults.ts';
import { pageOfRecords } from '../paging.ts';
import type { Store } from '../store.ts';
import { type DbSnapshot, shownSnapshot } from './snapshot.ts';

export type SnapshotSpec = Readonly<{
  id: string;
  region: string;
  /** ARN of the instance that it is of: one that stands or one that is gone. */
  instance: Readonly<{ id: string; resourceId: string; masterUsername?: string; engineVersion?: string }>;
  type?: DbSnapshot['type'];
  status?: DbSnapshot['status'];
  /** ms; default: now. */
  databaseTime?: number;
  createdAt?: number;
  originallyCreatedAt?: number;
  isEncrypted?: boolean;
  copiedFrom?: string;
  /** Of another account that has shared it. */
  owner?: string;
  tags?: Readonly<Record<string, string>>;
  /** What can be restored. */
  content?: Snapshot;
}>;

export const snapshotNotFound = (id: string): AwsFault =>
  new AwsFault('DBSnapshotNotFoundFault', `DBSnapshot ${id} not found.`, { status: 404 });

export const addSnapshot = (store: Store, spec: SnapshotSpec): DbSnapshot => {
  const { clock, account } = store.world;
  const { id, region, instance, type = 'automated', status = 'available' } = spec;
  const arn = `arn:aws:rds:${region}:${spec.owner ?? account}:snapshot:${id}`;
  const databaseTime = spec.databaseTime ?? spec.content?.at ?? clock.now();
  const createdAt = spec.createdAt ?? databaseTime;
  const { masterUsername = 'postgres', engineVersion = '18.1' } = instance;
  const snapshot: DbSnapshot = {
    ...{ id, region, arn, type, status, createdAt, databaseTime, copiedFrom: spec.copiedFrom, content: spec.content },
    instance: { ...instance, masterUsername, engineVersion },
    originallyCreatedAt: spec.originallyCreatedAt ?? createdAt,
    isEncrypted: spec.isEncrypted ?? false,
    tags: spec.tags ?? {},
  };
  store.snapshots.set(arn, snapshot);
  return snapshot;
};

/** Shared ones are asked for by name only; automated ones by id need their type: API_DescribeDBSnapshots. */
const isOfType = ({ type }: DbSnapshot, input: DescribeDBSnapshotsCommandInput): boolean => {
  const { SnapshotType: wanted, IncludeShared = false, DBSnapshotIdentifier: id } = input;
  if (wanted !== undefined) return type === wanted;
  if (type === 'shared') return IncludeShared;
  return type !== 'awsbackup' && !(type === 'automated' && id !== undefined && !id.startsWith('rds:'));
};

const modelled = [
  ...['DBInstanceIdentifier', 'DBSnapshotIdentifier', 'SnapshotType', 'IncludeShared', 'DbiResourceId'],
  ...['MaxRecords', 'Marker'],
];

export const describeDbSnapshots =
  (store: Store) =>
  (input: DescribeDBSnapshotsCommandInput, call: Call): Omit<DescribeDBSnapshotsCommandOutput, '$metadata'> => {
    onlyModelled('rds:DescribeDBSnapshots', input, modelled);
    const { DBInstanceIdentifier: instance, DBSnapshotIdentifier: id, DbiResourceId: resourceId } = input;
    if (instance !== undefined && id !== undefined)
      throw invalidCombination('DBInstanceIdentifier and DBSnapshotIdentifier exclude each other.');
    if (input.SnapshotType === 'public') throw notSimulated('rds:DescribeDBSnapshots of public snapshots');
    const found = [...store.snapshots.values()]
      .filter((snapshot) => snapshot.region === call.region && isOfType(snapshot, input))
      .filter((snapshot) => instance === undefined || snapshot.instance.id === instance.toLowerCase())
      .filter((snapshot) => resourceId === undefined || snapshot.instance.resourceId === resourceId)
      .filter((snapshot) => id === undefined || snapshot.id === id || snapshot.arn === id);
    if (id !== undefined && found.length === 0) throw snapshotNotFound(id);
    const { items, marker } = pageOfRecords(found, input);
    return { DBSnapshots: items.map(shownSnapshot), Marker: marker };
  };
