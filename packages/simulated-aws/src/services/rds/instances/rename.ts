import type { ModifyDBInstanceCommandInput as Modify } from '@aws-sdk/client-rds';
import { AwsFault, notSimulated } from '../../../call.ts';
import { comeUp, goDown } from '../background.ts';
import { invalidCombination } from '../faults.ts';
import { arnOf, type Store, setStatus } from '../store.ts';
import { createDoor } from './door.ts';
import type { Instance } from './instance.ts';

/** The name that an instance is to have: free, and of one that nothing follows by its old one. Undefined: it keeps its own. */
export function newNameFor(store: Store, instance: Instance, input: Modify): string | undefined {
  const id = input.NewDBInstanceIdentifier?.toLowerCase();
  if (id === undefined || id === instance.id) return undefined;
  if (input.ApplyImmediately !== true) throw notSimulated('rds:ModifyDBInstance with a name that waits');
  if (instance.replicas.size > 0 || instance.source !== undefined || instance.cluster !== undefined)
    throw notSimulated('rds:ModifyDBInstance with a new name for a member, a replica or a source of one');
  if (!/^[a-z](?!.*--)[a-z0-9-]{0,62}$/.test(id)) throw invalidCombination(`${id} is no name of an instance.`);
  if (store.instances.has(arnOf(store.world, instance.region, id)))
    throw new AwsFault('DBInstanceAlreadyExistsFault', `DB Instance already exists: ${id}`);
  return id;
}

/**
 * UserGuide/USER_RenameInstance: the instance restarts and has another name, ARN and endpoint; its resource id, tags and data stay.
 * (I) How long that takes, and that snapshots go on under the name that they were taken with.
 */
export async function rename(store: Store, instance: Instance, id: string): Promise<void> {
  const { clock, awsTime, network } = store.world;
  await clock.sleep(awsTime(instance.durations.statusLagSeconds));
  setStatus(store, instance, 'renaming');
  goDown(store, instance);
  await clock.sleep(awsTime(instance.durations.rebootSeconds));
  instance.door.become('shut');
  store.instances.delete(instance.arn);
  const { region, address } = instance;
  Object.assign(instance, {
    id,
    arn: arnOf(store.world, region, id),
    address: address.replace(/^[^.]+/, id),
  });
  instance.door = createDoor(network, { host: instance.address, port: 5432, region }, () => instance.database);
  store.instances.set(instance.arn, instance);
  comeUp(store, instance);
  setStatus(store, instance, 'available');
}
