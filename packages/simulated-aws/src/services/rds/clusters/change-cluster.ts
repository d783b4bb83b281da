import type {
  DeleteDBClusterCommandInput as DeleteCluster,
  ModifyDBClusterCommandInput as ModifyCluster,
  RestoreDBClusterFromSnapshotCommandInput as RestoreCluster,
} from '@aws-sdk/client-rds';
import { type Call, notSimulated } from '../../../call.ts';
import { holding } from '../background.ts';
import { addEvent } from '../events.ts';
import { invalidCombination } from '../faults.ts';
import { globalOf } from '../global/global-cluster.ts';
import type { RestoreScene, Surroundings } from '../instances/enrol.ts';
import { manageMasterPassword } from '../instances/managed-secret.ts';
import { findSnapshot, newName, requireUsable } from '../snapshots/keep.ts';
import type { Store } from '../store.ts';
import { tagsOf } from '../tags.ts';
import { buildCluster } from './build-cluster.ts';
import { clusterInState, clusterWork, findCluster, membersOf, requireClusterAvailable, turn } from './cluster.ts';
import { beginClusterSnapshot, fillClusterSnapshot } from './cluster-snapshot.ts';
import { shownCluster } from './shown-cluster.ts';

/** API_RestoreDBClusterFromSnapshot: storage without an instance. */
export const restoreCluster = (store: Store, surroundings: Surroundings) => (input: RestoreCluster, call: Call) => {
  if (input.Engine !== 'aurora-postgresql') throw notSimulated(`rds:RestoreDBClusterFromSnapshot of ${input.Engine}`);
  const { region } = call;
  const snapshot = findSnapshot(store, { sort: 'cluster-snapshot', region, id: input.SnapshotIdentifier });
  requireUsable(snapshot);
  if (snapshot.type === 'shared' && snapshot.kmsKey !== undefined)
    throw invalidCombination('An encrypted shared snapshot has to be copied before it can be restored.');
  store.keys.use(snapshot.kmsKey, call);
  const { content, kmsKey, source } = snapshot;
  const { masterUsername, engineVersion } = source;
  const tags = tagsOf(input.Tags, snapshot.tags);
  const own = { databaseName: 'postgres', masterPassword: undefined, tags };
  const origin = { region, content, kmsKey, masterUsername, engineVersion, ...own };
  return { DBCluster: shownCluster(store, buildCluster(store, { order: input, origin }, surroundings)) };
};

/** API_ModifyDBCluster, for a password that RDS keeps, which a restore cannot give, and for deletion protection. */
export const modifyCluster =
  (store: Store, { durations }: RestoreScene) =>
  (input: ModifyCluster, call: Call) => {
    const cluster = findCluster(store, call.region, input.DBClusterIdentifier);
    requireClusterAvailable(cluster);
    cluster.isProtected = input.DeletionProtection ?? cluster.isProtected;
    if (input.ManageMasterUserPassword === undefined) return { DBCluster: shownCluster(store, cluster) };
    if (input.ManageMasterUserPassword !== true || input.ApplyImmediately !== true)
      throw notSimulated('rds:ModifyDBCluster of anything but a managed password, at once');
    if (membersOf(store, cluster).length > 0) throw notSimulated('rds:ModifyDBCluster of a cluster with instances');
    const { world } = store;
    cluster.masterPassword = manageMasterPassword(store, cluster);
    turn(store, cluster, 'modifying');
    world.clock.after(world.awsTime(durations?.configureSeconds ?? 45), () => {
      if (cluster.masterSecret !== undefined) cluster.masterSecret = { ...cluster.masterSecret, status: 'active' };
      turn(store, cluster, 'available');
    });
    return { DBCluster: shownCluster(store, cluster) };
  };

/** API_DeleteDBCluster: refused as long as it has an instance. With it goes the secret that RDS keeps for it. */
export const deleteCluster = (store: Store, scene: RestoreScene) => (input: DeleteCluster, call: Call) => {
  if (input.DeleteAutomatedBackups === false) throw notSimulated('rds:DeleteDBCluster with backups that are retained');
  checkDeletion(store, input, call.region);
  const cluster = findCluster(store, call.region, input.DBClusterIdentifier);
  const { region } = call;
  const { FinalDBSnapshotIdentifier: id } = input;
  const wanted = id === undefined ? undefined : newName(store, { sort: 'cluster-snapshot', region, id });
  const snapshot = wanted === undefined ? undefined : beginClusterSnapshot(store, cluster, { id: wanted, tags: {} });
  turn(store, cluster, 'deleting');
  const { clock, awsTime } = store.world;
  clusterWork(store, cluster, async () => {
    if (snapshot !== undefined) await fillClusterSnapshot(store, cluster, { snapshot, scene });
    await clock.sleep(awsTime(scene.durations?.deleteSeconds ?? 180));
    const { storage, masterSecret } = cluster;
    if (storage !== undefined) await holding(clock, () => scene.engine?.discard(storage));
    if (masterSecret !== undefined) store.secrets.removeSecret(masterSecret.arn);
    addEvent(store, cluster, { event: 'RDS-EVENT-0171' });
    store.clusters.delete(cluster.arn);
  });
  return { DBCluster: shownCluster(store, cluster) };
};

function checkDeletion(store: Store, input: DeleteCluster, region: string): void {
  const cluster = findCluster(store, region, input.DBClusterIdentifier);
  const { SkipFinalSnapshot: isSkipped = false, FinalDBSnapshotIdentifier: id } = input;
  if (isSkipped === (id !== undefined))
    throw invalidCombination('Give FinalDBSnapshotIdentifier or SkipFinalSnapshot, one of them.');
  if (cluster.isProtected)
    throw invalidCombination('Cannot delete protected Cluster, please disable deletion protection.');
  if (globalOf(store, cluster) !== undefined)
    throw clusterInState('This cluster is a part of a global cluster, please remove it from globalcluster first.');
  if (membersOf(store, cluster).length > 0)
    throw clusterInState('Cluster cannot be deleted, it still contains DB instances in non-deleting state.');
  if (cluster.status === 'deleting') throw clusterInState(`${cluster.id} is being deleted.`);
}
