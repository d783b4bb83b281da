import type { DBCluster } from '@aws-sdk/client-rds';
import type { Cluster } from '../records.ts';
import type { Store } from '../store.ts';
import { shownTags } from '../tags.ts';
import { membersOf } from './cluster.ts';

export const shownCluster = (store: Store, cluster: Cluster): DBCluster => ({
  DBClusterIdentifier: cluster.id,
  DBClusterArn: cluster.arn,
  DbClusterResourceId: cluster.resourceId,
  Status: cluster.status,
  Engine: 'aurora-postgresql',
  EngineVersion: cluster.engineVersion,
  DatabaseName: cluster.databaseName,
  Endpoint: endpointsOf(cluster).writer,
  ReaderEndpoint: endpointsOf(cluster).reader,
  Port: 5432,
  ClusterCreateTime: new Date(cluster.createdAt),
  DBSubnetGroup: cluster.subnetGroup,
  DBClusterParameterGroup: cluster.parameterGroup,
  VpcSecurityGroups: cluster.securityGroups.map((id) => ({ VpcSecurityGroupId: id, Status: 'active' })),
  DeletionProtection: cluster.isProtected,
  CopyTagsToSnapshot: cluster.copiesTags,
  StorageEncrypted: cluster.kmsKey !== undefined,
  KmsKeyId: cluster.kmsKey,
  BackupRetentionPeriod: cluster.backupRetentionDays,
  MasterUsername: cluster.masterUsername,
  MasterUserSecret: cluster.masterSecret && {
    SecretArn: cluster.masterSecret.arn,
    SecretStatus: cluster.masterSecret.status,
  },
  DBClusterMembers: membersOf(store, cluster).map(({ id, arn, promotionTier, parameterStatus }) => ({
    DBInstanceIdentifier: id,
    IsClusterWriter: arn === cluster.writer,
    PromotionTier: promotionTier,
    DBClusterParameterGroupStatus: parameterStatus,
  })),
  TagList: shownTags(cluster.tags),
});

/** Names of the cluster, as of an instance: AuroraUserGuide/Aurora.Overview.Endpoints. */
const endpointsOf = ({ id, label, region }: Cluster) => ({
  writer: `${id}.cluster-${label}.${region}.rds.amazonaws.com`,
  reader: `${id}.cluster-ro-${label}.${region}.rds.amazonaws.com`,
});

/**
 * The instance behind an endpoint of a cluster, as its CNAME says: the writer; a reader, or the writer where there is none. (I) Of
 * several readers the first; AWS takes turns.
 */
export function memberBehind(store: Store, host: string): string | undefined {
  for (const cluster of store.clusters.values()) {
    const names = endpointsOf(cluster);
    if (host !== names.writer && host !== names.reader) continue;
    const writer = cluster.writer === undefined ? undefined : store.instances.get(cluster.writer)?.address;
    if (host === names.writer) return writer;
    return (
      membersOf(store, cluster).find(({ arn, isServing }) => arn !== cluster.writer && isServing)?.address ?? writer
    );
  }
  return undefined;
}
