import type { CreateDBClusterSnapshotCommandInput as CreateSnapshot } from '@aws-sdk/client-rds';
import type { Call } from '../../../call.ts';
import { holding } from '../background.ts';
import { addEvent } from '../events.ts';
import { leaderOf } from '../global/global-cluster.ts';
import { usualDurations } from '../instances/durations.ts';
import type { RestoreScene } from '../instances/enrol.ts';
import type { Cluster } from '../records.ts';
import { keepSnapshot, keptOf, newName } from '../snapshots/keep.ts';
import { type Kept, shownClusterSnapshot } from '../snapshots/snapshot.ts';
import type { Store } from '../store.ts';
import { type Tags, tagsIn } from '../tags.ts';
import { findCluster, requireClusterAvailable } from './cluster.ts';

type Wanted = Readonly<{ id: string; tags: Tags; type?: 'manual' | 'automated' }>;

export function beginClusterSnapshot(store: Store, cluster: Cluster, wanted: Wanted): Kept {
  const { id, tags, type = 'manual' } = wanted;
  const { region, kmsKey, resourceId, masterUsername, engineVersion } = cluster;
  const source = { id: cluster.id, resourceId, masterUsername, engineVersion };
  const at = { sort: 'cluster-snapshot', id, region, type, source, kmsKey, tags } as const;
  return keepSnapshot(store, { ...at, createdAt: store.world.clock.now(), status: 'creating' });
}

/** What the storage holds: of a cluster that nothing serves, what it was filled with. */
export async function fillClusterSnapshot(
  store: Store,
  cluster: Cluster,
  { snapshot, scene }: Readonly<{ snapshot: Kept; scene: RestoreScene }>,
): Promise<void> {
  const { clock, awsTime } = store.world;
  addEvent(store, snapshot, { event: 'RDS-EVENT-0074' });
  const database = leaderOf(store, cluster)?.database ?? cluster.storage;
  snapshot.content =
    database === undefined ? cluster.content : await holding(clock, () => scene.engine?.takeSnapshot(database));
  snapshot.databaseTime = snapshot.content?.at ?? clock.now();
  await clock.sleep(awsTime({ ...usualDurations, ...scene.durations }.snapshotSeconds));
  if (!keptOf(store, 'cluster-snapshot').has(snapshot.arn)) return;
  Object.assign(snapshot, { status: 'available', progress: 100 });
  addEvent(store, snapshot, { event: 'RDS-EVENT-0075' });
}

/** API_CreateDBClusterSnapshot. The cluster serves meanwhile, and its status does not change. */
export const createClusterSnapshot = (store: Store, scene: RestoreScene) => (input: CreateSnapshot, call: Call) => {
  const { region } = call;
  const cluster = findCluster(store, region, input.DBClusterIdentifier);
  requireClusterAvailable(cluster);
  const id = newName(store, { sort: 'cluster-snapshot', region, id: input.DBClusterSnapshotIdentifier });
  const tags = { ...(cluster.copiesTags ? cluster.tags : {}), ...tagsIn(input.Tags) };
  const snapshot = beginClusterSnapshot(store, cluster, { id, tags });
  fillClusterSnapshot(store, cluster, { snapshot, scene }).catch(() => {
    snapshot.status = 'failed';
  });
  return { DBClusterSnapshot: shownClusterSnapshot(snapshot) };
};
