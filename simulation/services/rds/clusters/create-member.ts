import type { CreateDBInstanceCommandInput as CreateInstance } from '@aws-sdk/client-rds';
import { AwsFault, type Call, notSimulated } from '../../../call.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { addEvent } from '../events.ts';
import { createInstance } from '../instances/create-instance.ts';
import type { Surroundings } from '../instances/enrol.ts';
import type { Instance } from '../instances/instance.ts';
import { makeCopy, openSnapshot } from '../instances/make-copy.ts';
import type { Store } from '../store.ts';
import { findCluster } from './cluster.ts';

const modelled = [
  ...['DBInstanceIdentifier', 'DBClusterIdentifier', 'DBInstanceClass', 'Engine', 'Tags', 'PubliclyAccessible'],
  ...['AutoMinorVersionUpgrade', 'DBParameterGroupName', 'CopyTagsToSnapshot'],
];

/** API_CreateDBInstance, of an instance in an Aurora cluster, whose network, backups and master it takes on. */
export const createMember = (store: Store, surroundings: Surroundings) => (input: CreateInstance, call: Call) => {
  if (input.DBClusterIdentifier === undefined) return createInstance(store, surroundings)(input, call);
  onlyModelled('rds:CreateDBInstance', input, modelled);
  if (input.Engine !== 'aurora-postgresql') throw notSimulated(`rds:CreateDBInstance of ${input.Engine} in a cluster`);
  const cluster = findCluster(store, call.region, input.DBClusterIdentifier);
  if (cluster.status !== 'available')
    throw new AwsFault('InvalidDBClusterStateFault', `DBCluster ${cluster.id} is not in available state.`);
  const { content, masterUsername, engineVersion, subnetGroup, securityGroups, backupRetentionDays } = cluster;
  const own = {
    ...{ DBInstanceClass: input.DBInstanceClass, DBParameterGroupName: input.DBParameterGroupName, Tags: input.Tags },
    ...{ PubliclyAccessible: input.PubliclyAccessible, DBSubnetGroupName: subnetGroup },
    ...{ VpcSecurityGroupIds: [...securityGroups], BackupRetentionPeriod: backupRetentionDays },
  };
  const made = (member: Instance): void => addEvent(store, member, { event: 'RDS-EVENT-0005' });
  const origin = { open: openSnapshot(content), masterUsername, engineVersion, tags: {}, kmsKey: cluster.kmsKey, made };
  const name = (input.DBInstanceIdentifier ?? '').toLowerCase();
  return makeCopy(store, { name, region: call.region, input: own, origin, cluster }, surroundings);
};
