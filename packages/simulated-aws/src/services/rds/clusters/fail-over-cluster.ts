import type { FailoverDBClusterCommandInput as FailOver } from '@aws-sdk/client-rds';
import type { Call } from '../../../call.ts';
import { goDown } from '../background.ts';
import { addEvent } from '../events.ts';
import { invalidState } from '../faults.ts';
import { refollowAll } from '../global/refollow-all.ts';
import { usualDurations } from '../instances/durations.ts';
import type { RestoreScene } from '../instances/enrol.ts';
import type { Instance } from '../instances/instance.ts';
import type { Cluster } from '../records.ts';
import { findInstance, type Store } from '../store.ts';
import { clusterInState, clusterWork, findCluster, requireClusterAvailable, turn } from './cluster.ts';
import { handOver, heirOf } from './lead.ts';
import { shownCluster } from './shown-cluster.ts';

/** API_FailoverDBCluster: a reader becomes the writer, and the writer a reader. Refused of a secondary of a global cluster. */
export const failOverCluster = (store: Store, scene: RestoreScene) => (input: FailOver, call: Call) => {
  const cluster = findCluster(store, call.region, input.DBClusterIdentifier);
  requireClusterAvailable(cluster);
  const heir = heirFor(store, cluster, input.TargetDBInstanceIdentifier);
  clusterWork(store, cluster, () => failOver(store, { cluster, heir, scene }));
  return { DBCluster: shownCluster(store, cluster) };
};

function heirFor(store: Store, cluster: Cluster, asked: string | undefined): Instance {
  if (cluster.writer === undefined) throw clusterInState(`DBCluster ${cluster.id} has no writer of its own.`);
  if (asked === undefined) {
    const heir = heirOf(store, cluster);
    if (heir === undefined) throw clusterInState(`DBCluster ${cluster.id} has no reader that could take over.`);
    return heir;
  }
  const heir = findInstance(store, cluster.region, asked);
  if (heir.cluster !== cluster.id || heir.arn === cluster.writer || heir.status !== 'available')
    throw invalidState(`${asked} is no reader of ${cluster.id} that could take over.`);
  return heir;
}

type Work = Readonly<{ cluster: Cluster; heir: Instance; scene: RestoreScene }>;

async function failOver(store: Store, work: Work): Promise<void> {
  const { cluster, heir, scene } = work;
  const { clock, awsTime } = store.world;
  const old = cluster.writer === undefined ? undefined : store.instances.get(cluster.writer);
  const { statusLagSeconds, clusterFailoverSeconds } = { ...usualDurations, ...scene.durations };
  addEvent(store, cluster, { event: 'RDS-EVENT-0073', words: [heir.id] });
  if (old !== undefined) goDown(store, old);
  await clock.sleep(awsTime(Math.min(statusLagSeconds, clusterFailoverSeconds)));
  turn(store, cluster, 'failing-over');
  await clock.sleep(awsTime(Math.max(0, clusterFailoverSeconds - statusLagSeconds)));
  await handOver(store, work);
  await refollowAll(store, { cluster, scene });
  addEvent(store, cluster, { event: 'RDS-EVENT-0071', words: [heir.id] });
  turn(store, cluster, 'available');
}
