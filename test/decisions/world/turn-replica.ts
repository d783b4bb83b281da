import type { Happening } from '../case.ts';
import type { Replica } from './scene.ts';
import { sceneOf, type World } from './world.ts';

type Change = Extract<Happening, { replica: unknown }>;

/** A moment of the case as an instant, from the one at which this entry comes true. */
const instantAt = ({ turns }: World, { at }: Change, moment: number): string =>
  new Date(turns.now() + (moment - Math.max(0, at)) * 1000).toISOString();

const serverAfter = (world: World, change: Change, before: Replica['server']): Replica['server'] => {
  const { behind, until, silentOnReplay, unreachable, refusesLogin } = change.replica;
  if (unreachable) return 'silent';
  if (refusesLogin) return 'refuses';
  if (silentOnReplay) return {};
  if (until !== undefined) return { replayedAt: instantAt(world, change, until) };
  return behind === undefined ? before : { secondsBehind: behind };
};

/** What changes of the replica; the rest stays. */
export const turnReplica = (world: World, change: Change): void => {
  const scene = sceneOf(world, change.of);
  const before = scene.replica;
  const { metric, status = before.status, source = before.sourceRegion } = change.replica;
  const { of: sourceName = before.sourceName, id: resourceId = before.resourceId, left } = change.replica;
  const { engine = before.engine, cluster = before.cluster } = change.replica;
  const points = metric?.map(({ minute, most, least = most }) => ({
    at: instantAt(world, change, minute),
    most,
    least,
  }));
  scene.replica = {
    ...{ status, sourceName, resourceId, engine, cluster },
    sourceRegion: source === 'none' ? undefined : source,
    leftAt: left === undefined ? before.leftAt : instantAt(world, change, left),
    server: serverAfter(world, change, before.server),
    metric: points ?? before.metric,
  };
};
