import { clusterOperations } from './clusters/clusters.ts';
import { describeEvents } from './describe-events.ts';
import { globalOperations } from './global/operations.ts';
import { createReadReplica } from './instances/create-replica.ts';
import { deleteDbInstance } from './instances/delete.ts';
import { describeDbInstances } from './instances/describe.ts';
import type { Surroundings } from './instances/enrol.ts';
import { modifyDbInstance } from './instances/modify.ts';
import { startDbInstance, stopDbInstance } from './instances/power.ts';
import { promoteReadReplica } from './instances/promote.ts';
import { rebootDbInstance } from './instances/reboot.ts';
import { restoreFromSnapshot, restoreToPointInTime } from './instances/restore.ts';
import { groupOperations } from './parameters/operations.ts';
import { describeAccountAttributes } from './quota.ts';
import { snapshotOperations } from './snapshots/operations.ts';
import type { Store } from './store.ts';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './tag-resources.ts';

export const operationsOf = (store: Store, surroundings: Surroundings) => ({
  DescribeDBInstances: describeDbInstances(store),
  PromoteReadReplica: promoteReadReplica(store),
  RebootDBInstance: rebootDbInstance(store),
  StopDBInstance: stopDbInstance(store),
  StartDBInstance: startDbInstance(store),
  ModifyDBInstance: modifyDbInstance(store),
  DescribeEvents: describeEvents(store),
  ListTagsForResource: listTagsForResource(store),
  AddTagsToResource: addTagsToResource(store),
  RemoveTagsFromResource: removeTagsFromResource(store),
  RestoreDBInstanceFromDBSnapshot: restoreFromSnapshot(store, surroundings),
  RestoreDBInstanceToPointInTime: restoreToPointInTime(store, surroundings),
  CreateDBInstanceReadReplica: createReadReplica(store, surroundings),
  DeleteDBInstance: deleteDbInstance(store, surroundings.scene),
  DescribeAccountAttributes: describeAccountAttributes(store),
  ...snapshotOperations(store, surroundings.scene),
  ...groupOperations(store),
  ...globalOperations(store, surroundings.scene),
  ...clusterOperations(store, surroundings),
});
