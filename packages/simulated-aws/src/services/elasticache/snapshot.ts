import type { Snapshot } from '@aws-sdk/client-elasticache';
import type { World } from '../../world.ts';

type SnapshotStatus = 'creating' | 'available' | 'restoring' | 'copying' | 'deleting';

type NodeSpec = Readonly<{
  cacheClusterId: string;
  /** Its shard. */
  nodeGroupId?: string;
  /** The moment of the data; left out while nothing has been taken yet. */
  createdAt?: Date;
  /** As AWS writes it: `5 MB`. */
  cacheSize?: string;
}>;

export type SnapshotSpec = Readonly<{
  region: string;
  name: string;
  /** Of a cluster without replication there is none. */
  replicationGroupId?: string;
  /** Of such a cluster; of a group the snapshot names its nodes' clusters only. */
  cacheClusterId?: string;
  status: SnapshotStatus;
  source?: 'automated' | 'manual';
  nodes: readonly NodeSpec[];
}>;

export function addSnapshot(
  { world, snapshots }: Readonly<{ world: World; snapshots: SnapshotSpec[] }>,
  spec: SnapshotSpec,
): Readonly<{ arn: string }> {
  if (snapshots.some(({ region, name }) => region === spec.region && name === spec.name))
    throw new Error(`snapshot ${spec.name} exists already in ${spec.region}`);
  snapshots.push({ ...spec });
  return { arn: arnOf(world, spec.region, spec.name) };
}

const arnOf = ({ account }: World, region: string, name: string): string =>
  `arn:aws:elasticache:${region}:${account}:snapshot:${name}`;

/** As DescribeSnapshots shows it. Fields that are not modelled are absent, not invented. */
export const shown = (snapshot: SnapshotSpec, world: World): Snapshot => ({
  SnapshotName: snapshot.name,
  ARN: arnOf(world, snapshot.region, snapshot.name),
  ReplicationGroupId: snapshot.replicationGroupId,
  CacheClusterId: snapshot.cacheClusterId,
  SnapshotStatus: snapshot.status,
  SnapshotSource: snapshot.source ?? 'automated',
  NodeSnapshots: snapshot.nodes.map(({ cacheClusterId, nodeGroupId, createdAt, cacheSize }) => ({
    CacheClusterId: cacheClusterId,
    NodeGroupId: nodeGroupId,
    CacheNodeId: '0001',
    CacheSize: cacheSize,
    SnapshotCreateTime: createdAt,
  })),
});
