import { AwsFault } from '../../../call.ts';
import type { World } from '../../../world.ts';
import type { Instance } from '../instances/instance.ts';
import type { Cluster, ClusterStatus } from '../records.ts';
import type { Store } from '../store.ts';

export const clusterArn = (world: World, region: string, id: string): string =>
  `arn:aws:rds:${region}:${world.account}:cluster:${id.toLowerCase()}`;

export const clusterNotFound = (id: string): AwsFault =>
  new AwsFault('DBClusterNotFoundFault', `DBCluster ${id} not found.`, { status: 404 });

/** By id in the Region, or by ARN. */
export function findCluster(store: Store, region: string, id = ''): Cluster {
  const arn = id.startsWith('arn:') ? id : clusterArn(store.world, region, id);
  const cluster = store.clusters.get(arn);
  if (cluster === undefined || cluster.region !== region) throw clusterNotFound(id);
  return cluster;
}

export const membersOf = (store: Store, { id, region }: Cluster): Instance[] =>
  [...store.instances.values()].filter((instance) => instance.cluster === id && instance.region === region);

export const clusterInState = (message: string): AwsFault => new AwsFault('InvalidDBClusterStateFault', message);

export function requireClusterAvailable(cluster: Cluster): void {
  if (cluster.status !== 'available' || cluster.isBusy)
    throw clusterInState(`DBCluster ${cluster.id} is not in available state.`);
}

export function turn(store: Store, cluster: Cluster, status: ClusterStatus): void {
  cluster.status = status;
  const { id: resource, region } = cluster;
  store.world.tell({ kind: 'resource', at: store.world.clock.now(), service: 'rds', resource, region, status });
}

/** What RDS does with a cluster after it has answered. */
export function clusterWork(store: Store, cluster: Cluster, work: () => Promise<void>): void {
  cluster.isBusy = true;
  const end = (): void => {
    cluster.isBusy = false;
  };
  work()
    .catch(() => turn(store, cluster, 'failed'))
    .finally(end);
}
