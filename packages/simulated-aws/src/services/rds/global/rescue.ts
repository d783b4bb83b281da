import { holding } from '../background.ts';
import { beginClusterSnapshot } from '../clusters/cluster-snapshot.ts';
import { addEvent } from '../events.ts';
import type { RestoreScene } from '../instances/enrol.ts';
import type { Instance } from '../instances/instance.ts';
import type { Cluster } from '../records.ts';
import type { Store } from '../store.ts';

const daySeconds = 86_400;

/**
 * The storage of an old primary as it was when it was left, with what never arrived elsewhere: a snapshot of RDS's own, which goes
 * with the old cluster's retention. AWS may fail to take it; here it does not.
 */
export async function rescue(
  store: Store,
  { cluster, writer, scene }: Readonly<{ cluster: Cluster; writer: Instance | undefined; scene: RestoreScene }>,
): Promise<void> {
  const { clock, awsTime } = store.world;
  const database = writer?.database;
  if (database === undefined) return;
  const stamp = new Date(clock.now()).toISOString().slice(0, 16).replace(/[T:]/g, '-');
  const id = `rds:unplanned-global-failover-${cluster.id}-${stamp}`;
  const snapshot = beginClusterSnapshot(store, cluster, { id, tags: {}, type: 'automated' });
  snapshot.content = await holding(clock, () => scene.engine?.takeSnapshot(database));
  Object.assign(snapshot, { status: 'available', progress: 100, databaseTime: snapshot.content?.at ?? clock.now() });
  addEvent(store, snapshot, { event: 'RDS-EVENT-0169' });
  clock.after(awsTime(cluster.backupRetentionDays * daySeconds), () => store.clusterSnapshots.delete(snapshot.arn));
}
