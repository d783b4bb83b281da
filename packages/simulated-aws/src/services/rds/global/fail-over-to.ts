import { goDown } from '../background.ts';
import { clusterWork, membersOf, turn } from '../clusters/cluster.ts';
import { heirOf, takeLead } from '../clusters/lead.ts';
import { addEvent } from '../events.ts';
import { usualDurations } from '../instances/durations.ts';
import type { Instance } from '../instances/instance.ts';
import { canTalk } from '../instances/replication.ts';
import type { Cluster } from '../records.ts';
import type { Store } from '../store.ts';
import { leaderOf } from './global-cluster.ts';
import { refollowCluster } from './refollow-all.ts';
import { rescue } from './rescue.ts';
import { crown, finishMove, type Move, tell } from './switch-over-to.ts';

const retrySeconds = 60;

/**
 * AuroraUserGuide/aurora-global-database-disaster-recovery, "performing managed failovers": no synchronisation; what had not arrived is
 * lost, but for a snapshot of the old storage once its Region is back. All other clusters are made anew. That fencing worked or did not
 * AWS tells by events whose numbers no page gives: none are told here.
 */
export async function failOverTo(store: Store, move: Move): Promise<void> {
  const { global, to, scene } = move;
  const { clock, awsTime } = store.world;
  const { globalVerifySeconds, globalPromoteSeconds } = durationsOf(move);
  await clock.sleep(awsTime(globalVerifySeconds));
  const heir = heirOf(store, to);
  if (heir === undefined) {
    tell(store, to, { event: 'RDS-EVENT-0239' });
    return finishMove(store, move);
  }
  if (global.failover !== undefined) global.failover = { ...global.failover, status: 'failing-over' };
  global.status = 'failing-over';
  turn(store, to, 'failing-over');
  fence(store, move);
  await clock.sleep(awsTime(globalPromoteSeconds));
  await takeLead(store, heir);
  const old = leaderOf(store, move.from);
  crown(move, heir);
  await refollowCluster(store, { cluster: to, scene });
  tell(store, to, { event: 'RDS-EVENT-0238' });
  addEvent(store, to, { event: 'RDS-EVENT-0397' });
  for (const arn of global.members) {
    const cluster = store.clusters.get(arn);
    if (cluster === undefined || cluster === to) continue;
    global.toResync.add(arn);
    const writer = cluster === move.from ? old : undefined;
    clusterWork(store, cluster, () => rebuild(store, move, { cluster, writer }));
  }
  finishMove(store, move);
}

const durationsOf = ({ scene }: Move) => ({ ...usualDurations, ...scene.durations });

/** Best effort: what cannot be reached goes on writing for itself. */
function fence(store: Store, { from, to }: Move): void {
  const old = leaderOf(store, from);
  if (old !== undefined && canTalk(store, [from.region, to.region])) goDown(store, old);
}

/** `writer`: of the old primary, the instance that wrote. */
type Left = Readonly<{ cluster: Cluster; writer: Instance | undefined }>;

/** A cluster other than the new primary, anew from it, as soon as its Region can talk. Nobody reads it meanwhile. */
async function rebuild(store: Store, move: Move, { cluster, writer }: Left): Promise<void> {
  const { to, global, scene } = move;
  const { clock, awsTime } = store.world;
  while (!canTalk(store, [cluster.region, to.region])) await clock.sleep(awsTime(retrySeconds));
  if (!global.members.has(cluster.arn)) return;
  tell(store, cluster, { event: 'RDS-EVENT-0240' });
  for (const member of membersOf(store, cluster)) goDown(store, member);
  await rescue(store, { cluster, writer, scene });
  await clock.sleep(awsTime(durationsOf(move).globalRebuildSeconds));
  await refollowCluster(store, { cluster, scene });
  global.toResync.delete(cluster.arn);
  if (cluster.status === 'failing-over') turn(store, cluster, 'available');
  tell(store, cluster, { event: 'RDS-EVENT-0241' });
}
