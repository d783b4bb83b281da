import {
  type DBCluster,
  type DBClusterSnapshot,
  DescribeDBClustersCommand,
  paginateDescribeDBClusterSnapshots,
  paginateDescribeDBClusters,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { Reading } from '../domain/reading.ts';
import type { DatabaseInstance } from '../domain/verification/copy.ts';
import type { SnapshotFacts } from '../domain/verification/judge-candidates.ts';
import type { ClientsOf } from './clients.ts';
import { orUndefined } from './or-undefined.ts';
import { groupsOf, secretOf, tagsOf } from './rds-instances.ts';
import { read } from './read.ts';

/** Undefined: there is none of this name. */
export const findCluster = (
  rds: ClientsOf<RDSClient>,
  region: string,
  name: string,
): Promise<Reading<DatabaseInstance | undefined>> =>
  read(() =>
    orUndefined('DBClusterNotFoundFault', async () => {
      const request = new DescribeDBClustersCommand({ DBClusterIdentifier: name });
      const { DBClusters } = await rds(region).reader.send(request);
      return DBClusters?.map(clusterOf)[0];
    }),
  );

/** A cluster in the words of an instance: only its instances have an endpoint that is used here, and a class. */
const clusterOf = (cluster: DBCluster): DatabaseInstance => ({
  name: cluster.DBClusterIdentifier ?? '',
  arn: cluster.DBClusterArn ?? '',
  resourceId: cluster.DbClusterResourceId ?? '',
  status: cluster.Status ?? 'unknown',
  createdAt: cluster.ClusterCreateTime?.toISOString(),
  endpoint: undefined,
  tags: tagsOf(cluster.TagList),
  cluster: undefined,
  subnetGroup: cluster.DBSubnetGroup ?? '',
  securityGroups: groupsOf(cluster.VpcSecurityGroups),
  parameterGroup: cluster.DBClusterParameterGroup ?? '',
  instanceClass: '',
  isPublic: false,
  isMultiAz: cluster.MultiAZ ?? false,
  isProtected: cluster.DeletionProtection ?? false,
  backupRetentionDays: cluster.BackupRetentionPeriod ?? 0,
  engineVersion: cluster.EngineVersion ?? '',
  masterUser: cluster.MasterUsername ?? '',
  masterSecret: secretOf(cluster.MasterUserSecret),
  restorableUntil: undefined,
});

/** By the id that it never loses, whatever it is called now: API_DescribeDBClusters, Filters. */
export const findClusterById = (
  rds: ClientsOf<RDSClient>,
  region: string,
  resourceId: string,
): Promise<Reading<DatabaseInstance | undefined>> =>
  read(async () => {
    const Filters = [{ Name: 'db-cluster-resource-id', Values: [resourceId] }];
    const { DBClusters } = await rds(region).reader.send(new DescribeDBClustersCommand({ Filters }));
    return DBClusters?.map(clusterOf)[0];
  });

/** All of a Region, on all pages. */
export const listClusters = (
  rds: ClientsOf<RDSClient>,
  region: string,
): Promise<Reading<readonly DatabaseInstance[]>> =>
  read(async () => {
    const found: DatabaseInstance[] = [];
    for await (const page of paginateDescribeDBClusters({ client: rds(region).reader }, {}))
      found.push(...(page.DBClusters ?? []).map(clusterOf));
    return found;
  });

/** Of one cluster, of these types, on all pages. */
export async function listClusterSnapshots(
  rds: ClientsOf<RDSClient>,
  region: string,
  { cluster, types }: Readonly<{ cluster: string; types: readonly string[] }>,
): Promise<SnapshotFacts[]> {
  const found: SnapshotFacts[] = [];
  for (const type of types) {
    const request = { DBClusterIdentifier: cluster, SnapshotType: type };
    for await (const page of paginateDescribeDBClusterSnapshots({ client: rds(region).reader }, request))
      found.push(...(page.DBClusterSnapshots ?? []).map(snapshotOf));
  }
  return found;
}

/** RDS does not tell the moment of a cluster snapshot's data: of a copy only when it was copied, which is not believed. */
const snapshotOf = (snapshot: DBClusterSnapshot): SnapshotFacts => ({
  id: (snapshot.SnapshotType === 'shared' ? snapshot.DBClusterSnapshotArn : snapshot.DBClusterSnapshotIdentifier) ?? '',
  type: snapshot.SnapshotType ?? 'unknown',
  status: snapshot.Status ?? 'unknown',
  databaseTime:
    snapshot.SourceDBClusterSnapshotArn === undefined ? snapshot.SnapshotCreateTime?.toISOString() : undefined,
  resourceId: snapshot.DbClusterResourceId,
  engineVersion: snapshot.EngineVersion,
  isEncrypted: snapshot.StorageEncrypted ?? false,
  bytes: undefined,
});
