import type {
  CacheCluster,
  ReplicationGroupPendingModifiedValues,
  ReplicationGroup as Shown,
} from '@aws-sdk/client-elasticache';
import type { World } from '../../world.ts';
import type { SnapshotSpec } from './snapshot.ts';

export type Ordered = Readonly<{
  group: Pick<
    Shown,
    'AutoMinorVersionUpgrade' | 'SnapshotWindow' | 'TransitEncryptionEnabled' | 'AtRestEncryptionEnabled'
  >;
  cluster: Pick<
    CacheCluster,
    'SecurityGroups' | 'CacheParameterGroup' | 'CacheSubnetGroupName' | 'PreferredMaintenanceWindow'
  >;
}>;

export type CacheNode = { readonly clusterId: string; readonly zone: string; role: 'primary' | 'replica' };

/** A shard. */
export type NodeGroup = { readonly id: string; readonly nodes: readonly CacheNode[] };

type GroupStatus = 'creating' | 'available' | 'modifying' | 'snapshotting' | 'deleting';

export type ReplicationGroup = {
  readonly region: string;
  readonly id: string;
  readonly arn: string;
  /** The part of its host names that AWS makes up. */
  readonly mark: string;
  readonly createdAt: number;
  readonly nodeType: string | undefined;
  /** What it was ordered with, and what makes no difference but in what ElastiCache shows of it. */
  readonly ordered: Ordered;
  readonly engine: string;
  readonly engineVersion: string | undefined;
  readonly port: number;
  readonly nodeGroups: readonly NodeGroup[];
  /** Several shards, one endpoint that tells of them. */
  readonly isClustered: boolean;
  description: string;
  status: GroupStatus;
  automaticFailover: 'enabled' | 'disabled' | 'enabling' | 'disabling';
  isMultiAz: boolean;
  snapshotRetentionLimit: number;
  pending: ReplicationGroupPendingModifiedValues;
  tags: Readonly<Record<string, string>>;
};

type Membership = { readonly region: string; readonly groupId: string; role: 'PRIMARY' | 'SECONDARY' };

/** A global datastore. It can be seen and moved from each of its Regions. */
export type GlobalGroup = {
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  status: 'primary-only' | 'modifying' | 'available';
  readonly members: Membership[];
};

export type Snapshot = Omit<SnapshotSpec, 'status'> & { status: SnapshotSpec['status'] };

type Source = 'replication-group' | 'cache-cluster';

export type ElasticacheEvent = Readonly<{ region: string; source: Source; id: string; at: number; message: string }>;

export type Store = Readonly<{
  world: World;
  groups: ReplicationGroup[];
  globals: GlobalGroup[];
  snapshots: Snapshot[];
  events: ElasticacheEvent[];
  /** When each shard was failed over for a test, in ms. */
  testFailovers: Map<string, number[]>;
}>;

/** The timeline hears of each change. */
export function setStatus({ world }: Store, group: ReplicationGroup, status: GroupStatus): void {
  group.status = status;
  const { region, id: resource } = group;
  world.tell({ kind: 'resource', at: world.clock.now(), service: 'elasticache', resource, region, status });
}

/** After so many of AWS's seconds, unless the group has been deleted meanwhile. */
export function later({ world, groups }: Store, group: ReplicationGroup, step: [number, () => void]): void {
  const [seconds, work] = step;
  world.clock.after(world.awsTime(seconds), () => {
    if (groups.includes(group)) work();
  });
}

export const nodesOf = ({ nodeGroups }: ReplicationGroup): CacheNode[] => nodeGroups.flatMap(({ nodes }) => nodes);
