import { membersOf } from '../clusters/cluster.ts';
import { refollow } from '../clusters/lead.ts';
import type { RestoreScene } from '../instances/enrol.ts';
import type { Cluster } from '../records.ts';
import type { Store } from '../store.ts';
import { globalOf, leaderOf } from './global-cluster.ts';

/** All instances of a cluster that do not write, anew behind the writer of today. */
export async function refollowCluster(
  store: Store,
  { cluster, scene }: Readonly<{ cluster: Cluster; scene: RestoreScene }>,
): Promise<void> {
  const leader = leaderOf(store, cluster);
  if (leader === undefined) return;
  for (const member of membersOf(store, cluster))
    if (member !== leader && member.database !== undefined) await refollow(store, { member, leader, scene });
}

/** The secondary clusters of a global cluster whose primary has another writer now. */
export async function refollowAll(
  store: Store,
  { cluster, scene }: Readonly<{ cluster: Cluster; scene: RestoreScene }>,
): Promise<void> {
  for (const arn of globalOf(store, cluster)?.members ?? []) {
    const other = store.clusters.get(arn);
    if (other !== undefined && other !== cluster) await refollowCluster(store, { cluster: other, scene });
  }
}
