import { AwsFault } from '../../call.ts';
import type { World } from '../../world.ts';
import type { EcsService, TaskDefinition } from './service.ts';

export function arns(world: World, region: string, cluster = 'default') {
  const prefix = `arn:aws:ecs:${region}:${world.account}`;
  const clusterName = nameOf(cluster);
  return {
    clusterName,
    cluster: `${prefix}:cluster/${clusterName}`,
    service: (name: string) => `${prefix}:service/${clusterName}/${nameOf(name)}`,
    task: (id: string) => `${prefix}:task/${clusterName}/${nameOf(id)}`,
    taskDefinition: (family: string, revision: number) => `${prefix}:task-definition/${family}:${revision}`,
    containerInstances: `${prefix}:container-instance/${clusterName}/*`,
  };
}

/** ECS takes a name or an ARN wherever it names something of its own. */
const nameOf = (nameOrArn: string): string => nameOrArn.split('/').at(-1) ?? nameOrArn;

export type Store = Readonly<{
  world: World;
  /** By ARN. */
  services: Map<string, EcsService>;
  /** ARNs. */
  clusters: Set<string>;
  /** By Region; a family's revisions in the order of their numbers. */
  taskDefinitions: Map<string, TaskDefinition[]>;
}>;

export type Arns = ReturnType<typeof arns>;

export function requireCluster(store: Store, named: Arns): void {
  if (!store.clusters.has(named.cluster)) throw new AwsFault('ClusterNotFoundException', 'Cluster not found.');
}

export function requireService(store: Store, named: Arns, name: string | undefined): EcsService {
  requireCluster(store, named);
  const service = store.services.get(named.service(name ?? ''));
  if (service === undefined) throw new AwsFault('ServiceNotFoundException', 'Service not found.');
  return service;
}

/** `family` is the newest revision, `family:3` and an ARN are that one. */
export function requireTaskDefinition(store: Store, region: string, name: string): TaskDefinition {
  const wanted = nameOf(name);
  const found = (store.taskDefinitions.get(region) ?? []).findLast(
    ({ family, revision }) => wanted === family || wanted === `${family}:${revision}`,
  );
  if (found === undefined) throw new AwsFault('ClientException', 'Unable to describe task definition.');
  return found;
}
