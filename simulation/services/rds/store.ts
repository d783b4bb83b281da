import { AwsFault } from '../../call.ts';
import type { World } from '../../world.ts';
import type { MetricSink } from '../cloudwatch/cloudwatch.ts';
import type { Cluster, ClusterSnapshot } from './clusters/cluster.ts';
import type { RdsEvent } from './events.ts';
import { instanceNotFound } from './faults.ts';
import type { Instance, InstanceStatus } from './instances/instance.ts';
import type { DbSnapshot } from './snapshots/snapshot.ts';

/** Everything that the simulated RDS knows, in all Regions. */
export type Store = Readonly<{
  world: World;
  cloudwatch: MetricSink;
  /** By ARN. */
  instances: Map<string, Instance>;
  /** By Region and id: whether the group lets clients in. */
  groups: Map<string, boolean>;
  events: RdsEvent[];
  /** By ARN. */
  snapshots: Map<string, DbSnapshot>;
  clusters: Map<string, Cluster>;
  clusterSnapshots: Map<string, ClusterSnapshot>;
  /** By Region and name: subnet groups (`subgrp`) and parameter groups (`pg`) that exist. */
  named: Set<string>;
  secrets: ManagedSecrets;
  /** Instances that an account may have in a Region. */
  quota: (region: string) => number;
}>;

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

export const arnOf = (world: World, region: string, id: string): string =>
  `arn:aws:rds:${region}:${world.account}:db:${id.toLowerCase()}`;

export const findInstance = (store: Store, region: string, id: string | undefined): Instance => {
  if (!id) throw new AwsFault('InvalidParameterValue', 'The parameter DBInstanceIdentifier must be provided.');
  const instance = store.instances.get(arnOf(store.world, region, id));
  if (instance === undefined) throw instanceNotFound(id);
  return instance;
};

const groupKey = (region: string, id: string): string => `${region}/${id}`;

export const addGroup = (store: Store, group: { id: string; region: string; open: boolean }): void => {
  store.groups.set(groupKey(group.region, group.id), group.open);
};

export const hasGroup = (store: Store, region: string, id: string): boolean => store.groups.has(groupKey(region, id));

const letsIn = (store: Store, instance: Instance): boolean =>
  instance.securityGroups.some(({ id }) => store.groups.get(groupKey(instance.region, id)) === true);

/**
 * Brings the endpoint in line with what the server and the security groups are now. Called when either has changed; a group
 * on its way in or out changes nothing until it has arrived. What no group lets in is not refused, but dropped, server or not.
 */
export const settleDoor = (store: Store, instance: Instance): void => {
  if (!letsIn(store, instance)) instance.door.become('fenced');
  else instance.door.become(instance.isServing ? 'open' : 'shut');
};

export const setStatus = (store: Store, instance: Instance, status: InstanceStatus): void => {
  if (instance.status === status) return;
  instance.status = status;
  const { id, region } = instance;
  store.world.tell({ kind: 'resource', at: store.world.clock.now(), service: 'rds', resource: id, region, status });
};
