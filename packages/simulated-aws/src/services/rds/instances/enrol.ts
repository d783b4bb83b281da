import { AwsFault } from '../../../call.ts';
import { defined } from '../../../defined.ts';
import type { DatabaseEngine } from '../../../postgres/database.ts';
import { invalidValue } from '../faults.ts';
import { arnOf, hasGroup, type Store, settleDoor } from '../store.ts';
import { buildInstance, type InstanceSpec, type RegionNames } from './add-instance.ts';
import type { Instance, TerminalStatus } from './instance.ts';
import { monitor } from './monitor.ts';

export function requireGroups(store: Store, region: string, groups: readonly string[]): void {
  const unknown = groups.find((id) => !hasGroup(store, region, id));
  if (unknown !== undefined) throw invalidValue(`Invalid security group , groupId= ${unknown}, groupName=.`);
}

/** For groups that a request names, if it names any. */
export function groupsIn(store: Store, region: string, groups: readonly string[] = []) {
  requireGroups(store, region, groups);
  return groups.length > 0 ? { securityGroups: groups } : {};
}

/** What becomes of instances that are made, where not all goes well. */
export type RestoreScene = {
  engine: DatabaseEngine | undefined;
  /** Asked for each restore: `stuck` never becomes available. */
  outcomeOf: (name: string) => 'available' | 'stuck' | TerminalStatus;
  durations: InstanceSpec['durations'];
};

export type Surroundings = Readonly<{ scene: RestoreScene; namesOf: RegionNames }>;

/** A new instance, `creating` and deaf until its work is done. */
export function enrol(store: Store, spec: InstanceSpec, { scene, namesOf }: Surroundings): Instance {
  const { region, id } = spec;
  if (!isName(id)) throw invalidValue(`The parameter DBInstanceIdentifier is not a valid identifier: ${id}`);
  if (store.instances.has(arnOf(store.world, region, id)))
    throw new AwsFault('DBInstanceAlreadyExistsFault', `DB Instance already exists: ${id}`);
  requireRoom(store, region);
  const { durations } = scene;
  const instance = buildInstance(store, { ...spec, ...defined({ durations }) }, namesOf);
  instance.status = 'creating';
  instance.isServing = false;
  store.instances.set(instance.arn, instance);
  settleDoor(store, instance);
  monitor(store, instance);
  return instance;
}

const isName = (id: string): boolean => /^[a-z](?!.*--)[a-z0-9-]{0,62}$/.test(id) && !id.endsWith('-');

function requireRoom(store: Store, region: string): void {
  const used = [...store.instances.values()].filter((instance) => instance.region === region).length;
  if (used < store.quota(region)) return;
  throw new AwsFault('InstanceQuotaExceededFault', `DB Instance quota exceeded: ${used} of ${store.quota(region)}.`);
}
