import {
  type DBInstance,
  type DBSnapshot,
  DescribeAccountAttributesCommand,
  DescribeDBInstancesCommand,
  type DescribeDBSnapshotsCommandInput,
  paginateDescribeDBInstances,
  paginateDescribeDBSnapshots,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { Reading } from '../domain/reading.ts';
import type { DatabaseInstance } from '../domain/verification/copy.ts';
import type { SnapshotFacts } from '../domain/verification/judge-candidates.ts';
import type { ClientsOf } from './clients.ts';
import { orUndefined } from './or-undefined.ts';
import { read } from './read.ts';

export const groupsOf = (groups: DBInstance['VpcSecurityGroups'] = []): DatabaseInstance['securityGroups'] =>
  groups.map(({ VpcSecurityGroupId: id = '', Status: status = '' }) => ({ id, status }));

export const tagsOf = (tags: DBInstance['TagList'] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

export const secretOf = (secret: DBInstance['MasterUserSecret']): DatabaseInstance['masterSecret'] =>
  secret?.SecretArn === undefined ? undefined : { arn: secret.SecretArn, status: secret.SecretStatus ?? '' };

/** Undefined: there is none of this name. */
export const findInstance = (
  rds: ClientsOf<RDSClient>,
  region: string,
  name: string,
): Promise<Reading<DatabaseInstance | undefined>> =>
  read(() =>
    orUndefined('DBInstanceNotFoundFault', async () => {
      const request = new DescribeDBInstancesCommand({ DBInstanceIdentifier: name });
      const { DBInstances } = await rds(region).reader.send(request);
      return DBInstances?.map(instanceOf)[0];
    }),
  );

const instanceOf = (instance: DBInstance): DatabaseInstance => ({
  ...networkOf(instance),
  name: instance.DBInstanceIdentifier ?? '',
  arn: instance.DBInstanceArn ?? '',
  resourceId: instance.DbiResourceId ?? '',
  status: instance.DBInstanceStatus ?? 'unknown',
  createdAt: instance.InstanceCreateTime?.toISOString(),
  endpoint: endpointOf(instance),
  tags: tagsOf(instance.TagList),
  cluster: instance.DBClusterIdentifier,
  parameterGroup: instance.DBParameterGroups?.[0]?.DBParameterGroupName ?? '',
  instanceClass: instance.DBInstanceClass ?? '',
  isMultiAz: instance.MultiAZ ?? false,
  isProtected: instance.DeletionProtection ?? false,
  backupRetentionDays: instance.BackupRetentionPeriod ?? 0,
  engineVersion: instance.EngineVersion ?? '',
  masterUser: instance.MasterUsername ?? '',
  masterSecret: secretOf(instance.MasterUserSecret),
  restorableUntil: instance.LatestRestorableTime?.toISOString(),
});

const networkOf = (instance: DBInstance) => ({
  subnetGroup: instance.DBSubnetGroup?.DBSubnetGroupName ?? '',
  securityGroups: groupsOf(instance.VpcSecurityGroups),
  isPublic: instance.PubliclyAccessible ?? false,
});

function endpointOf({ Endpoint }: DBInstance): DatabaseInstance['endpoint'] {
  const { Address: host, Port: port } = Endpoint ?? {};
  return host === undefined || port === undefined ? undefined : { host, port };
}

/** By the id that it never loses, whatever it is called now: API_DescribeDBInstances, Filters. */
export const findInstanceById = (
  rds: ClientsOf<RDSClient>,
  region: string,
  resourceId: string,
): Promise<Reading<DatabaseInstance | undefined>> =>
  read(async () => {
    const Filters = [{ Name: 'dbi-resource-id', Values: [resourceId] }];
    const { DBInstances } = await rds(region).reader.send(new DescribeDBInstancesCommand({ Filters }));
    return DBInstances?.map(instanceOf)[0];
  });

/** All of a Region, on all pages. */
export const listInstances = (
  rds: ClientsOf<RDSClient>,
  region: string,
): Promise<Reading<readonly DatabaseInstance[]>> =>
  read(async () => {
    const found: DatabaseInstance[] = [];
    for await (const page of paginateDescribeDBInstances({ client: rds(region).reader }, {}))
      found.push(...(page.DBInstances ?? []).map(instanceOf));
    return found;
  });

/** Of one database, of these types, on all pages. */
export async function listSnapshots(
  rds: ClientsOf<RDSClient>,
  region: string,
  { instance, types }: Readonly<{ instance: string; types: readonly string[] }>,
): Promise<SnapshotFacts[]> {
  const found: SnapshotFacts[] = [];
  for (const type of types) {
    const request: DescribeDBSnapshotsCommandInput = { DBInstanceIdentifier: instance, SnapshotType: type };
    for await (const page of paginateDescribeDBSnapshots({ client: rds(region).reader }, request))
      found.push(...(page.DBSnapshots ?? []).map(snapshotOf));
  }
  return found;
}

const snapshotOf = (snapshot: DBSnapshot): SnapshotFacts => ({
  id: (snapshot.SnapshotType === 'shared' ? snapshot.DBSnapshotArn : snapshot.DBSnapshotIdentifier) ?? '',
  type: snapshot.SnapshotType ?? 'unknown',
  status: snapshot.Status ?? 'unknown',
  databaseTime: timeOf(snapshot)?.toISOString(),
  resourceId: snapshot.DbiResourceId,
  engineVersion: snapshot.EngineVersion,
  isEncrypted: snapshot.Encrypted ?? false,
  bytes: snapshot.FullSnapshotSizeInBytes,
});

/**
 * Its age is that of the last transaction in it. The time of a copy is when it was copied, so that one is not believed where it
 * is all that there is (API_DBSnapshot).
 */
const timeOf = (snapshot: DBSnapshot): Date | undefined =>
  snapshot.SnapshotDatabaseTime ??
  snapshot.OriginalSnapshotCreateTime ??
  (snapshot.SourceDBSnapshotIdentifier === undefined ? snapshot.SnapshotCreateTime : undefined);

/** How many more instances the account may have in the Region. */
export const instancesLeft = (rds: ClientsOf<RDSClient>, region: string): Promise<Reading<number | undefined>> =>
  read(async () => {
    const { AccountQuotas } = await rds(region).reader.send(new DescribeAccountAttributesCommand({}));
    const quota = AccountQuotas?.find(({ AccountQuotaName }) => AccountQuotaName === 'DBInstances');
    return quota?.Max === undefined || quota.Used === undefined ? undefined : quota.Max - quota.Used;
  });
