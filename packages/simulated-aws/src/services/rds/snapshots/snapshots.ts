import type {
  DescribeDBClusterSnapshotsCommandInput as DescribeOfClusters,
  DescribeDBSnapshotsCommandInput as DescribeOfInstances,
} from '@aws-sdk/client-rds';
import { type Call, notSimulated } from '../../../call.ts';
import { pageOfRecords } from '../paging.ts';
import type { Store } from '../store.ts';
import { keepSnapshot, keptOf, type NewSnapshot, snapshotArn, snapshotNotFound } from './keep.ts';
import { type Kept, type Sort, shownClusterSnapshot, shownSnapshot } from './snapshot.ts';

type Given = Partial<Omit<NewSnapshot, 'sort' | 'source' | 'arn' | 'kmsKey'>> & {
  id: string;
  region: string;
  /** With `kmsKey` undefined: by RDS's own key. */
  isEncrypted?: boolean;
  kmsKeyId?: string;
  /** Of another account that has shared it. */
  owner?: string;
};

/** A snapshot as it stands when the simulation starts. `instance` is the one that it is of: one that stands or one that is gone. */
export type SnapshotSpec = Readonly<
  Given & {
    instance: {
      id: string;
      resourceId: string;
      masterUsername?: string;
      engineVersion?: string;
      instanceClass?: string;
    };
  }
>;

export function addSnapshot(store: Store, { instance, ...spec }: SnapshotSpec): Kept {
  const source = { masterUsername: 'postgres', engineVersion: '18.1', ...instance };
  return keep(store, spec, { sort: 'snapshot', source });
}

function keep(store: Store, spec: Given, of: { sort: Sort; source: Kept['source'] }): Kept {
  const { owner, isEncrypted = false, kmsKeyId, ...own } = spec;
  const arn = snapshotArn(store, { ...of, ...own }).replace(
    `:${store.world.account}:`,
    `:${owner ?? store.world.account}:`,
  );
  const kmsKey = isEncrypted || kmsKeyId !== undefined ? store.keys.find(spec.region, kmsKeyId) : undefined;
  return keepSnapshot(store, { ...own, ...of, arn, kmsKey, type: spec.type ?? 'automated' });
}

export type ClusterSnapshotSpec = Readonly<Given & { cluster: Kept['source'] }>;

export const addClusterSnapshot = (store: Store, { cluster, ...spec }: ClusterSnapshotSpec): Kept =>
  keep(store, spec, { sort: 'cluster-snapshot', source: cluster });

export const describeDbSnapshots = (store: Store) => (input: DescribeOfInstances, call: Call) => {
  const { DBInstanceIdentifier: source, DBSnapshotIdentifier: id, DbiResourceId: resourceId } = input;
  const asked = { type: input.SnapshotType, includesShared: input.IncludeShared === true, source, id };
  const all = found(store, call.region, { ...asked, sort: 'snapshot' });
  const wanted = all.filter((one) => resourceId === undefined || one.source.resourceId === resourceId);
  const { items, marker } = pageOfRecords(wanted, input);
  return { DBSnapshots: items.map(shownSnapshot), Marker: marker };
};

type Asked = Readonly<{ sort: Sort; id: string | undefined; type: string | undefined; includesShared: boolean }>;

function found(store: Store, region: string, asked: Asked & { source: string | undefined }): Kept[] {
  const { sort, id, source, type } = asked;
  if (type === 'public') throw notSimulated('rds with public snapshots');
  const all = [...keptOf(store, sort).values()]
    .filter((one) => one.region === region && isOfType(one, asked))
    .filter((one) => source === undefined || one.source.id === source.toLowerCase())
    .filter((one) => id === undefined || one.id === id || one.arn === id);
  if (id !== undefined && all.length === 0) throw snapshotNotFound(sort, id);
  return all;
}

/** Shared ones are asked for by name only; automated ones by id need their type: API_DescribeDBSnapshots. */
function isOfType({ type }: Kept, { id, type: wanted, includesShared }: Asked): boolean {
  if (wanted !== undefined) return type === wanted;
  if (type === 'shared') return includesShared;
  return type !== 'awsbackup' && !(type === 'automated' && id !== undefined && !id.startsWith('rds:'));
}

/** As for instances: those of AWS Backup and shared ones are shown only when they are asked for. */
export const describeDbClusterSnapshots = (store: Store) => (input: DescribeOfClusters, call: Call) => {
  const { DBClusterIdentifier: source, DBClusterSnapshotIdentifier: id, SnapshotType: type } = input;
  const asked = { type, includesShared: input.IncludeShared === true, source, id };
  const { items, marker } = pageOfRecords(found(store, call.region, { ...asked, sort: 'cluster-snapshot' }), input);
  return { DBClusterSnapshots: items.map(shownClusterSnapshot), Marker: marker };
};
