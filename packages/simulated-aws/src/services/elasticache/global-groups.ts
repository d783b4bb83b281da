import type {
  CreateGlobalReplicationGroupMessage,
  CreateGlobalReplicationGroupResult,
  DescribeGlobalReplicationGroupsMessage,
  DescribeGlobalReplicationGroupsResult,
  FailoverGlobalReplicationGroupMessage,
  FailoverGlobalReplicationGroupResult,
  GlobalReplicationGroup,
} from '@aws-sdk/client-elasticache';
import { AwsFault, type Call } from '../../call.ts';
import { durations } from './durations.ts';
import { globalOf, invalidValue, requireAvailable, requireGlobal, requireGroup } from './faults.ts';
import { pageOfRecords } from './paging.ts';
import type { GlobalGroup, ReplicationGroup, Store } from './store.ts';

/** A secondary joins while it is made; a datastore has one primary and at most two others. */
export function joinGlobal(store: Store, group: ReplicationGroup, globalId: string | undefined): void {
  if (globalId === undefined) return;
  const global = store.globals.find(({ id }) => id === globalId);
  if (global === undefined)
    throw new AwsFault('GlobalReplicationGroupNotFoundFault', `Global replication group ${globalId} not found.`, {
      status: 404,
    });
  if (global.status === 'modifying' || global.members.length > 2) throw wrongState(global);
  if (global.members.some(({ region }) => region === group.region))
    throw invalidValue(`The global datastore has a member in ${group.region} already.`);
  global.members.push({ region: group.region, groupId: group.id, role: 'SECONDARY' });
  global.status = 'available';
}

const wrongState = ({ id, status }: GlobalGroup): AwsFault =>
  new AwsFault('InvalidGlobalReplicationGroupStateFault', `Global replication group ${id} is ${status}.`);

export const createGlobalOperations = (store: Store) => ({
  CreateGlobalReplicationGroup: createGlobal(store),
  DescribeGlobalReplicationGroups: describeGlobals(store),
  FailoverGlobalReplicationGroup: failoverGlobal(store),
});

/** Five letters and digits come before the name that the caller gives, unless another datastore had one before. */
const createGlobal =
  (store: Store) =>
  (input: CreateGlobalReplicationGroupMessage, call: Call): CreateGlobalReplicationGroupResult => {
    const { world } = store;
    const group = requireAvailable(requireGroup(store, input.PrimaryReplicationGroupId, call));
    if (globalOf(store, group) !== undefined)
      throw new AwsFault('InvalidReplicationGroupStateFault', `${group.id} is a member of a global datastore already.`);
    const id = `${world.random.hex(5)}-${input.GlobalReplicationGroupIdSuffix}`;
    const global: GlobalGroup = {
      ...{ id, arn: `arn:aws:elasticache::${world.account}:globalreplicationgroup:${id}`, status: 'primary-only' },
      description: input.GlobalReplicationGroupDescription ?? '',
      members: [{ region: group.region, groupId: group.id, role: 'PRIMARY' }],
    };
    store.globals.push(global);
    return { GlobalReplicationGroup: shown(store, global, true) };
  };

const shown = (store: Store, global: GlobalGroup, withMembers: boolean): GlobalReplicationGroup => ({
  GlobalReplicationGroupId: global.id,
  GlobalReplicationGroupDescription: global.description,
  ARN: global.arn,
  Status: global.status,
  ...(withMembers
    ? {
        Members: global.members.map((member) => ({
          ReplicationGroupId: member.groupId,
          ReplicationGroupRegion: member.region,
          Role: member.role,
          Status: memberStatus(store, member),
        })),
      }
    : {}),
});

function memberStatus({ groups }: Store, { region, groupId }: GlobalGroup['members'][number]): string {
  const group = groups.find((one) => one.region === region && one.id === groupId);
  return group === undefined || group.status === 'creating' ? 'associating' : 'associated';
}

const describeGlobals =
  (store: Store) =>
  (input: DescribeGlobalReplicationGroupsMessage, call: Call): DescribeGlobalReplicationGroupsResult => {
    const { GlobalReplicationGroupId: id, ShowMemberInfo: withMembers = false } = input;
    const seen = store.globals.filter(({ members: all }) => all.some(({ region }) => region === call.region));
    const { items, next } = pageOfRecords(id === undefined ? seen : [requireGlobal(store, id, call)], input);
    return { GlobalReplicationGroups: items.map((one) => shown(store, one, withMembers)), Marker: next };
  };

/** Roles change places; nothing says how much of what was written last is lost. */
const failoverGlobal =
  (store: Store) =>
  (input: FailoverGlobalReplicationGroupMessage, call: Call): FailoverGlobalReplicationGroupResult => {
    const { world } = store;
    const global = requireGlobal(store, input.GlobalReplicationGroupId, call);
    if (global.status !== 'available') throw wrongState(global);
    const { PrimaryRegion: region, PrimaryReplicationGroupId: groupId } = input;
    const next = global.members.find((member) => member.region === region && member.groupId === groupId);
    if (next === undefined || next.role === 'PRIMARY')
      throw invalidValue(`${groupId} in ${region} is no secondary of the global datastore.`);
    global.status = 'modifying';
    world.clock.after(world.awsTime(durations.globalFailover), () => {
      for (const member of global.members) member.role = member === next ? 'PRIMARY' : 'SECONDARY';
      global.status = 'available';
    });
    return { GlobalReplicationGroup: shown(store, global, true) };
  };
