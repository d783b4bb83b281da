import type {
  DescribeDBClustersCommandInput as DescribeClusters,
  DescribeDBClusterSnapshotsCommandInput as DescribeSnapshots,
} from '@aws-sdk/client-rds';
import type { Call } from '../../../call.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { pageOfRecords } from '../paging.ts';
import type { Store } from '../store.ts';
import { type ClusterSnapshot, findCluster, shownCluster } from './cluster.ts';

export const describeDbClusters = (store: Store) => (input: DescribeClusters, call: Call) => {
  onlyModelled('rds:DescribeDBClusters', input, ['DBClusterIdentifier', 'MaxRecords', 'Marker']);
  const { DBClusterIdentifier: id } = input;
  const all = [...store.clusters.values()].filter(({ region }) => region === call.region);
  const found = id === undefined ? all : [findCluster(store, call.region, id)];
  const { items, marker } = pageOfRecords(found, input);
  return { DBClusters: items.map((cluster) => shownCluster(store, cluster)), Marker: marker };
};

const shown = ({ cluster, ...snapshot }: ClusterSnapshot) => ({
  DBClusterSnapshotIdentifier: snapshot.type === 'shared' ? snapshot.arn : snapshot.id,
  DBClusterSnapshotArn: snapshot.arn,
  DBClusterIdentifier: cluster.id,
  DbClusterResourceId: cluster.resourceId,
  SnapshotType: snapshot.type,
  Status: snapshot.status,
  Engine: 'aurora-postgresql',
  EngineVersion: cluster.engineVersion,
  MasterUsername: cluster.masterUsername,
  StorageEncrypted: snapshot.isEncrypted,
  SnapshotCreateTime: new Date(snapshot.createdAt),
});

/** As for instances: those of AWS Backup and shared ones are shown only when they are asked for. */
export const describeDbClusterSnapshots = (store: Store) => (input: DescribeSnapshots, call: Call) => {
  onlyModelled('rds:DescribeDBClusterSnapshots', input, [
    'DBClusterIdentifier',
    'SnapshotType',
    'MaxRecords',
    'Marker',
  ]);
  const { DBClusterIdentifier: id, SnapshotType: type } = input;
  const found = [...store.clusterSnapshots.values()]
    .filter(({ region }) => region === call.region)
    .filter(({ cluster }) => id === undefined || cluster.id === id)
    .filter((one) => (type === undefined ? one.type === 'automated' || one.type === 'manual' : one.type === type));
  const { items, marker } = pageOfRecords(found, input);
  return { DBClusterSnapshots: items.map(shown), Marker: marker };
};
