import type { CreateDBSnapshotCommandInput as CreateSnapshot } from '@aws-sdk/client-rds';
import type { Call } from '../../../call.ts';
import { holding, inBackground } from '../background.ts';
import { addEvent } from '../events.ts';
import { invalidValue } from '../faults.ts';
import type { RestoreScene } from '../instances/enrol.ts';
import type { Instance } from '../instances/instance.ts';
import { requireAvailable } from '../instances/require-available.ts';
import { findInstance, type Store, setStatus } from '../store.ts';
import { type Tags, tagsIn } from '../tags.ts';
import { keepSnapshot, keptOf, newName } from './keep.ts';
import { type Kept, shownSnapshot } from './snapshot.ts';

type Wanted = Readonly<{ id: string; type: 'manual' | 'automated'; tags: Tags }>;

/** A snapshot of an instance that is still empty. */
export function beginSnapshot(store: Store, instance: Instance, { id, type, tags }: Wanted): Kept {
  const createdAt = store.world.clock.now();
  const { region, kmsKey } = instance;
  const at = { sort: 'snapshot', region, id, type, createdAt, kmsKey, status: 'creating' } as const;
  return keepSnapshot(store, { ...at, source: sourceOf(instance), tags });
}

const sourceOf = ({ id, resourceId, masterUsername, engineVersion, instanceClass }: Instance) => ({
  ...{ id, resourceId, masterUsername, engineVersion, instanceClass },
});

/** What the database holds now. It is in the snapshot at once; that the snapshot is there shows only when it is `available`. */
export async function fillSnapshot(
  store: Store,
  instance: Instance,
  { snapshot, scene }: { snapshot: Kept; scene: RestoreScene },
): Promise<void> {
  const { clock, awsTime } = store.world;
  const isManual = snapshot.type === 'manual';
  addEvent(store, snapshot, { event: isManual ? 'RDS-EVENT-0040' : 'RDS-EVENT-0090' });
  const { database } = instance;
  if (database !== undefined) snapshot.content = await holding(clock, () => scene.engine?.takeSnapshot(database));
  snapshot.databaseTime = snapshot.content?.at ?? clock.now();
  await clock.sleep(awsTime(instance.durations.snapshotSeconds));
  if (!keptOf(store, 'snapshot').has(snapshot.arn)) return;
  snapshot.status = 'available';
  snapshot.progress = 100;
  addEvent(store, snapshot, { event: isManual ? 'RDS-EVENT-0042' : 'RDS-EVENT-0091' });
}

/**
 * API_CreateDBSnapshot. (I) Tags that are given are added to those of an instance with CopyTagsToSnapshot, and win over them. Of a
 * member of a cluster none can be made.
 */
export const createDbSnapshot = (store: Store, scene: RestoreScene) => (input: CreateSnapshot, call: Call) => {
  const instance = findInstance(store, call.region, input.DBInstanceIdentifier);
  if (instance.cluster !== undefined)
    throw invalidValue('The specified instance is a member of a cluster: use CreateDBClusterSnapshot.');
  requireAvailable(instance);
  const id = newName(store, { sort: 'snapshot', region: call.region, id: input.DBSnapshotIdentifier });
  const tags = { ...(instance.copiesTags ? instance.tags : {}), ...tagsIn(input.Tags) };
  const snapshot = beginSnapshot(store, instance, { id, type: 'manual', tags });
  inBackground(store, instance, () => takeSnapshot(store, instance, { snapshot, scene }));
  return { DBSnapshot: shownSnapshot(snapshot) };
};

/** A snapshot of an instance whose status says `backing-up` meanwhile, late as always. */
async function takeSnapshot(store: Store, instance: Instance, work: { snapshot: Kept; scene: RestoreScene }) {
  const { clock, awsTime } = store.world;
  await clock.sleep(awsTime(instance.durations.statusLagSeconds));
  addEvent(store, instance, { event: 'RDS-EVENT-0001' });
  setStatus(store, instance, 'backing-up');
  await fillSnapshot(store, instance, work);
  addEvent(store, instance, { event: 'RDS-EVENT-0002' });
  if (instance.status === 'backing-up') setStatus(store, instance, 'available');
}
