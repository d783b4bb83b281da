import type { CreateDBClusterCommandInput as CreateCluster } from '@aws-sdk/client-rds';
import { type Call, notSimulated } from '../../../call.ts';
import { invalidCombination, invalidValue } from '../faults.ts';
import { findGlobal, globalInState, primaryOf } from '../global/global-cluster.ts';
import type { Surroundings } from '../instances/enrol.ts';
import { manageMasterPassword } from '../instances/managed-secret.ts';
import { requireReach } from '../instances/replication.ts';
import { missingKey } from '../keys.ts';
import type { Cluster, GlobalCluster } from '../records.ts';
import type { Store } from '../store.ts';
import { tagsIn } from '../tags.ts';
import { buildCluster } from './build-cluster.ts';
import { requireClusterAvailable } from './cluster.ts';
import { shownCluster } from './shown-cluster.ts';

/** The newest version of Aurora PostgreSQL here. */
const usualVersion = '17.5';

/** AuroraUserGuide/aurora-global-database: secondary clusters, one in a Region. */
const mostSecondaries = 10;

/**
 * API_CreateDBCluster, of Aurora PostgreSQL: by itself, or into a global cluster, as its primary where that has none and else as a
 * secondary, whose instances follow the primary's writer.
 */
export const createCluster = (store: Store, surroundings: Surroundings) => (input: CreateCluster, call: Call) => {
  if (input.Engine !== 'aurora-postgresql') throw notSimulated(`rds:CreateDBCluster of ${input.Engine}`);
  if (surroundings.scene.engine === undefined) throw notSimulated('rds:CreateDBCluster without a database engine');
  const { GlobalClusterIdentifier: globalId } = input;
  const global = globalId === undefined ? undefined : findGlobal(store, globalId);
  const inputs = { input, region: call.region };
  const isSecondary = global?.writer !== undefined;
  const origin = isSecondary ? secondaryOrigin(store, global, inputs) : ownOrigin(store, inputs);
  store.keys.use(origin.kmsKey, call);
  const cluster = buildCluster(store, { order: input, origin }, surroundings);
  if (input.ManageMasterUserPassword === true) {
    cluster.masterPassword = manageMasterPassword(store, cluster);
    cluster.masterSecret = cluster.masterSecret && { ...cluster.masterSecret, status: 'active' };
  }
  global?.members.add(cluster.arn);
  if (global !== undefined) global.writer ??= cluster.arn;
  return { DBCluster: shownCluster(store, cluster) };
};

type Inputs = Readonly<{ input: CreateCluster; region: string }>;

function secondaryOrigin(store: Store, global: GlobalCluster, inputs: Inputs) {
  const { input, region } = inputs;
  const primary = checkSecondary(store, global, inputs);
  if (primary.kmsKey !== undefined && input.KmsKeyId === undefined) throw missingKey();
  const { masterUsername, engineVersion, databaseName } = primary;
  return {
    ...{ region, masterUsername, engineVersion, databaseName, masterPassword: undefined, content: undefined },
    tags: tagsIn(input.Tags),
    kmsKey: primary.kmsKey === undefined ? undefined : store.keys.find(region, input.KmsKeyId),
  };
}

function checkSecondary(store: Store, global: GlobalCluster, { input, region }: Inputs): Cluster {
  const primary = primaryOf(store, global);
  if (primary === undefined || global.status !== 'available') throw globalInState(`${global.id} is not available.`);
  requireReach(store, region, primary.region);
  requireClusterAvailable(primary);
  if (input.MasterUsername !== undefined || input.MasterUserPassword !== undefined || input.ManageMasterUserPassword)
    throw invalidCombination('A secondary cluster has the master of the primary cluster.');
  if (input.EngineVersion !== undefined && input.EngineVersion !== primary.engineVersion)
    throw invalidCombination(`${global.id} has the engine version ${primary.engineVersion}.`);
  // Which error answers to these two no page says: (I).
  if ([...global.members].some((arn) => arn.split(':')[3] === region))
    throw globalInState(`${global.id} has a cluster in ${region} already.`);
  if (global.members.size > mostSecondaries) throw globalInState(`${global.id} has ${mostSecondaries} secondaries.`);
  return primary;
}

function ownOrigin(store: Store, { input, region }: Inputs) {
  const { MasterUsername: masterUsername, MasterUserPassword: masterPassword, StorageEncrypted, KmsKeyId } = input;
  if (!masterUsername) throw invalidValue('MasterUsername must be provided.');
  if ((input.ManageMasterUserPassword === true) === (masterPassword !== undefined))
    throw invalidCombination('Give MasterUserPassword or ManageMasterUserPassword, one of them.');
  return {
    ...{ region, masterUsername, masterPassword, content: undefined, tags: tagsIn(input.Tags) },
    engineVersion: input.EngineVersion ?? usualVersion,
    databaseName: input.DatabaseName ?? 'postgres',
    kmsKey: StorageEncrypted === true ? store.keys.find(region, KmsKeyId) : undefined,
  };
}
