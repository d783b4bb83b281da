import type { Surroundings } from '../instances/enrol.ts';
import type { Store } from '../store.ts';
import { deleteCluster, modifyCluster, restoreCluster } from './change-cluster.ts';
import { createClusterSnapshot } from './cluster-snapshot.ts';
import { createCluster } from './create-cluster.ts';
import { createMember } from './create-member.ts';
import { describeDbClusters } from './describe-clusters.ts';
import { failOverCluster } from './fail-over-cluster.ts';
import { startCluster, stopCluster } from './power-cluster.ts';

export const clusterOperations = (store: Store, surroundings: Surroundings) => ({
  DescribeDBClusters: describeDbClusters(store),
  CreateDBCluster: createCluster(store, surroundings),
  RestoreDBClusterFromSnapshot: restoreCluster(store, surroundings),
  ModifyDBCluster: modifyCluster(store, surroundings.scene),
  CreateDBInstance: createMember(store, surroundings),
  DeleteDBCluster: deleteCluster(store, surroundings.scene),
  CreateDBClusterSnapshot: createClusterSnapshot(store, surroundings.scene),
  StopDBCluster: stopCluster(store, surroundings.scene),
  StartDBCluster: startCluster(store, surroundings.scene),
  FailoverDBCluster: failOverCluster(store, surroundings.scene),
});
