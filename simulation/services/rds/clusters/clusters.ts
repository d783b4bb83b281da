import type { Surroundings } from '../instances/enrol.ts';
import type { Store } from '../store.ts';
import { deleteCluster, modifyCluster, restoreCluster } from './change-cluster.ts';
import { createMember } from './create-member.ts';
import { describeDbClusters } from './describe-clusters.ts';

export const clusterOperations = (store: Store, surroundings: Surroundings) => ({
  DescribeDBClusters: describeDbClusters(store),
  RestoreDBClusterFromSnapshot: restoreCluster(store, surroundings.scene),
  ModifyDBCluster: modifyCluster(store, surroundings.scene),
  CreateDBInstance: createMember(store, surroundings),
  DeleteDBCluster: deleteCluster(store, surroundings.scene),
});
