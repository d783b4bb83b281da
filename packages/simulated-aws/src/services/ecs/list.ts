import type {
  Cluster,
  DescribeClustersRequest,
  DescribeClustersResponse,
  ListClustersRequest,
  ListClustersResponse,
  ListServicesRequest,
  ListServicesResponse,
} from '@aws-sdk/client-ecs';
import { AwsFault, type Call } from '../../call.ts';
import { type Page, pageOf } from '../page.ts';
import { type EcsService, isPending, isRunning } from './service.ts';
import { arns, requireCluster, type Store } from './store.ts';

const largestPage = 100;

const usualServices = 10;

type Paged = Readonly<{ maxResults?: number | undefined; nextToken?: string | undefined }>;

export function pageOfArns<T>(all: readonly T[], { maxResults, nextToken }: Paged, usual = largestPage): Page<T> {
  const size = maxResults ?? usual;
  if (size < 1 || size > largestPage) throw invalid(`maxResults must be between 1 and ${largestPage}.`);
  const page = pageOf(all, size, nextToken);
  if (page === undefined) throw invalid('Invalid token.');
  return page;
}

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterException', message);

export const listClusters =
  (store: Store) =>
  (input: ListClustersRequest, { region }: Call): ListClustersResponse => {
    const { items, next } = pageOfArns(clustersIn(store, region), input);
    return { clusterArns: [...items], nextToken: next };
  };

const clustersIn = ({ clusters }: Store, region: string): string[] =>
  [...clusters].filter((arn) => arn.split(':')[3] === region);

/** Without names the cluster that is called default. */
export const describeClusters =
  (store: Store) =>
  (input: DescribeClustersRequest, { region }: Call): DescribeClustersResponse => {
    const { clusters: names = ['default'] } = input;
    if (names.length > largestPage) throw invalid('At most 100 clusters can be described.');
    const asked = names.map((name) => arns(store.world, region, name).cluster);
    return {
      clusters: asked.filter((arn) => store.clusters.has(arn)).map((arn) => shownCluster(store, arn)),
      failures: asked.filter((arn) => !store.clusters.has(arn)).map((arn) => ({ arn, reason: 'MISSING' })),
    };
  };

function shownCluster(store: Store, clusterArn: string): Cluster {
  const services = servicesOf(store, clusterArn);
  const tasks = services.flatMap((service) => service.tasks);
  return {
    clusterArn,
    clusterName: clusterArn.split('/').at(-1),
    status: 'ACTIVE',
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.filter(isRunning).length,
    pendingTasksCount: tasks.filter(isPending).length,
    activeServicesCount: services.length,
    tags: [],
    settings: [],
  };
}

const servicesOf = ({ services }: Store, clusterArn: string): EcsService[] =>
  [...services.values()].filter(({ arn }) => arn.startsWith(`${clusterArn.replace(':cluster/', ':service/')}/`));

/** All are on Fargate, and of the strategy REPLICA. */
export const listServices =
  (store: Store) =>
  (input: ListServicesRequest, { region }: Call): ListServicesResponse => {
    const named = arns(store.world, region, input.cluster);
    requireCluster(store, named);
    const { launchType = 'FARGATE', schedulingStrategy = 'REPLICA' } = input;
    const isOurs = launchType === 'FARGATE' && schedulingStrategy === 'REPLICA';
    const found = isOurs ? servicesOf(store, named.cluster).map(({ arn }) => arn) : [];
    const { items, next } = pageOfArns(found, input, usualServices);
    return { serviceArns: [...items], nextToken: next };
  };
