import { AwsFault } from '../../../call.ts';
import type { Database, Snapshot } from '../../../postgres/database.ts';
import type { World } from '../../../world.ts';
import type { Instance, ManagedSecret } from '../instances/instance.ts';
import type { Store } from '../store.ts';
import type { Tags } from '../tags.ts';

/** Of AuroraUserGuide/accessing-monitoring, those that are modelled. */
type ClusterStatus =
  | ('creating' | 'available' | 'modifying' | 'failing-over' | 'promoting' | 'deleting' | 'failed')
  | ('stopping' | 'stopped' | 'starting');

/** An Aurora cluster: the storage, which its instances serve. */
export type Cluster = {
  readonly id: string;
  readonly region: string;
  readonly arn: string;
  readonly resourceId: string;
  readonly createdAt: number;
  /** What the endpoints of the account in the Region share. */
  readonly label: string;
  tags: Tags;
  readonly copiesTags: boolean;
  readonly kmsKey: string | undefined;
  readonly subnetGroup: string;
  readonly securityGroups: readonly string[];
  readonly parameterGroup: string;
  isProtected: boolean;
  readonly backupRetentionDays: number;
  readonly masterUsername: string;
  engineVersion: string;
  readonly databaseName: string;
  /** What its first instance serves; new storage has none. */
  content: Snapshot | undefined;
  /** What its last instance served, when that is gone. */
  storage: Database | undefined;
  status: ClusterStatus;
  /** Work that was accepted and does not show in the status yet. */
  isBusy: boolean;
  /** ms: which stop it was that ends after seven days. */
  stoppedAt: number | undefined;
  /** ARN of the instance that writes; none without instances, and none in a secondary cluster of a global one. */
  writer: string | undefined;
  masterSecret: ManagedSecret | undefined;
  masterPassword: string | undefined;
};

export const clusterArn = (world: World, region: string, id: string): string =>
  `arn:aws:rds:${region}:${world.account}:cluster:${id.toLowerCase()}`;

export const clusterNotFound = (id: string): AwsFault =>
  new AwsFault('DBClusterNotFoundFault', `DBCluster ${id} not found.`, { status: 404 });

/** By id in the Region, or by ARN. */
export const findCluster = (store: Store, region: string, id = ''): Cluster => {
  const arn = id.startsWith('arn:') ? id : clusterArn(store.world, region, id);
  const cluster = store.clusters.get(arn);
  if (cluster === undefined || cluster.region !== region) throw clusterNotFound(id);
  return cluster;
};

export const membersOf = (store: Store, { id, region }: Cluster): Instance[] =>
  [...store.instances.values()].filter((instance) => instance.cluster === id && instance.region === region);

export const clusterInState = (message: string): AwsFault => new AwsFault('InvalidDBClusterStateFault', message);

export const requireClusterAvailable = (cluster: Cluster): void => {
  if (cluster.status !== 'available' || cluster.isBusy)
    throw clusterInState(`DBCluster ${cluster.id} is not in available state.`);
};

export const turn = (store: Store, cluster: Cluster, status: ClusterStatus): void => {
  cluster.status = status;
  const { id: resource, region } = cluster;
  store.world.tell({ kind: 'resource', at: store.world.clock.now(), service: 'rds', resource, region, status });
};

/** What RDS does with a cluster after it has answered. */
export const clusterWork = (store: Store, cluster: Cluster, work: () => Promise<void>): void => {
  cluster.isBusy = true;
  const end = (): void => {
    cluster.isBusy = false;
  };
  work()
    .catch(() => turn(store, cluster, 'failed'))
    .finally(end);
};
