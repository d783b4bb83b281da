import type { DBCluster, DBInstance } from '@aws-sdk/client-rds';
import type { EventSink } from '../../event-sink.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import type { MetricSink } from '../cloudwatch/cloudwatch.ts';
import type { GuardedAt } from '../ec2/reach.ts';
import type { Vpcs } from '../ec2/vpcs.ts';
import type { Authorise, KeyState } from '../kms/key-rights.ts';
import { findCluster } from './clusters/cluster.ts';
import { memberBehind, shownCluster } from './clusters/shown-cluster.ts';
import { globalWriterBehind } from './global/global-cluster.ts';
import { guardedAt } from './guarded-at.ts';
import { addInstance, createRegionNames, type InstanceSpec } from './instances/add-instance.ts';
import type { RestoreScene } from './instances/enrol.ts';
import type { InstanceStatus } from './instances/instance.ts';
import { putStatus } from './instances/power.ts';
import { shown } from './instances/shown.ts';
import { createKeys } from './keys.ts';
import { operationsOf } from './operations.ts';
import { addNamedGroup, type NamedGroup } from './parameters/operations.ts';
import { usualInstanceQuota } from './quota.ts';
import { needsOf, resourcesOf } from './resources.ts';
import { findSnapshot, keptOf } from './snapshots/keep.ts';
import type { Sort } from './snapshots/snapshot.ts';
import { addClusterSnapshot, addSnapshot, type ClusterSnapshotSpec, type SnapshotSpec } from './snapshots/snapshots.ts';
import { addGroup, createStore, findInstance, type ManagedSecrets, type SecurityGroup } from './store.ts';
import { tagsAt } from './tag-resources.ts';

const noVpcs: Pick<Vpcs, 'byId' | 'defaultOf'> = { byId: () => undefined, defaultOf: () => undefined };

const silent: EventSink = { emit: () => undefined };

type Neighbours = Readonly<{
  cloudwatch: MetricSink;
  secrets: ManagedSecrets;
  /** Where RDS tells of its events. */
  bus?: EventSink;
  /** Without it no key is known but RDS's own. */
  keyState?: KeyState;
  /** What IAM says of the use of a key. */
  authorise?: Authorise;
  /** Without them no instance is in a VPC. */
  vpcs?: Pick<Vpcs, 'byId' | 'defaultOf'>;
}>;

export type Rds = SimulatedService &
  Readonly<{
    addInstance: (spec: InstanceSpec) => Readonly<{ arn: string; address: string; resourceId: string }>;
    /** A VPC security group, of which RDS only cares whether it lets clients in. */
    addSecurityGroup: (group: SecurityGroup) => void;
    /** What stands behind the endpoint of an instance; undefined: no instance has that address. */
    guardedAt: GuardedAt;
    addSnapshot: (spec: SnapshotSpec) => Readonly<{ arn: string }>;
    addClusterSnapshot: (spec: ClusterSnapshotSpec) => Readonly<{ arn: string }>;
    /** RDS deletes an automated one itself, once its retention is over; so does a person with a manual one. */
    dropSnapshot: (at: { sort: Sort; region: string; id: string }) => void;
    /** As DescribeDBClusters would show all of a Region now, without a call. */
    inspectClusters: (region: string) => DBCluster[];
    /** A subnet group or a parameter group that requests may name. */
    addNamedGroup: (group: NamedGroup) => void;
    /** As after an upgrade of this cluster alone: clusters of a global cluster can differ so. */
    setClusterVersion: (at: { region: string; id: string; version: string }) => void;
    /** How many instances the account may have in a Region; 40 unless set. */
    setInstanceQuota: (region: string, quota: number) => void;
    /** With what restored instances are filled, and what becomes of restores. */
    restores: RestoreScene;
    /** The instance behind an endpoint of a cluster or a global cluster, as its CNAME says. */
    hostBehind: (host: string) => string | undefined;
    /** As DescribeDBInstances would show all of a Region now, without a call. */
    inspectAll: (region: string) => DBInstance[];
    /** An instance as a scene wants it: `stopped` though it has a replica, `storage-full` … A stopped one starts after seven days. */
    setStatus: (at: { region: string; id: string; status: InstanceStatus }) => void;
    /** As DescribeDBInstances would show it now, without a call. */
    inspect: (at: { region: string; id: string }) => DBInstance;
  }>;

/**
 * Amazon RDS for PostgreSQL and Aurora PostgreSQL.
 *
 * Models: instances: creation, read replicas in and across Regions and their promotion, reboot with and without failover,
 * stop and start, changes at once or in the maintenance window, deletion with a final snapshot, Multi-AZ, passwords that RDS
 * manages, metrics. Snapshots of instances and clusters: made, copied, shared, deleted, restored. Parameter groups as far as
 * when a value is in use. Clusters with a writer and readers, global clusters with switchover and failover. Tags, quotas,
 * keys, events (to EventBridge too). What was called shows in the status only after `statusLagSeconds`. The data plane is a
 * Database behind the endpoint; `restores.engine` makes new ones.
 * From: docs.aws.amazon.com/AmazonRDS/latest/UserGuide, docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide,
 * docs.aws.amazon.com/AmazonRDS/latest/APIReference
 * Not modelled: the log between two backups and backups of every day, storage and classes, what parameters mean, and of subnets more than their VPC,
 * option groups, write forwarding, automated backups that outlive their instance.
 */
export function createRds(
  world: World,
  {
    cloudwatch,
    secrets,
    bus = silent,
    keyState = () => 'missing',
    authorise = () => undefined,
    vpcs = noVpcs,
  }: Neighbours,
): Rds {
  const quotas = new Map<string, number>();
  const quota = (region: string) => quotas.get(region) ?? usualInstanceQuota;
  const store = createStore({
    world,
    cloudwatch,
    secrets,
    bus,
    keys: createKeys(world, { stateOf: keyState, authorise }),
    quota,
  });
  const namesOf = createRegionNames(world.random);
  const scene: RestoreScene = { engine: undefined, outcomeOf: () => 'available', durations: undefined };
  return {
    name: 'rds',
    operations: operationsOf(store, { scene, namesOf }),
    resources: resourcesOf(store),
    needs: needsOf(world),
    tagsOf: (arn) => tagsAt(store, arn),
    addInstance: addInstance(store, namesOf),
    addSnapshot: (spec) => addSnapshot(store, spec),
    addClusterSnapshot: (spec) => addClusterSnapshot(store, spec),
    dropSnapshot: ({ sort, ...at }) => void keptOf(store, sort).delete(findSnapshot(store, { sort, ...at }).arn),
    inspectClusters: (region) =>
      [...store.clusters.values()].filter((one) => one.region === region).map((one) => shownCluster(store, one)),
    addNamedGroup: (group) => addNamedGroup(store, group),
    setInstanceQuota: (region, count) => void quotas.set(region, count),
    setClusterVersion: ({ region, id, version }) => {
      findCluster(store, region, id).engineVersion = version;
    },
    setStatus: ({ region, id, status }) => putStatus(store, findInstance(store, region, id), status),
    restores: scene,
    hostBehind: (host) => memberBehind(store, host) ?? globalWriterBehind(store, host),
    inspectAll: (region) => [...store.instances.values()].filter((one) => one.region === region).map(shown),
    addSecurityGroup: (group) => addGroup(store, group),
    guardedAt: (host) => guardedAt(store, host, vpcs),
    inspect: ({ region, id }) => shown(findInstance(store, region, id)),
  };
}
