import type { DBCluster } from '@aws-sdk/client-rds';
import { AwsFault } from '../../../call.ts';
import type { Snapshot } from '../../../postgres/database.ts';
import type { World } from '../../../world.ts';
import type { ManagedSecret } from '../instances/instance.ts';
import type { Store } from '../store.ts';
import { shownTags, type Tags } from '../tags.ts';

/** An Aurora cluster: the storage, which its instances serve. */
export type Cluster = {
  readonly id: string;
  readonly region: string;
  readonly arn: string;
  readonly resourceId: string;
  readonly createdAt: number;
  tags: Tags;
  readonly kmsKey: string | undefined;
  readonly subnetGroup: string;
  readonly securityGroups: readonly string[];
  readonly parameterGroup: string;
  readonly isProtected: boolean;
  readonly backupRetentionDays: number;
  readonly masterUsername: string;
  readonly engineVersion: string;
  /** What its first instance serves. */
  readonly content: Snapshot | undefined;
  status: 'creating' | 'available' | 'modifying' | 'deleting';
  masterSecret: ManagedSecret | undefined;
  masterPassword: string | undefined;
};

export const clusterArn = (world: World, region: string, id: string): string =>
  `arn:aws:rds:${region}:${world.account}:cluster:${id.toLowerCase()}`;

export const findCluster = (store: Store, region: string, id = ''): Cluster => {
  const cluster = store.clusters.get(clusterArn(store.world, region, id));
  if (cluster !== undefined) return cluster;
  throw new AwsFault('DBClusterNotFoundFault', `DBCluster ${id} not found.`, { status: 404 });
};

export const membersOf = (store: Store, { id, region }: Cluster) =>
  [...store.instances.values()].filter((instance) => instance.cluster === id && instance.region === region);

export const shownCluster = (store: Store, cluster: Cluster): DBCluster => ({
  DBClusterIdentifier: cluster.id,
  DBClusterArn: cluster.arn,
  DbClusterResourceId: cluster.resourceId,
  Status: cluster.status,
  Engine: 'aurora-postgresql',
  EngineVersion: cluster.engineVersion,
  ClusterCreateTime: new Date(cluster.createdAt),
  DBSubnetGroup: cluster.subnetGroup,
  DBClusterParameterGroup: cluster.parameterGroup,
  VpcSecurityGroups: cluster.securityGroups.map((id) => ({ VpcSecurityGroupId: id, Status: 'active' })),
  DeletionProtection: cluster.isProtected,
  StorageEncrypted: cluster.kmsKey !== undefined,
  KmsKeyId: cluster.kmsKey,
  BackupRetentionPeriod: cluster.backupRetentionDays,
  MasterUsername: cluster.masterUsername,
  MasterUserSecret: cluster.masterSecret && {
    SecretArn: cluster.masterSecret.arn,
    SecretStatus: cluster.masterSecret.status,
  },
  DBClusterMembers: membersOf(store, cluster).map(({ id }, index) => ({
    DBInstanceIdentifier: id,
    IsClusterWriter: index === 0,
  })),
  TagList: shownTags(cluster.tags),
});
