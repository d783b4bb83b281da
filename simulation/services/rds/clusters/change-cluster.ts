import type {
  DeleteDBClusterCommandInput as DeleteCluster,
  ModifyDBClusterCommandInput as ModifyCluster,
  RestoreDBClusterFromSnapshotCommandInput as RestoreCluster,
} from '@aws-sdk/client-rds';
import { AwsFault, type Call, notSimulated } from '../../../call.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { invalidCombination } from '../faults.ts';
import type { RestoreScene } from '../instances/enrol.ts';
import { requireGroups } from '../instances/enrol.ts';
import { manageMasterPassword } from '../instances/managed-secret.ts';
import { familyOf, groupFor } from '../parameters/parameter-group.ts';
import { subnetGroupFor } from '../parameters/subnet-groups.ts';
import { findSnapshot, requireUsable } from '../snapshots/keep.ts';
import type { Store } from '../store.ts';
import { tagsOf } from '../tags.ts';
import { type Cluster, clusterArn, findCluster, membersOf, shownCluster } from './cluster.ts';

const turn = (store: Store, cluster: Cluster, status: Cluster['status']): void => {
  cluster.status = status;
  const { id: resource, region } = cluster;
  store.world.tell({ kind: 'resource', at: store.world.clock.now(), service: 'rds', resource, region, status });
};

const restorable = [
  ...['DBClusterIdentifier', 'SnapshotIdentifier', 'Engine', 'DBSubnetGroupName', 'VpcSecurityGroupIds', 'Tags'],
  ...['DBClusterParameterGroupName', 'DeletionProtection', 'BackupRetentionPeriod', 'CopyTagsToSnapshot'],
];

/** API_RestoreDBClusterFromSnapshot: storage without an instance; nobody can connect before one has been added. */
export const restoreCluster =
  (store: Store, { durations }: RestoreScene) =>
  (input: RestoreCluster, call: Call) => {
    onlyModelled('rds:RestoreDBClusterFromSnapshot', input, restorable);
    const { DBClusterIdentifier: name = '', SnapshotIdentifier: from, VpcSecurityGroupIds: groups = [] } = input;
    const { region } = call;
    const { world } = store;
    const snapshot = findSnapshot(store, { sort: 'cluster-snapshot', region, id: from });
    requireUsable(snapshot);
    if (snapshot.type === 'shared' && snapshot.kmsKey !== undefined)
      throw invalidCombination('An encrypted shared snapshot has to be copied before it can be restored.');
    store.keys.require(snapshot.kmsKey);
    const arn = clusterArn(world, region, name);
    if (store.clusters.has(arn))
      throw new AwsFault('DBClusterAlreadyExistsFault', `DB Cluster already exists: ${name}`);
    requireGroups(store, region, groups);
    const { masterUsername, engineVersion } = snapshot.source;
    const cluster: Cluster = {
      ...{ id: name.toLowerCase(), region, arn, createdAt: world.clock.now(), masterUsername, engineVersion },
      resourceId: `cluster-${world.random.hex(26).toUpperCase()}`,
      tags: tagsOf(input.Tags, snapshot.tags),
      subnetGroup: subnetGroupFor(store, region, input.DBSubnetGroupName).id,
      securityGroups: groups,
      parameterGroup: groupFor(store, {
        ...{ sort: 'cluster-pg', region, name: input.DBClusterParameterGroupName },
        family: familyOf('aurora-postgresql', engineVersion),
      }),
      kmsKey: snapshot.kmsKey,
      isProtected: input.DeletionProtection ?? false,
      backupRetentionDays: input.BackupRetentionPeriod ?? 1,
      content: snapshot.content,
      status: 'creating',
      ...{ masterSecret: undefined, masterPassword: undefined },
    };
    store.clusters.set(arn, cluster);
    const { restoreSeconds = 420 } = durations ?? {};
    world.clock.after(world.awsTime(restoreSeconds), () => turn(store, cluster, 'available'));
    return { DBCluster: shownCluster(store, cluster) };
  };

const requireAvailable = (cluster: Cluster): void => {
  if (cluster.status !== 'available')
    throw new AwsFault('InvalidDBClusterStateFault', `DBCluster ${cluster.id} is not in available state.`);
};

/** API_ModifyDBCluster, for the one setting that a restore cannot give: that RDS keeps the master's password. */
export const modifyCluster =
  (store: Store, { durations }: RestoreScene) =>
  (input: ModifyCluster, call: Call) => {
    onlyModelled('rds:ModifyDBCluster', input, ['DBClusterIdentifier', 'ManageMasterUserPassword', 'ApplyImmediately']);
    const cluster = findCluster(store, call.region, input.DBClusterIdentifier);
    requireAvailable(cluster);
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
export const deleteCluster =
  (store: Store, { durations }: RestoreScene) =>
  (input: DeleteCluster, call: Call) => {
    onlyModelled('rds:DeleteDBCluster', input, ['DBClusterIdentifier', 'SkipFinalSnapshot', 'DeleteAutomatedBackups']);
    const cluster = findCluster(store, call.region, input.DBClusterIdentifier);
    if (input.SkipFinalSnapshot !== true) throw notSimulated('rds:DeleteDBCluster with a final snapshot');
    if (cluster.isProtected)
      throw invalidCombination('Cannot delete protected Cluster, please disable deletion protection.');
    if (membersOf(store, cluster).length > 0)
      throw new AwsFault(
        'InvalidDBClusterStateFault',
        'Cluster cannot be deleted, it still contains DB instances in non-deleting state.',
      );
    if (cluster.status === 'deleting')
      throw new AwsFault('InvalidDBClusterStateFault', `${cluster.id} is being deleted.`);
    turn(store, cluster, 'deleting');
    const { world } = store;
    world.clock.after(world.awsTime(durations?.deleteSeconds ?? 180), () => {
      if (cluster.masterSecret !== undefined) store.secrets.removeSecret(cluster.masterSecret.arn);
      store.clusters.delete(cluster.arn);
    });
    return { DBCluster: shownCluster(store, cluster) };
  };
