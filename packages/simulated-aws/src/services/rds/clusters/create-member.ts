import type { CreateDBInstanceCommandInput as CreateInstance } from '@aws-sdk/client-rds';
import { type Call, notSimulated } from '../../../call.ts';
import type { CopySpec, Database, DatabaseEngine } from '../../../postgres/database.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { addEvent } from '../events.ts';
import { invalidValue } from '../faults.ts';
import { globalOf, leaderOf } from '../global/global-cluster.ts';
import { createInstance } from '../instances/create-instance.ts';
import type { Surroundings } from '../instances/enrol.ts';
import type { Instance } from '../instances/instance.ts';
import { makeCopy } from '../instances/make-copy.ts';
import { requireReach } from '../instances/replication.ts';
import type { Cluster } from '../records.ts';
import type { Store } from '../store.ts';
import { findCluster, requireClusterAvailable } from './cluster.ts';

const modelled = [
  ...['DBInstanceIdentifier', 'DBClusterIdentifier', 'DBInstanceClass', 'Engine', 'Tags', 'PubliclyAccessible'],
  ...['AutoMinorVersionUpgrade', 'DBParameterGroupName', 'CopyTagsToSnapshot', 'PromotionTier'],
];

/** API_CreateDBInstance: by itself, or in an Aurora cluster, whose network, backups and master it takes on. */
export const createMember = (store: Store, surroundings: Surroundings) => (input: CreateInstance, call: Call) => {
  if (input.DBClusterIdentifier === undefined) return createInstance(store, surroundings)(input, call);
  onlyModelled('rds:CreateDBInstance', input, modelled);
  if (input.Engine !== 'aurora-postgresql') throw notSimulated(`rds:CreateDBInstance of ${input.Engine} in a cluster`);
  const cluster = findCluster(store, call.region, input.DBClusterIdentifier);
  requireClusterAvailable(cluster);
  checkPrimary(store, cluster);
  store.keys.use(cluster.kmsKey, call);
  const { masterUsername, engineVersion, subnetGroup, securityGroups, backupRetentionDays, kmsKey } = cluster;
  const own = {
    ...{ DBInstanceClass: input.DBInstanceClass, DBParameterGroupName: input.DBParameterGroupName, Tags: input.Tags },
    ...{ PubliclyAccessible: input.PubliclyAccessible, DBSubnetGroupName: subnetGroup },
    ...{ VpcSecurityGroupIds: [...securityGroups], BackupRetentionPeriod: backupRetentionDays },
  };
  const origin = {
    ...{ masterUsername, engineVersion, tags: {}, kmsKey, instanceClass: input.DBInstanceClass ?? '' },
    open: openMember(store, cluster),
    made: welcome(store, cluster),
  };
  const name = (input.DBInstanceIdentifier ?? '').toLowerCase();
  const made = { name, region: call.region, input: own, origin, cluster, promotionTier: tierOf(input) };
  return makeCopy(store, made, surroundings);
};

function checkPrimary(store: Store, cluster: Cluster): void {
  const global = globalOf(store, cluster);
  if (global?.writer === undefined || global.writer === cluster.arn) return;
  requireReach(store, cluster.region, global.writer.split(':')[3] ?? '');
  if (leaderOf(store, cluster) === undefined)
    throw notSimulated('rds:CreateDBInstance in a secondary cluster whose primary has no writer');
}

/** A reader follows the writer, in whatever Region that is; the first instance serves the storage, or makes it. */
const openMember =
  (store: Store, cluster: Cluster) =>
  (engine: DatabaseEngine, copy: CopySpec): Promise<Database> | undefined => {
    const leader = leaderOf(store, cluster)?.database;
    const { name, region } = copy;
    if (leader !== undefined) return engine.createReplica(leader, { name, region });
    const { storage } = cluster;
    if (storage !== undefined) {
      cluster.storage = undefined;
      return Promise.resolve(storage);
    }
    if (cluster.content !== undefined) return engine.restore(cluster.content, copy);
    const { masterUsername, masterPassword, databaseName: database } = cluster;
    if (masterPassword === undefined) return undefined;
    const users = [{ name: masterUsername, password: masterPassword, readOnly: false }];
    return engine.createPrimary({ name, region, database, users, schema: '' });
  };

const welcome =
  (store: Store, cluster: Cluster) =>
  (member: Instance): void => {
    addEvent(store, member, { event: 'RDS-EVENT-0005' });
    const global = globalOf(store, cluster);
    if (global === undefined || global.writer === cluster.arn) cluster.writer ??= member.arn;
  };

function tierOf({ PromotionTier: tier = 1 }: CreateInstance): number {
  if (!Number.isInteger(tier) || tier < 0 || tier > 15) throw invalidValue(`Invalid promotion tier: ${tier}.`);
  return tier;
}
