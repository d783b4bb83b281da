import type { Surroundings } from '../instances/make-copy.ts';
import type { Store } from '../store.ts';
import { deleteCluster, modifyCluster, restoreCluster } from './change-cluster.ts';
import type { ClusterSnapshot } from './cluster.ts';
import { createMember } from './create-member.ts';
import { describeDbClusterSnapshots, describeDbClusters } from './describe-clusters.ts';

export type ClusterSnapshotSpec = Pick<ClusterSnapshot, 'id' | 'region' | 'cluster'> & Partial<ClusterSnapshot>;

export const addClusterSnapshot = (store: Store, spec: ClusterSnapshotSpec): void => {
  const { clock, account } = store.world;
  const arn = `arn:aws:rds:${spec.region}:${account}:cluster-snapshot:${spec.id}`;
  const usual = { type: 'automated', status: 'available', createdAt: clock.now(), isEncrypted: false } as const;
  store.clusterSnapshots.set(arn, { ...usual, arn, content: undefined, ...spec });
};

export const clusterOperations = (store: Store, surroundings: Surroundings) => ({
  DescribeDBClusters: describeDbClusters(store),
  DescribeDBClusterSnapshots: describeDbClusterSnapshots(store),
  RestoreDBClusterFromSnapshot: restoreCluster(store, surroundings.scene),
  ModifyDBCluster: modifyCluster(store, surroundings.scene),
  CreateDBInstance: createMember(store, surroundings),
  DeleteDBCluster: deleteCluster(store, surroundings.scene),
});
