import type { DBCluster, DBInstance } from '@aws-sdk/client-rds';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import type { MetricSink } from '../cloudwatch/cloudwatch.ts';
import { shownCluster } from './clusters/cluster.ts';
import { addClusterSnapshot, type ClusterSnapshotSpec, clusterOperations } from './clusters/clusters.ts';
import { describeEvents } from './events.ts';
import { addInstance, createRegionNames, type InstanceSpec } from './instances/add-instance.ts';
import { deleteDbInstance } from './instances/delete.ts';
import { describeDbInstances, listTagsForResource } from './instances/describe.ts';
import type { RestoreScene } from './instances/make-copy.ts';
import { modifyDbInstance } from './instances/modify.ts';
import { startDbInstance, stopDbInstance } from './instances/power.ts';
import { promoteReadReplica } from './instances/promote.ts';
import { rebootDbInstance } from './instances/reboot.ts';
import { restoreFromSnapshot, restoreToPointInTime } from './instances/restore.ts';
import { shown } from './instances/shown.ts';
import { describeAccountAttributes, usualInstanceQuota } from './quota.ts';
import { needsOf, resourcesOf } from './resources.ts';
import { addSnapshot, describeDbSnapshots, type SnapshotSpec } from './snapshots/snapshots.ts';
import { addGroup, findInstance, type ManagedSecrets, type Store } from './store.ts';

export type Rds = SimulatedService &
  Readonly<{
    addInstance: (spec: InstanceSpec) => Readonly<{ arn: string; address: string; resourceId: string }>;
    /** A VPC security group, of which RDS only cares whether it lets clients in. */
    addSecurityGroup: (group: { id: string; region: string; open: boolean }) => void;
    addSnapshot: (spec: SnapshotSpec) => Readonly<{ arn: string }>;
    addClusterSnapshot: (spec: ClusterSnapshotSpec) => void;
    /** As DescribeDBClusters would show all of a Region now, without a call. */
    inspectClusters: (region: string) => DBCluster[];
    /** A subnet group (`subgrp`) or a parameter group (`pg`) that restores may name. */
    addNamedGroup: (group: { sort: 'subgrp' | 'pg'; region: string; name: string }) => void;
    /** How many instances the account may have in a Region; 40 unless set. */
    setInstanceQuota: (region: string, quota: number) => void;
    /** With what restored instances are filled, and what becomes of restores. */
    restores: RestoreScene;
    /** As DescribeDBInstances would show all of a Region now, without a call. */
    inspectAll: (region: string) => DBInstance[];
    /** As DescribeDBInstances would show it now, without a call. */
    inspect: (at: { region: string; id: string }) => DBInstance;
  }>;

/**
 * RDS for PostgreSQL, after docs.aws.amazon.com/AmazonRDS/latest/UserGuide (USER_ReadRepl, USER_RebootInstance,
 * USER_StopInstance, accessing-monitoring, USER_Events.Messages) and its API reference: read replicas and their promotion,
 * reboot with and without failover, stop and start, backup retention and VPC security groups, events, metrics. What was
 * called shows in the status only after `statusLagSeconds`. The data plane is a Database behind the endpoint.
 * Snapshots of every type, their restore into new instances, deletion, tags, the quota of instances, passwords that RDS manages.
 * Aurora PostgreSQL clusters as far as a restored one needs: from a snapshot, with an instance, until its deletion. Creation, taking
 * and copying snapshots, the log between two backups, what groups hold, Aurora's own failovers, maintenance windows and every
 * operation that is not named here are not modelled: NotSimulated.
 */
export const createRds = (
  world: World,
  neighbours: Readonly<{ cloudwatch: MetricSink; secrets: ManagedSecrets }>,
): Rds => {
  const quotas = new Map<string, number>();
  const kept = { instances: new Map(), groups: new Map(), events: [], snapshots: new Map(), named: new Set<string>() };
  const clusters = { clusters: new Map(), clusterSnapshots: new Map() };
  const quota = (region: string) => quotas.get(region) ?? usualInstanceQuota;
  const store: Store = { world, ...neighbours, ...kept, ...clusters, quota };
  const namesOf = createRegionNames(world.random);
  const scene: RestoreScene = { engine: undefined, outcomeOf: () => 'available', durations: undefined };
  return {
    name: 'rds',
    operations: {
      DescribeDBInstances: describeDbInstances(store),
      PromoteReadReplica: promoteReadReplica(store),
      RebootDBInstance: rebootDbInstance(store),
      StopDBInstance: stopDbInstance(store),
      StartDBInstance: startDbInstance(store),
      ModifyDBInstance: modifyDbInstance(store),
      DescribeEvents: describeEvents(store),
      ListTagsForResource: listTagsForResource(store),
      DescribeDBSnapshots: describeDbSnapshots(store),
      RestoreDBInstanceFromDBSnapshot: restoreFromSnapshot(store, { scene, namesOf }),
      RestoreDBInstanceToPointInTime: restoreToPointInTime(store, { scene, namesOf }),
      DeleteDBInstance: deleteDbInstance(store, scene),
      DescribeAccountAttributes: describeAccountAttributes(store),
      ...clusterOperations(store, { scene, namesOf }),
    },
    resources: resourcesOf(world),
    needs: needsOf(world),
    tagsOf: (arn) => (store.instances.get(arn) ?? store.clusters.get(arn))?.tags ?? {},
    addInstance: addInstance(store, namesOf),
    addSnapshot: (spec) => addSnapshot(store, spec),
    addClusterSnapshot: (spec) => addClusterSnapshot(store, spec),
    inspectClusters: (region) =>
      [...store.clusters.values()].filter((one) => one.region === region).map((one) => shownCluster(store, one)),
    addNamedGroup: ({ sort, region, name }) => void store.named.add(`${sort}/${region}/${name}`),
    setInstanceQuota: (region, count) => void quotas.set(region, count),
    restores: scene,
    inspectAll: (region) => [...store.instances.values()].filter((one) => one.region === region).map(shown),
    addSecurityGroup: (group) => addGroup(store, group),
    inspect: ({ region, id }) => shown(findInstance(store, region, id)),
  };
};
