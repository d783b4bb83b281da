import type {
  StartDBClusterCommandInput as StartCluster,
  StopDBClusterCommandInput as StopCluster,
} from '@aws-sdk/client-rds';
import type { Call } from '../../../call.ts';
import { comeUp, goDown, holding } from '../background.ts';
import { addEvent } from '../events.ts';
import { globalOf } from '../global/global-cluster.ts';
import { usualDurations } from '../instances/durations.ts';
import type { RestoreScene } from '../instances/enrol.ts';
import type { Instance } from '../instances/instance.ts';
import type { Cluster } from '../records.ts';
import { type Store, setStatus } from '../store.ts';
import { clusterInState, clusterWork, findCluster, membersOf, requireClusterAvailable, turn } from './cluster.ts';
import { shownCluster } from './shown-cluster.ts';

const sevenDays = 7 * 24 * 3600;

/** AuroraUserGuide/aurora-cluster-stop-start: all instances, for seven days at most; no member of a global cluster. */
export const stopCluster = (store: Store, scene: RestoreScene) => (input: StopCluster, call: Call) => {
  const cluster = findCluster(store, call.region, input.DBClusterIdentifier);
  requireClusterAvailable(cluster);
  if (globalOf(store, cluster) !== undefined)
    throw clusterInState('A cluster of an Aurora global database cannot be stopped.');
  turn(store, cluster, 'stopping');
  clusterWork(store, cluster, () => powerDown(store, { cluster, scene }));
  return { DBCluster: shownCluster(store, cluster) };
};

type Work = Readonly<{ cluster: Cluster; scene: RestoreScene }>;

async function powerDown(store: Store, work: Work): Promise<void> {
  const { cluster, scene } = work;
  const { clock, awsTime } = store.world;
  const members = inOrder(store, cluster);
  for (const member of members) {
    setStatus(store, member, 'stopping');
    goDown(store, member);
  }
  for (const member of members) await holding(clock, () => member.database?.stop());
  await clock.sleep(awsTime({ ...usualDurations, ...scene.durations }.stopSeconds));
  for (const member of members) setStatus(store, member, 'stopped');
  addEvent(store, cluster, { event: 'RDS-EVENT-0150' });
  turn(store, cluster, 'stopped');
  restartLater(store, work);
}

/** The writer first: it waits until its readers have all when it stops, and they find it when they start. */
const inOrder = (store: Store, cluster: Cluster): Instance[] =>
  membersOf(store, cluster).sort(
    (one, other) => Number(other.arn === cluster.writer) - Number(one.arn === cluster.writer),
  );

function restartLater(store: Store, work: Work): void {
  const { clock, awsTime } = store.world;
  const { cluster } = work;
  const stoppedAt = clock.now();
  cluster.stoppedAt = stoppedAt;
  clock.after(awsTime(sevenDays), () => {
    if (cluster.stoppedAt !== stoppedAt || cluster.status !== 'stopped') return;
    addEvent(store, cluster, { event: 'RDS-EVENT-0153' });
    clusterWork(store, cluster, () => powerUp(store, work));
  });
}

async function powerUp(store: Store, { cluster, scene }: Work): Promise<void> {
  const { clock, awsTime } = store.world;
  turn(store, cluster, 'starting');
  const members = inOrder(store, cluster);
  for (const member of members) setStatus(store, member, 'starting');
  await clock.sleep(awsTime({ ...usualDurations, ...scene.durations }.startSeconds));
  for (const member of members) {
    await holding(clock, () => member.database?.start());
    comeUp(store, member);
    setStatus(store, member, 'available');
  }
  addEvent(store, cluster, { event: 'RDS-EVENT-0151' });
  turn(store, cluster, 'available');
}

export const startCluster = (store: Store, scene: RestoreScene) => (input: StartCluster, call: Call) => {
  const cluster = findCluster(store, call.region, input.DBClusterIdentifier);
  if (cluster.status !== 'stopped') throw clusterInState(`DBCluster ${cluster.id} is not stopped.`);
  store.keys.require(cluster.kmsKey);
  clusterWork(store, cluster, () => powerUp(store, { cluster, scene }));
  return { DBCluster: shownCluster(store, cluster) };
};
