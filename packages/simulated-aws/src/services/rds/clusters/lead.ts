import { comeUp, goDown, holding } from '../background.ts';
import type { RestoreScene } from '../instances/enrol.ts';
import type { Instance } from '../instances/instance.ts';
import type { Cluster } from '../records.ts';
import type { Store } from '../store.ts';
import { clusterArn, membersOf } from './cluster.ts';

/** AuroraUserGuide/Concepts.AuroraHighAvailability: the lowest tier. (I) Among equals by name, where AWS takes the largest. */
export const heirOf = (store: Store, cluster: Cluster): Instance | undefined =>
  membersOf(store, cluster)
    .filter(({ arn, status }) => arn !== cluster.writer && status === 'available')
    .sort((one, other) => one.promotionTier - other.promotionTier || one.id.localeCompare(other.id))[0];

export async function takeLead(store: Store, heir: Instance): Promise<void> {
  goDown(store, heir);
  await holding(store.world.clock, () => heir.database?.promote());
  comeUp(store, heir);
}

/** A member is made anew as a follower of what writes now: what it held is gone. */
export async function refollow(
  store: Store,
  { member, leader, scene }: Readonly<{ member: Instance; leader: Instance; scene: RestoreScene }>,
): Promise<void> {
  const { clock } = store.world;
  const { database, id: name, region } = member;
  const { database: source } = leader;
  goDown(store, member);
  if (database !== undefined) await holding(clock, () => scene.engine?.discard(database));
  member.database = source && (await holding(clock, () => scene.engine?.createReplica(source, { name, region })));
  comeUp(store, member);
}

/** From one writer to another of the same storage: nothing that was acknowledged is lost. */
export async function handOver(
  store: Store,
  { cluster, heir, scene }: Readonly<{ cluster: Cluster; heir: Instance; scene: RestoreScene }>,
): Promise<void> {
  const old = cluster.writer === undefined ? undefined : store.instances.get(cluster.writer);
  if (old !== undefined) {
    goDown(store, old);
    await holding(store.world.clock, () => old.database?.stop());
  }
  await takeLead(store, heir);
  cluster.writer = heir.arn;
  for (const member of membersOf(store, cluster))
    if (member !== heir && member.status !== 'deleting') await refollow(store, { member, leader: heir, scene });
}

/** A writer that is deleted is followed by a reader; what the last instance served stays with the cluster. */
export async function leaveCluster(store: Store, instance: Instance, scene: RestoreScene): Promise<void> {
  const { cluster: id, region, arn } = instance;
  const cluster = id === undefined ? undefined : store.clusters.get(clusterArn(store.world, region, id));
  if (cluster?.writer !== arn) return;
  const heir = heirOf(store, cluster);
  if (heir !== undefined) return await handOver(store, { cluster, heir, scene });
  cluster.storage = instance.database;
  cluster.writer = undefined;
  instance.database = undefined;
}
