import { goDown, holding } from '../background.ts';
import { turn } from '../clusters/cluster.ts';
import { heirOf, takeLead } from '../clusters/lead.ts';
import type { EventId } from '../event-kinds.ts';
import { addEvent } from '../events.ts';
import { usualDurations } from '../instances/durations.ts';
import type { RestoreScene } from '../instances/enrol.ts';
import type { Instance } from '../instances/instance.ts';
import { canTalk } from '../instances/replication.ts';
import type { Cluster, GlobalCluster } from '../records.ts';
import type { Store } from '../store.ts';
import { leaderOf } from './global-cluster.ts';
import { refollowAll, refollowCluster } from './refollow-all.ts';

/** What PostgreSQL gives for its lag is false while nothing is written: longer than this nobody waits. */
const mostLagSeconds = 45;

export const tell = (store: Store, at: Cluster, { event, of = at }: { event: EventId; of?: Cluster }): void =>
  addEvent(store, at, { event, words: [of.id, of.region] });

export type Move = Readonly<{ global: GlobalCluster; from: Cluster; to: Cluster; scene: RestoreScene }>;

export function finishMove(store: Store, { global, from, to }: Move): void {
  global.failover = undefined;
  global.status = 'available';
  for (const cluster of [from, to]) if (cluster.status === 'failing-over') turn(store, cluster, 'available');
}

/** The roles as they are from now on. */
export function crown({ global, from, to }: Move, heir: Instance): void {
  from.writer = undefined;
  to.writer = heir.arn;
  global.writer = to.arn;
}

/**
 * AuroraUserGuide/aurora-global-database-disaster-recovery, "performing switchovers": verified, waited for until the target has all,
 * the old primary shut down, the target promoted, everything else behind it. Nothing is lost.
 */
export async function switchOverTo(store: Store, move: Move): Promise<void> {
  const { from, to, global, scene } = move;
  const { clock, awsTime } = store.world;
  await clock.sleep(awsTime({ ...usualDurations, ...scene.durations }.globalVerifySeconds));
  const heir = heirOf(store, to);
  if (heir === undefined || !areHealthy(store, move)) return await cancel(store, move);
  advance(move, 'switching-over');
  global.status = 'switching-over';
  turn(store, from, 'failing-over');
  turn(store, to, 'failing-over');
  tell(store, to, { event: 'RDS-EVENT-0181' });
  await change(store, move, heir);
  tell(store, to, { event: 'RDS-EVENT-0185' });
  addEvent(store, to, { event: 'RDS-EVENT-0397' });
  finishMove(store, move);
}

function areHealthy(store: Store, { global, from }: Move): boolean {
  const clusters = [...global.members].map((arn) => store.clusters.get(arn));
  const regions = clusters.map((cluster) => cluster?.region ?? '');
  const isWriting = leaderOf(store, from)?.isServing === true;
  return (
    isWriting &&
    clusters.every((one) => one?.status === 'available') &&
    regions.every((one) => canTalk(store, [one, from.region]))
  );
}

/** (I) How a switchover ends that is found impossible after it was accepted. */
async function cancel(store: Store, move: Move): Promise<void> {
  const { clock, awsTime } = store.world;
  advance(move, 'cancelling');
  await clock.sleep(awsTime({ ...usualDurations, ...move.scene.durations }.globalVerifySeconds));
  tell(store, move.to, { event: 'RDS-EVENT-0187' });
  finishMove(store, move);
}

function advance({ global }: Move, status: 'switching-over' | 'cancelling'): void {
  if (global.failover !== undefined) global.failover = { ...global.failover, status };
}

async function change(store: Store, move: Move, heir: Instance): Promise<void> {
  const { from, to, global, scene } = move;
  const { clock, awsTime } = store.world;
  const { globalPromoteSeconds } = { ...usualDurations, ...scene.durations };
  const old = leaderOf(store, from);
  await awaitSync(store, move, heir);
  if (old !== undefined) {
    goDown(store, old);
    await holding(clock, () => old.database?.stop());
  }
  tell(store, to, { event: 'RDS-EVENT-0182', of: from });
  await clock.sleep(awsTime(globalPromoteSeconds));
  await takeLead(store, heir);
  crown(move, heir);
  tell(store, to, { event: 'RDS-EVENT-0184' });
  for (const arn of global.members) if (arn !== to.arn) global.toResync.add(arn);
  await refollowCluster(store, { cluster: to, scene });
  await refollowAll(store, { cluster: to, scene });
  global.toResync.clear();
}

async function awaitSync(store: Store, { to }: Move, heir: Instance): Promise<void> {
  const { clock, awsTime } = store.world;
  const lag = (await holding(clock, () => heir.database?.replicaLagSeconds())) ?? 0;
  if (lag < 1) return;
  addEvent(store, to, { event: 'RDS-EVENT-0183', words: [`${Math.round(lag)} seconds`] });
  await clock.sleep(awsTime(Math.min(lag, mostLagSeconds)));
}
