import type { ModifyReplicationGroupMessage, ModifyReplicationGroupResult } from '@aws-sdk/client-elasticache';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { durations } from './durations.ts';
import { addEvent } from './events.ts';
import { invalidCombination, requireAvailable, requireGroup } from './faults.ts';
import { shownGroup } from './shown.ts';
import { later, nodesOf, type ReplicationGroup, type Store, setStatus } from './store.ts';

type Input = ModifyReplicationGroupMessage;

/** At once, or not at all: what waits for the maintenance window is refused. */
export const modifyReplicationGroup =
  (store: Store) =>
  (input: Input, call: Call): ModifyReplicationGroupResult => {
    const group = requireAvailable(requireGroup(store, input.ReplicationGroupId, call));
    if (input.ApplyImmediately !== true)
      throw notSimulated('elasticache:ModifyReplicationGroup without ApplyImmediately');
    const changes = changesOf(store, group, input);
    group.description = input.ReplicationGroupDescription ?? group.description;
    if (changes.length > 0) {
      setStatus(store, group, 'modifying');
      const finish = () => {
        for (const { apply } of changes) apply();
        group.pending = {};
        setStatus(store, group, 'available');
      };
      later(store, group, [Math.max(...changes.map(({ seconds }) => seconds)), finish]);
    }
    return { ReplicationGroup: shownGroup(store, group) };
  };

type Change = Readonly<{ seconds: number; apply: () => void }>;

function changesOf(store: Store, group: ReplicationGroup, input: Input): Change[] {
  const { PrimaryClusterId: primary, AutomaticFailoverEnabled: failover, MultiAZEnabled: multiAz } = input;
  const willFailOver = failover ?? group.automaticFailover === 'enabled';
  return [
    ...(primary === undefined ? [] : [promotion(store, group, primary)]),
    ...(multiAz === undefined ? [] : [multiAzChange(group, multiAz, willFailOver)]),
    ...(failover === undefined ? [] : [failoverChange(group, failover)]),
  ];
}

/** docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.PromoteReplica.html: of one shard, while nothing fails over by itself. */
function promotion(store: Store, group: ReplicationGroup, clusterId: string): Change {
  const nodes = nodesOf(group);
  const next = nodes.find((node) => node.clusterId === clusterId);
  const old = nodes.find(({ role }) => role === 'primary');
  if (next === undefined || old === undefined)
    throw new AwsFault('CacheClusterNotFoundFault', `CacheCluster not found: ${clusterId}`, { status: 404 });
  if (group.isClustered) throw invalidCombination('A primary cannot be chosen in a group with several shards.');
  if (group.automaticFailover !== 'disabled')
    throw invalidCombination('A primary cannot be chosen while automatic failover is enabled.');
  group.pending = { PrimaryClusterId: clusterId };
  const apply = () => {
    old.role = 'replica';
    next.role = 'primary';
    const message = `Failover from primary node ${old.clusterId} to replica node ${clusterId} completed`;
    addEvent(store, { region: group.region, source: 'replication-group', id: group.id, message });
  };
  return { seconds: durations.promote, apply };
}

function multiAzChange(group: ReplicationGroup, isWanted: boolean, willFailOver: boolean): Change {
  if (isWanted && !willFailOver) throw invalidCombination('MultiAZEnabled needs automatic failover.');
  return {
    seconds: durations.modify,
    apply: () => {
      group.isMultiAz = isWanted;
    },
  };
}

function failoverChange(group: ReplicationGroup, isWanted: boolean): Change {
  const few = group.nodeGroups.some(({ nodes }) => nodes.length < 2);
  if (isWanted && few)
    throw invalidCombination('Replication group must have at least one read replica to enable autofailover.');
  if (!isWanted && group.isClustered)
    throw invalidCombination(
      'Turning off automatic failover for replication group with cluster mode enabled is not supported.',
    );
  group.automaticFailover = isWanted ? 'enabling' : 'disabling';
  group.pending = { AutomaticFailoverStatus: isWanted ? 'enabled' : 'disabled' };
  return {
    seconds: durations.modify,
    apply: () => {
      group.automaticFailover = isWanted ? 'enabled' : 'disabled';
    },
  };
}
