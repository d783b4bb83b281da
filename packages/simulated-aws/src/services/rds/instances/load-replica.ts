import { comeUp, holding, inBackground } from '../background.ts';
import { addEvent } from '../events.ts';
import { beginSnapshot, fillSnapshot } from '../snapshots/create-snapshot.ts';
import { keepSnapshot } from '../snapshots/keep.ts';
import type { Kept } from '../snapshots/snapshot.ts';
import { type Store, setStatus } from '../store.ts';
import type { RestoreScene } from './enrol.ts';
import type { Instance } from './instance.ts';
import { canTalk, setReplication } from './replication.ts';

const retrySeconds = 60;

type Work = Readonly<{ source: Instance; replica: Instance; scene: RestoreScene }>;

/**
 * UserGuide/USER_ReadRepl.XRgn, "cross-Region replication considerations": a snapshot of the source, its copy into the other Region,
 * the load, and then the stream; the snapshots go when the replica is there. Near its source a replica is loaded without a copy.
 */
export async function loadReplica(store: Store, work: Work): Promise<void> {
  const { source, replica } = work;
  const backup = new Promise<Kept>((resolve) => {
    inBackground(store, source, async () => resolve(await backUpSource(store, work)));
  });
  const snapshots = [await backup];
  if (source.region !== replica.region && snapshots[0] !== undefined)
    snapshots.push(await copyAcross(store, work, snapshots[0]));
  await workAcross(store, work, replica.durations.replicaSeconds);
  for (const { arn } of snapshots) store.snapshots.delete(arn);
  if (!isThere(store, replica)) return;
  if (isThere(store, source)) await follow(store, work);
  else fail(store, replica);
}

/** The source is `modifying`, and then `backing-up` while the snapshot is taken that the replica is loaded with. */
async function backUpSource(store: Store, { source, scene }: Work): Promise<Kept> {
  const { clock, awsTime } = store.world;
  const { statusLagSeconds, modifySeconds } = source.durations;
  await clock.sleep(awsTime(statusLagSeconds));
  setStatus(store, source, 'modifying');
  await clock.sleep(awsTime(modifySeconds));
  setStatus(store, source, 'backing-up');
  const id = `rds:${source.id}-${stampOf(clock.now())}`;
  const snapshot = beginSnapshot(store, source, { id, type: 'automated', tags: {} });
  await fillSnapshot(store, source, { snapshot, scene });
  if (source.status === 'backing-up') setStatus(store, source, 'available');
  return snapshot;
}

const stampOf = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace(/[T:]/g, '-');

/** The copy that a replica in another Region is loaded with: seen for a while, and then deleted. */
async function copyAcross(store: Store, work: Work, { id, source: of, databaseTime }: Kept): Promise<Kept> {
  const { region, kmsKey } = work.replica;
  const made = { sort: 'snapshot', id, region, type: 'automated', source: of, databaseTime, kmsKey } as const;
  const copy = keepSnapshot(store, { ...made, createdAt: store.world.clock.now(), status: 'pending' });
  const { copyQueueSeconds, copySeconds } = work.replica.durations;
  await workAcross(store, work, copyQueueSeconds);
  copy.status = 'creating';
  await workAcross(store, work, copySeconds);
  Object.assign(copy, { status: 'available', progress: 100 });
  return copy;
}

/** Time that passes only while the Regions can talk. */
async function workAcross(store: Store, { source, replica }: Work, seconds: number): Promise<void> {
  const { clock, awsTime } = store.world;
  await clock.sleep(awsTime(seconds));
  while (!canTalk(store, [source.region, replica.region]) && isThere(store, source) && isThere(store, replica))
    await clock.sleep(awsTime(retrySeconds));
}

const isThere = (store: Store, { arn }: Instance): boolean => store.instances.has(arn);

async function follow(store: Store, { source, replica, scene }: Work): Promise<void> {
  const { database } = source;
  if (database !== undefined)
    replica.database = await holding(store.world.clock, () =>
      scene.engine?.createReplica(database, { name: replica.id, region: replica.region }),
    );
  setReplication(store, replica, 'replicating');
  comeUp(store, replica);
  setStatus(store, replica, 'available');
}

function fail(store: Store, replica: Instance): void {
  addEvent(store, replica, { event: 'RDS-EVENT-0202' });
  setStatus(store, replica, 'failed');
}
