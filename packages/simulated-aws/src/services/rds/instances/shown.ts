import type { DBInstance, DBInstanceStatusInfo } from '@aws-sdk/client-rds';
import { defined } from '../../../defined.ts';
import { shownTags } from '../tags.ts';
import type { Instance } from './instance.ts';
import { maintenanceWindow } from './maintenance.ts';

/** The instance as DescribeDBInstances shows it. Fields that are not modelled are absent, not invented. */
export function shown(instance: Instance): DBInstance {
  const name = nameFrom(instance.region);
  return {
    DBInstanceIdentifier: instance.id,
    DBInstanceArn: instance.arn,
    DbiResourceId: instance.resourceId,
    DBInstanceStatus: instance.status,
    Engine: instance.cluster === undefined ? 'postgres' : 'aurora-postgresql',
    EngineVersion: instance.engineVersion,
    Endpoint: endpointOf(instance),
    DbInstancePort: 0,
    DBClusterIdentifier: instance.cluster,
    ...(instance.cluster === undefined ? {} : { PromotionTier: instance.promotionTier }),
    ...{ ...instance.ordered, DBInstanceClass: instance.instanceClass, MasterUsername: instance.masterUsername },
    DBSubnetGroup: { DBSubnetGroupName: instance.subnetGroup, SubnetGroupStatus: 'Complete' },
    DBParameterGroups: [
      { DBParameterGroupName: instance.parameterGroup, ParameterApplyStatus: instance.parameterStatus },
    ],
    PubliclyAccessible: instance.isPublic,
    DeletionProtection: instance.deletionProtection,
    StorageEncrypted: instance.kmsKey !== undefined,
    KmsKeyId: instance.kmsKey,
    CopyTagsToSnapshot: instance.copiesTags,
    InstanceCreateTime: createTimeOf(instance),
    MultiAZ: instance.multiAz,
    AvailabilityZone: instance.zone,
    SecondaryAvailabilityZone: instance.secondaryZone,
    BackupRetentionPeriod: instance.backupRetentionDays,
    PreferredBackupWindow: instance.backupWindow,
    VpcSecurityGroups: instance.securityGroups.map(({ id, status }) => ({ VpcSecurityGroupId: id, Status: status })),
    PendingModifiedValues: pendingOf(instance),
    PreferredMaintenanceWindow: maintenanceWindow,
    ReadReplicaSourceDBInstanceIdentifier: instance.source && name(instance.source),
    ReadReplicaDBInstanceIdentifiers: [...instance.replicas].map(name),
    LatestRestorableTime: dateOf(instance.restorableUntil()),
    StatusInfos: statusInfos(instance),
    MasterUserSecret: instance.masterSecret && {
      SecretArn: instance.masterSecret.arn,
      SecretStatus: instance.masterSecret.status,
    },
    AutomaticRestartTime: dateOf(instance.restartsAt),
    TagList: shownTags(instance.tags),
  };
}

/** Instances of the same Region are named by id, those of another by ARN. */
const nameFrom = (region: string) => (arn: string) => (regionOf(arn) === region ? idOf(arn) : arn);

const regionOf = (arn: string): string => arn.split(':')[3] ?? '';
const idOf = (arn: string): string => arn.split(':').at(-1) ?? '';

/** It has none before it has been made. */
const endpointOf = ({ status, address, hostedZoneId }: Instance) =>
  status === 'creating' ? undefined : { Address: address, Port: 5432, HostedZoneId: hostedZoneId };

/** Not shown before it has been made, as the endpoint is not: see the keys of an answer in github.com/boto/boto3/issues/805. */
const createTimeOf = ({ status, createdAt }: Instance): Date | undefined =>
  status === 'creating' ? undefined : new Date(createdAt);

const pendingOf = ({ pending: { multiAz, retentionDays } }: Instance) => ({
  ...defined({ MultiAZ: multiAz, BackupRetentionPeriod: retentionDays }),
});

const dateOf = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms));

function statusInfos({ replication, source }: Instance): DBInstanceStatusInfo[] | undefined {
  if (replication === undefined || source === undefined) return undefined;
  const isNormal = replication === 'replicating';
  const message = isNormal
    ? {}
    : { Message: `Replication from ${idOf(source)} has stopped: the source does not answer.` };
  return [{ StatusType: 'read replication', Normal: isNormal, Status: replication, ...message }];
}
