import type { EventId } from '../event-kinds.ts';
import { addEvent } from '../events.ts';
import { type Durations, usualDurations } from '../instances/durations.ts';
import type { Store } from '../store.ts';
import { keptOf, words } from './keep.ts';
import type { Kept } from './snapshot.ts';

const steps = [0, 20, 40, 60, 80];
const retrySeconds = 60;

export type CopyScene = Readonly<{ durations?: Partial<Durations> | undefined }>;

type Pair = Readonly<{ from: Kept; made: Kept }>;

/**
 * UserGuide/USER_CopySnapshot. Copies of one instance to one Region are made one after the other; a copy to another Region may wait
 * in a queue besides (`copyQueueSeconds`), `pending` and without progress. A source deleted before the end fails the copy; a target
 * deleted cancels it. The statuses of a queue and of a copy under way no page lists: they are what people report.
 */
export function runCopy(store: Store, scene: CopyScene, pair: Pair): void {
  const { from, made } = pair;
  const { copyQueueSeconds, copySeconds } = { ...usualDurations, ...scene.durations };
  const { clock, awsTime } = store.world;
  const isAbroad = from.region !== made.region;
  const lane = `${made.region}/${from.source.resourceId}`;
  const work = async (): Promise<void> => {
    if (isAbroad) await clock.sleep(awsTime(copyQueueSeconds));
    if (!isThere(store, made)) return tell(store, pair, 'canceled');
    await move(store, pair, copySeconds);
  };
  const before = store.lanes.get(lane) ?? Promise.resolve();
  if (!store.lanes.has(lane) && !isAbroad) made.status = words[made.sort].beingCopied;
  const done = before.then(work);
  store.lanes.set(lane, done);
}

const isThere = (store: Store, snapshot: Kept): boolean => keptOf(store, snapshot.sort).get(snapshot.arn) === snapshot;

/** Of cluster snapshots the page lists no such events. */
function tell(store: Store, { from, made }: Pair, stage: 'started' | 'finished' | 'canceled'): void {
  if (made.sort !== 'snapshot') return;
  const abroad = { started: 'RDS-EVENT-0059', finished: 'RDS-EVENT-0060', canceled: 'RDS-EVENT-0061' } as const;
  const local = { started: 'RDS-EVENT-0196', finished: 'RDS-EVENT-0197', canceled: 'RDS-EVENT-0190' } as const;
  const event: EventId = from.region === made.region ? local[stage] : abroad[stage];
  const minutes = Math.round((store.world.clock.now() - made.createdAt) / store.world.awsTime(60));
  addEvent(store, made, { event, words: [from.id, from.region, `${minutes}`] });
}

async function move(store: Store, pair: Pair, seconds: number): Promise<void> {
  const { from, made } = pair;
  const { clock, awsTime } = store.world;
  tell(store, pair, 'started');
  made.status = words[made.sort].beingCopied;
  for (const progress of steps) {
    if (!(await reachable(store, pair))) break;
    made.progress = progress;
    await clock.sleep(awsTime(seconds / steps.length));
  }
  if (!isThere(store, made)) return tell(store, pair, 'canceled');
  if (!isThere(store, from)) {
    made.status = 'failed';
    return;
  }
  Object.assign(made, { content: from.content, progress: 100, status: 'available' });
  tell(store, pair, 'finished');
}

/** Until both Regions can talk; a copy whose source or target has gone meanwhile has nothing to wait for. */
async function reachable(store: Store, { from, made }: Pair): Promise<boolean> {
  const { network, clock, awsTime } = store.world;
  const isSplit = () => from.region !== made.region && (network.isCut(from.region) || network.isCut(made.region));
  while (isSplit() && isThere(store, from) && isThere(store, made)) await clock.sleep(awsTime(retrySeconds));
  return isThere(store, from) && isThere(store, made);
}
