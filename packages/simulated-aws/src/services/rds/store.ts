import { AwsFault } from '../../call.ts';
import type { EventSink } from '../../event-sink.ts';
import type { World } from '../../world.ts';
import type { MetricSink } from '../cloudwatch/cloudwatch.ts';
import { instanceNotFound } from './faults.ts';
import type { Instance, InstanceStatus } from './instances/instance.ts';
import type { Keys } from './keys.ts';
import type { Cluster, GlobalCluster, ParameterGroup, RdsEvent, SubnetGroup } from './records.ts';
import type { Kept } from './snapshots/snapshot.ts';

/** Secrets that RDS keeps for master users. */
export type ManagedSecrets = Readonly<{
  addSecret: (spec: {
    region: string;
    name: string;
    value: string;
    tags?: Readonly<Record<string, string>>;
  }) => Readonly<{ arn: string }>;
  removeSecret: (arn: string) => void;
}>;

/** `from`: it lets in only whoever is in one of these groups. */
export type SecurityGroup = Readonly<{ id: string; region: string; open: boolean; from?: readonly string[] }>;

/** Everything that the simulated RDS knows, in all Regions. */
export type Store = Readonly<{
  world: World;
  cloudwatch: MetricSink;
  bus: EventSink;
  /** By ARN. */
  instances: Map<string, Instance>;
  /** By Region and id: whether the group lets clients in. */
  groups: Map<string, SecurityGroup>;
  events: RdsEvent[];
  /** By ARN. */
  snapshots: Map<string, Kept>;
  clusters: Map<string, Cluster>;
  clusterSnapshots: Map<string, Kept>;
  /** By id. */
  globals: Map<string, GlobalCluster>;
  /** Copies of snapshots of one source to one Region, which are made one after the other. */
  lanes: Map<string, Promise<void>>;
  keys: Keys;
  parameterGroups: Map<string, ParameterGroup>;
  subnetGroups: Map<string, SubnetGroup>;
  secrets: ManagedSecrets;
  /** Instances that an account may have in a Region. */
  quota: (region: string) => number;
}>;

type Given = Pick<Store, 'world' | 'cloudwatch' | 'secrets' | 'bus' | 'keys' | 'quota'>;

export const createStore = (given: Given): Store => ({
  ...given,
  instances: new Map(),
  groups: new Map(),
  events: [],
  snapshots: new Map(),
  clusters: new Map(),
  clusterSnapshots: new Map(),
  globals: new Map(),
  lanes: new Map(),
  parameterGroups: new Map(),
  subnetGroups: new Map(),
});

export const arnOf = (world: World, region: string, id: string): string =>
  `arn:aws:rds:${region}:${world.account}:db:${id.toLowerCase()}`;

export function findInstance(store: Store, region: string, id: string | undefined): Instance {
  if (!id) throw new AwsFault('InvalidParameterValue', 'The parameter DBInstanceIdentifier must be provided.');
  const instance = store.instances.get(arnOf(store.world, region, id));
  if (instance === undefined) throw instanceNotFound(id);
  return instance;
}

/** By the id that no other instance has ever had: API_RestoreDBInstanceToPointInTime. */
export function findByResourceId(store: Store, region: string, resourceId: string): Instance {
  const found = [...store.instances.values()].find(
    (instance) => instance.region === region && instance.resourceId === resourceId,
  );
  if (found === undefined) throw instanceNotFound(resourceId);
  return found;
}

export function addGroup(store: Store, group: SecurityGroup): void {
  store.groups.set(groupKey(group.region, group.id), group);
}

const groupKey = (region: string, id: string): string => `${region}/${id}`;

export const hasGroup = (store: Store, region: string, id: string): boolean => store.groups.has(groupKey(region, id));

/**
 * Brings the endpoint in line with what the server and the security groups are now. Called when either has changed; a group
 * on its way in or out changes nothing until it has arrived. What no group lets in is not refused, but dropped, server or not.
 */
export function settleDoor(store: Store, instance: Instance): void {
  if (!letsIn(store, instance)) instance.door.become('fenced');
  else instance.door.become(instance.isServing ? 'open' : 'shut');
}

/** Groups of an instance that let somebody in. */
export const openGroups = (store: Store, { region, securityGroups }: Instance): SecurityGroup[] =>
  securityGroups.flatMap(({ id }) => store.groups.get(groupKey(region, id)) ?? []).filter(({ open }) => open);

const letsIn = (store: Store, instance: Instance): boolean => openGroups(store, instance).length > 0;

export function setStatus(store: Store, instance: Instance, status: InstanceStatus): void {
  if (instance.status === status) return;
  instance.status = status;
  const { id, region } = instance;
  store.world.tell({ kind: 'resource', at: store.world.clock.now(), service: 'rds', resource: id, region, status });
}
