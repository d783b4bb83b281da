import type { TestFailoverMessage, TestFailoverResult } from '@aws-sdk/client-elasticache';
import { AwsFault, type Call } from '../../call.ts';
import { durations } from './durations.ts';
import { addEvent } from './events.ts';
import { requireAvailable, requireGroup } from './faults.ts';
import { shownGroup } from './shown.ts';
import { later, type NodeGroup, type ReplicationGroup, type Store, setStatus } from './store.ts';

const mostInADay = 15;
const daySeconds = 86_400;

/**
 * The five events of docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_TestFailover.html in their order; the group is
 * `modifying` until its node is there again. That AWS blocks the call in large events (TestFailoverNotAvailableFault) is for faults to say.
 */
export const testFailover =
  (store: Store) =>
  (input: TestFailoverMessage, call: Call): TestFailoverResult => {
    const group = requireAvailable(requireGroup(store, input.ReplicationGroupId, call));
    const nodeGroup = requireNodeGroup(group, input.NodeGroupId);
    const { region, id } = group;
    checkQuota(store, region);
    const message = `Test Failover API called for node group ${nodeGroup.id}`;
    addEvent(store, { region, source: 'replication-group', id, message });
    setStatus(store, group, 'modifying');
    later(store, group, [durations.failover, () => failOver(store, { group, nodeGroup })]);
    return { ReplicationGroup: shownGroup(store, group) };
  };

function requireNodeGroup(group: ReplicationGroup, id: string | undefined): NodeGroup {
  const found = group.nodeGroups.find((nodeGroup) => nodeGroup.id === id);
  if (found === undefined)
    throw new AwsFault('NodeGroupNotFoundFault', `Node group ${id} not found in ${group.id}.`, { status: 404 });
  if (group.automaticFailover !== 'enabled' || found.nodes.length < 2)
    throw new AwsFault(
      'InvalidReplicationGroupStateFault',
      `Replication group ${group.id} must have automatic failover enabled and a replica in each node group.`,
    );
  return found;
}

/** Node groups of a Region in any rolling 24 hours. */
function checkQuota({ world, testFailovers }: Store, region: string): void {
  const now = world.clock.now();
  const recent = (testFailovers.get(region) ?? []).filter((at) => at > now - world.awsTime(daySeconds));
  if (recent.length >= mostInADay)
    throw new AwsFault(
      'APICallRateForCustomerExceededFault',
      `The customer has exceeded the allowed rate of API calls: ${mostInADay} node groups in 24 hours.`,
    );
  testFailovers.set(region, [...recent, now]);
}

type Failing = Readonly<{ group: ReplicationGroup; nodeGroup: NodeGroup }>;

function failOver(store: Store, { group, nodeGroup }: Failing): void {
  const { region, id } = group;
  const old = nodeGroup.nodes.find(({ role }) => role === 'primary');
  const next = nodeGroup.nodes.find(({ role }) => role === 'replica');
  if (old === undefined || next === undefined) return;
  old.role = 'replica';
  next.role = 'primary';
  const message = `Failover from primary node ${old.clusterId} to replica node ${next.clusterId} completed`;
  const ofNode = { region, source: 'cache-cluster', id: old.clusterId } as const;
  addEvent(store, { ...ofNode, message });
  addEvent(store, { region, source: 'replication-group', id, message });
  addEvent(store, { ...ofNode, message: 'Recovering cache nodes 0001' });
  later(store, group, [
    durations.recovery,
    () => {
      addEvent(store, { ...ofNode, message: 'Finished recovery for cache nodes 0001' });
      setStatus(store, group, 'available');
    },
  ]);
}
