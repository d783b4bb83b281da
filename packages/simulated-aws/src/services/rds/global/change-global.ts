import type {
  CreateGlobalClusterCommandInput as CreateGlobal,
  DeleteGlobalClusterCommandInput as DeleteGlobal,
  DescribeGlobalClustersCommandInput as DescribeGlobals,
  RemoveFromGlobalClusterCommandInput as Remove,
} from '@aws-sdk/client-rds';
import { AwsFault, notSimulated } from '../../../call.ts';
import {
  clusterInState,
  clusterNotFound,
  clusterWork,
  membersOf,
  requireClusterAvailable,
  turn,
} from '../clusters/cluster.ts';
import { heirOf, takeLead } from '../clusters/lead.ts';
import { invalidCombination, invalidValue } from '../faults.ts';
import { usualDurations } from '../instances/durations.ts';
import type { RestoreScene } from '../instances/enrol.ts';
import { pageOfRecords } from '../paging.ts';
import type { Cluster, GlobalCluster } from '../records.ts';
import type { Store } from '../store.ts';
import { tagsIn } from '../tags.ts';
import { findGlobal, globalInState, globalOf, shownGlobal } from './global-cluster.ts';
import { refollowCluster } from './refollow-all.ts';

/** By ARN, in whatever Region. */
export function clusterAt(store: Store, arn = ''): Cluster {
  const cluster = store.clusters.get(arn);
  if (cluster === undefined) throw clusterNotFound(arn);
  return cluster;
}

/** API_CreateGlobalCluster: around a cluster that is there, or empty, until CreateDBCluster puts one in. */
export const createGlobalCluster = (store: Store) => (input: CreateGlobal) => {
  const id = input.GlobalClusterIdentifier?.toLowerCase() ?? '';
  if (!/^[a-z](?!.*--)[a-z0-9-]{0,62}$/.test(id)) throw invalidValue(`Invalid global cluster identifier: ${id}`);
  if (store.globals.has(id))
    throw new AwsFault('GlobalClusterAlreadyExistsFault', `Global cluster ${id} already exists.`);
  const primary = primaryFor(store, input);
  if (primary === undefined && input.Engine !== 'aurora-postgresql')
    throw notSimulated(`rds:CreateGlobalCluster of ${input.Engine}`);
  const { account, random } = store.world;
  const global: GlobalCluster = {
    ...settingsOf(input, primary),
    ...{ id, arn: `arn:aws:rds::${account}:global-cluster:${id}`, resourceId: `cluster-${random.hex(16)}` },
    ...{ status: 'available', toResync: new Set(), failover: undefined },
  };
  store.globals.set(id, global);
  return { GlobalCluster: shownGlobal(store, global) };
};

function primaryFor(store: Store, input: CreateGlobal): Cluster | undefined {
  const { SourceDBClusterIdentifier: source, Engine, EngineVersion, DatabaseName } = input;
  if (source === undefined) return undefined;
  if ([Engine, EngineVersion, DatabaseName].some((value) => value !== undefined))
    throw invalidCombination('Engine, version and database of a global cluster are those of its source.');
  const primary = clusterAt(store, source);
  requireClusterAvailable(primary);
  if (globalOf(store, primary) !== undefined) throw clusterInState(`${primary.id} is in a global cluster already.`);
  return primary;
}

const settingsOf = (input: CreateGlobal, primary: Cluster | undefined) => ({
  engineVersion: primary?.engineVersion ?? input.EngineVersion ?? '17.5',
  databaseName: primary?.databaseName ?? input.DatabaseName,
  isEncrypted: primary !== undefined && primary.kmsKey !== undefined,
  isProtected: input.DeletionProtection ?? false,
  tags: tagsIn(input.Tags),
  members: new Set(primary === undefined ? [] : [primary.arn]),
  writer: primary?.arn,
});

/** The same answer in every Region. */
export const describeGlobalClusters = (store: Store) => (input: DescribeGlobals) => {
  const { GlobalClusterIdentifier: id } = input;
  const found = id === undefined ? [...store.globals.values()] : [findGlobal(store, id)];
  const { items, marker } = pageOfRecords(found, input);
  return { GlobalClusters: items.map((global) => shownGlobal(store, global)), Marker: marker };
};

/**
 * API_RemoveFromGlobalCluster: replication stops at once, and a secondary is `promoting` to a cluster by itself. The primary goes last.
 * Of a secondary without an instance there is no copy here that could be served: NotSimulated.
 */
export const removeFromGlobalCluster = (store: Store, scene: RestoreScene) => (input: Remove) => {
  const global = findGlobal(store, input.GlobalClusterIdentifier);
  const cluster = clusterAt(store, input.DbClusterIdentifier);
  if (!global.members.has(cluster.arn)) throw clusterNotFound(cluster.arn);
  if (global.status !== 'available') throw globalInState(`${global.id} is ${global.status}.`);
  const isPrimary = global.writer === cluster.arn;
  if (isPrimary && global.members.size > 1)
    throw globalInState('The primary cluster is removed after the secondaries.');
  requireClusterAvailable(cluster);
  if (!isPrimary && membersOf(store, cluster).length === 0)
    throw notSimulated('rds:RemoveFromGlobalCluster of a secondary cluster without instances');
  global.members.delete(cluster.arn);
  global.toResync.delete(cluster.arn);
  if (isPrimary) global.writer = undefined;
  else {
    turn(store, cluster, 'promoting');
    clusterWork(store, cluster, () => detach(store, cluster, scene));
  }
  return { GlobalCluster: shownGlobal(store, global) };
};

async function detach(store: Store, cluster: Cluster, scene: RestoreScene): Promise<void> {
  const { clock, awsTime } = store.world;
  const heir = heirOf(store, cluster);
  await clock.sleep(awsTime({ ...usualDurations, ...scene.durations }.globalPromoteSeconds));
  if (heir !== undefined) {
    await takeLead(store, heir);
    cluster.writer = heir.arn;
    await refollowCluster(store, { cluster, scene });
  }
  turn(store, cluster, 'available');
}

/** API_DeleteGlobalCluster: "the primary and secondary clusters must already be detached or deleted". */
export const deleteGlobalCluster = (store: Store) => (input: DeleteGlobal) => {
  const global = findGlobal(store, input.GlobalClusterIdentifier);
  if (global.isProtected)
    throw invalidCombination('Cannot delete protected Global Cluster, please disable deletion protection.');
  if (global.members.size > 0) throw globalInState(`Global cluster ${global.id} is not empty.`);
  store.globals.delete(global.id);
  return { GlobalCluster: { ...shownGlobal(store, global), Status: 'deleting' } };
};
