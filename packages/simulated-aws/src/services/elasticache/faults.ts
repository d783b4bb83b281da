import { AwsFault, type Call } from '../../call.ts';
import type { GlobalGroup, ReplicationGroup, Snapshot, Store } from './store.ts';

export const invalidValue = (message: string): AwsFault => new AwsFault('InvalidParameterValueException', message);
export const invalidCombination = (message: string): AwsFault =>
  new AwsFault('InvalidParameterCombinationException', message);

export function requireGroup({ groups }: Store, id: string | undefined, { region }: Call): ReplicationGroup {
  const wanted = id?.toLowerCase();
  const found = groups.find((group) => group.region === region && group.id === wanted);
  if (found === undefined)
    throw new AwsFault('ReplicationGroupNotFoundFault', `ReplicationGroup ${id} not found.`, { status: 404 });
  return found;
}

export function requireAvailable(group: ReplicationGroup): ReplicationGroup {
  if (group.status === 'available') return group;
  throw new AwsFault(
    'InvalidReplicationGroupStateFault',
    `Replication group ${group.id} is in state ${group.status}; it must be available.`,
  );
}

export function requireSnapshot({ snapshots }: Store, name: string | undefined, { region }: Call): Snapshot {
  const found = snapshots.find((snapshot) => snapshot.region === region && snapshot.name === name);
  if (found === undefined)
    throw new AwsFault('SnapshotNotFoundFault', `${name} is either not present or not available.`, { status: 404 });
  return found;
}

export const globalOf = ({ globals }: Store, { region, id }: Pick<ReplicationGroup, 'region' | 'id'>) =>
  globals.find(({ members }) => members.some((member) => member.region === region && member.groupId === id));

export function requireGlobal({ globals }: Store, id: string | undefined, { region }: Call): GlobalGroup {
  const found = globals.find((one) => one.id === id && one.members.some((member) => member.region === region));
  if (found === undefined)
    throw new AwsFault('GlobalReplicationGroupNotFoundFault', `Global replication group ${id} not found.`, {
      status: 404,
    });
  return found;
}
