import type { CreateReplicationGroupMessage, CreateReplicationGroupResult } from '@aws-sdk/client-elasticache';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { durations } from './durations.ts';
import { addEvent } from './events.ts';
import { invalidCombination, invalidValue } from './faults.ts';
import { joinGlobal } from './global-groups.ts';
import { shownGroup } from './shown.ts';
import {
  later,
  type NodeGroup,
  type Ordered,
  type ReplicationGroup,
  type Snapshot,
  type Store,
  setStatus,
} from './store.ts';
import { tagsFrom } from './tags.ts';

type Input = CreateReplicationGroupMessage;

/** A snapshot is `restoring` for as long as the group is `creating`. */
export const createReplicationGroup =
  (store: Store) =>
  (input: Input, call: Call): CreateReplicationGroupResult => {
    const { region } = call;
    const id = checkedId(input);
    if (store.groups.some((group) => group.region === region && group.id === id))
      throw new AwsFault('ReplicationGroupAlreadyExistsFault', `Replication group ${id} already exists.`);
    const snapshot = snapshotFor(store, input, call);
    requireNodeType(input);
    const group = newGroup(store, input, { id, region, shape: shapeOf(input, snapshot) });
    joinGlobal(store, group, input.GlobalReplicationGroupId);
    store.groups.push(group);
    setStatus(store, group, 'creating');
    if (snapshot !== undefined) snapshot.status = 'restoring';
    const seconds = snapshot === undefined ? durations.create : durations.restore;
    later(store, group, [seconds, () => finish(store, group, snapshot)]);
    return { ReplicationGroup: shownGroup(store, group) };
  };

/** docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html; kept in small letters. */
function checkedId({ ReplicationGroupId: id = '' }: Input): string {
  if (/^[a-z](?!.*--)[a-z0-9-]{0,39}$/i.test(id) && !id.endsWith('-')) return id.toLowerCase();
  throw invalidValue(
    `The parameter ReplicationGroupId must begin with a letter and hold letters, digits and hyphens: ${id}`,
  );
}

function snapshotFor({ snapshots }: Store, { SnapshotName: name }: Input, { region }: Call): Snapshot | undefined {
  if (name === undefined) return undefined;
  const found = snapshots.find((one) => one.region === region && one.name === name);
  if (found === undefined || found.status !== 'available')
    throw invalidValue(`The snapshot ${name} is either not present or not available.`);
  return found;
}

/** A snapshot and a global datastore bring theirs along, though it is not known here. */
function requireNodeType({ CacheNodeType, SnapshotName, GlobalReplicationGroupId }: Input): void {
  if ([CacheNodeType, SnapshotName, GlobalReplicationGroupId].every((one) => one === undefined))
    throw invalidValue('The parameter CacheNodeType must be provided.');
}

type Shape = Readonly<{ shards: number; nodes: number; isClustered: boolean }>;

function newGroup({ world }: Store, input: Input, at: Readonly<{ id: string; region: string; shape: Shape }>) {
  const { id, region, shape } = at;
  const group: ReplicationGroup = {
    ...{ region, id, arn: `arn:aws:elasticache:${region}:${world.account}:replicationgroup:${id}` },
    ...{ mark: world.random.hex(6), createdAt: world.clock.now(), port: input.Port ?? 6379 },
    ...{ nodeType: input.CacheNodeType, engine: input.Engine ?? 'redis', ordered: orderedOf(input) },
    ...{ engineVersion: input.EngineVersion, nodeGroups: nodeGroupsOf(id, region, shape) },
    ...{ isClustered: shape.isClustered, description: input.ReplicationGroupDescription ?? '', status: 'creating' },
    ...{ automaticFailover: input.AutomaticFailoverEnabled === true ? 'enabled' : 'disabled', pending: {} },
    ...{ isMultiAz: input.MultiAZEnabled === true, snapshotRetentionLimit: input.SnapshotRetentionLimit ?? 0 },
    tags: tagsFrom(input.Tags),
  };
  return group;
}

function orderedOf(input: Input): Ordered {
  const { SecurityGroupIds: groups, CacheParameterGroupName: name } = input;
  return {
    group: {
      AutoMinorVersionUpgrade: input.AutoMinorVersionUpgrade,
      SnapshotWindow: input.SnapshotWindow,
      TransitEncryptionEnabled: input.TransitEncryptionEnabled,
      AtRestEncryptionEnabled: input.AtRestEncryptionEnabled,
    },
    cluster: {
      CacheSubnetGroupName: input.CacheSubnetGroupName,
      PreferredMaintenanceWindow: input.PreferredMaintenanceWindow,
      SecurityGroups: groups?.map((id) => ({ SecurityGroupId: id, Status: 'active' })),
      CacheParameterGroup:
        name === undefined ? undefined : { CacheParameterGroupName: name, ParameterApplyStatus: 'in-sync' },
    },
  };
}

const nodeGroupsOf = (id: string, region: string, { shards, nodes, isClustered }: Shape): NodeGroup[] =>
  numbered(shards, 4).map((shard) => ({
    id: shard,
    nodes: numbered(nodes, 3).map((number, index) => ({
      clusterId: isClustered ? `${id}-${shard}-${number}` : `${id}-${number}`,
      zone: `${region}${'abc'[index % 3]}`,
      role: index === 0 ? ('primary' as const) : ('replica' as const),
    })),
  }));

const numbered = (count: number, digits: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1).padStart(digits, '0'));

/** Of a snapshot with several shards the group has as many; to restore into another number of them is refused. */
function shapeOf(input: Input, snapshot: Snapshot | undefined): Shape {
  const kept = new Set(snapshot?.nodes.map(({ nodeGroupId = '0001' }) => nodeGroupId)).size;
  const shards = input.NumNodeGroups ?? Math.max(1, kept);
  if (kept > 0 && shards !== kept)
    throw notSimulated(`elasticache:CreateReplicationGroup with ${shards} shards from a snapshot of ${kept}`);
  const nodes =
    input.ReplicasPerNodeGroup === undefined ? (input.NumCacheClusters ?? 1) : input.ReplicasPerNodeGroup + 1;
  if (nodes < 1 || nodes > 6) throw invalidValue('A shard has one to six nodes.');
  const isAutomatic = input.AutomaticFailoverEnabled === true;
  if (shards > 1 && !isAutomatic)
    throw invalidCombination('AutomaticFailoverEnabled must be set for a group with several shards.');
  if (isAutomatic && shards === 1 && nodes < 2)
    throw invalidCombination('Automatic failover needs at least two cache clusters.');
  if (input.MultiAZEnabled === true && !isAutomatic)
    throw invalidCombination('MultiAZEnabled needs AutomaticFailoverEnabled.');
  return { shards, nodes, isClustered: shards > 1 };
}

function finish(store: Store, group: ReplicationGroup, snapshot: Snapshot | undefined): void {
  setStatus(store, group, 'available');
  if (snapshot !== undefined) snapshot.status = 'available';
  const { region, id } = group;
  addEvent(store, { region, source: 'replication-group', id, message: `Replication group ${id} created` });
}
