import type {
  CopySnapshotMessage,
  CopySnapshotResult,
  CreateSnapshotMessage,
  CreateSnapshotResult,
  DeleteSnapshotMessage,
  DeleteSnapshotResult,
} from '@aws-sdk/client-elasticache';
import { AwsFault, type Call } from '../../call.ts';
import { durations } from './durations.ts';
import { addEvent } from './events.ts';
import { invalidCombination, requireAvailable, requireGroup, requireSnapshot } from './faults.ts';
import { shown } from './snapshot.ts';
import {
  type CacheNode,
  later,
  nodesOf,
  type ReplicationGroup,
  type Snapshot,
  type Store,
  setStatus,
} from './store.ts';

/** The group, or one of its clusters. */
type Source = Readonly<{ group: ReplicationGroup; node?: CacheNode }>;

/** `creating`, with a node each but without the time of its data, then `available`. */
export function takeSnapshot(store: Store, name: string, source: Source): Snapshot {
  const { world } = store;
  const { group, node } = source;
  requireFree(store, name, group.region);
  const nodes = takenFrom(source).map((one) => ({ cacheClusterId: one.node?.clusterId ?? '', nodeGroupId: one.id }));
  const snapshot: Snapshot = {
    ...{ region: group.region, name, status: 'creating', source: 'manual', nodes },
    ...(node === undefined ? { replicationGroupId: group.id } : { cacheClusterId: node.clusterId }),
  };
  const createdAt = new Date(world.clock.now());
  store.snapshots.push(snapshot);
  world.clock.after(world.awsTime(durations.snapshot), () => {
    const index = store.snapshots.indexOf(snapshot);
    if (index < 0) return;
    Object.assign(snapshot, { status: 'available', nodes: nodes.map((one) => ({ ...one, createdAt })) });
  });
  return snapshot;
}

function requireFree({ snapshots }: Store, name: string, region: string): void {
  if (snapshots.some((one) => one.region === region && one.name === name))
    throw new AwsFault('SnapshotAlreadyExistsFault', `Snapshot with specified name already exists: ${name}`);
}

/** A replica of each shard gives the data, where there is one. */
const takenFrom = ({ group, node }: Source) =>
  node === undefined
    ? group.nodeGroups.map(({ id, nodes }) => ({ id, node: nodes.find(({ role }) => role === 'replica') ?? nodes[0] }))
    : [{ id: '0001', node }];

/** docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateSnapshot.html; the group is `snapshotting` meanwhile. */
export const createSnapshot =
  (store: Store) =>
  (input: CreateSnapshotMessage, call: Call): CreateSnapshotResult => {
    const source = sourceOf(store, input, call);
    const { SnapshotName: name = '' } = input;
    const snapshot = takeSnapshot(store, name, source);
    const { group } = source;
    setStatus(store, group, 'snapshotting');
    const finish = () => {
      setStatus(store, group, 'available');
      const message = `Snapshot succeeded for snapshot with ID '${name}' of replication group with ID '${group.id}'`;
      addEvent(store, { region: group.region, source: 'replication-group', id: group.id, message });
    };
    later(store, group, [durations.snapshot, finish]);
    return { Snapshot: shown(snapshot, store.world) };
  };

function sourceOf(store: Store, input: CreateSnapshotMessage, call: Call): Source {
  const { ReplicationGroupId: groupId, CacheClusterId: clusterId } = input;
  if ((groupId === undefined) === (clusterId === undefined))
    throw invalidCombination('Exactly one of ReplicationGroupId and CacheClusterId must be given.');
  if (groupId !== undefined) return { group: requireAvailable(requireGroup(store, groupId, call)) };
  for (const group of store.groups.filter(({ region }) => region === call.region)) {
    const node = nodesOf(group).find((one) => one.clusterId === clusterId);
    if (node !== undefined) return { group: requireAvailable(group), node };
  }
  throw new AwsFault('CacheClusterNotFoundFault', `CacheCluster not found: ${clusterId}`, { status: 404 });
}

/** Within the Region; exports to a bucket are refused. */
export const copySnapshot =
  (store: Store) =>
  (input: CopySnapshotMessage, call: Call): CopySnapshotResult => {
    const { world } = store;
    const from = requireUnused(requireSnapshot(store, input.SourceSnapshotName, call));
    const { TargetSnapshotName: name = '' } = input;
    requireFree(store, name, call.region);
    const copy: Snapshot = { ...from, name, status: 'creating', source: 'manual' };
    from.status = 'copying';
    store.snapshots.push(copy);
    world.clock.after(world.awsTime(durations.copy), () => {
      from.status = 'available';
      copy.status = 'available';
    });
    return { Snapshot: shown(copy, world) };
  };

function requireUnused(snapshot: Snapshot): Snapshot {
  if (snapshot.status === 'available') return snapshot;
  throw new AwsFault('InvalidSnapshotStateFault', `Snapshot ${snapshot.name} is ${snapshot.status}.`);
}

export const deleteSnapshot =
  (store: Store) =>
  (input: DeleteSnapshotMessage, call: Call): DeleteSnapshotResult => {
    const { world, snapshots } = store;
    const snapshot = requireUnused(requireSnapshot(store, input.SnapshotName, call));
    snapshot.status = 'deleting';
    world.clock.after(world.awsTime(durations.copy), () => void snapshots.splice(snapshots.indexOf(snapshot), 1));
    return { Snapshot: shown(snapshot, world) };
  };
