import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { usualConfiguration } from './deployment-configuration.ts';
import { describeServices } from './describe-services.ts';
import { describeTasks, listTasks } from './describe-tasks.ts';
import { describeClusters, listClusters, listServices } from './list.ts';
import type { EcsService, StartTask } from './service.ts';
import { arns, type Store } from './store.ts';
import { describeTaskDefinition, listTaskDefinitionFamilies, listTaskDefinitions } from './task-definitions.ts';
import { newTask, runTask } from './tasks.ts';
import { newDeployment, updateService } from './update-service.ts';

/** A service as it stands when the simulation starts: its tasks run. */
type EcsServiceSpec = Readonly<{
  region: string;
  cluster: string;
  name: string;
  desired: number;
  startTask: StartTask;
  /** Default: the service's name. */
  family?: string;
  /** From the decision to start a task until it runs. */
  provisionSeconds?: number;
  stopSeconds?: number;
}>;

type TaskDefinitionSpec = Readonly<{ region: string; family: string; startTask: StartTask }>;

export type Ecs = SimulatedService &
  Readonly<{
    addService: (spec: EcsServiceSpec) => Promise<{ arn: string }>;
    /** A further revision of a family. */
    addTaskDefinition: (spec: TaskDefinitionSpec) => Readonly<{ arn: string }>;
    /** Ends all tasks, as at the end of a rehearsal. */
    close: () => Promise<void>;
  }>;

/**
 * Amazon ECS: services on Fargate with the rolling deployment controller.
 *
 * Models: counts, deployments between their percentages with their circuit breaker and its roll-back, life cycles of tasks with
 * their dwell times, the listings.
 * From: docs.aws.amazon.com/AmazonECS/latest/APIReference, …/developerguide/deployment-type-ecs.html,
 * …/developerguide/deployment-circuit-breaker.html
 * Not modelled: target groups and health checks, what containers a task holds, the throttling of tasks that fail again and again,
 * capacity providers, auto scaling, eventual consistency, the creation of anything.
 */
export function createEcs(world: World): Ecs {
  const store: Store = { world, services: new Map(), clusters: new Set(), taskDefinitions: new Map() };
  const close = async () => {
    const tasks = [...store.services.values()].flatMap((service) => service.tasks);
    await Promise.allSettled(tasks.map(async ({ lastStatus, stop }) => lastStatus === 'RUNNING' && stop?.()));
  };
  return {
    name: 'ecs',
    operations: {
      DescribeServices: describeServices(store),
      UpdateService: updateService(store),
      ListTasks: listTasks(store),
      DescribeTasks: describeTasks(store),
      ListClusters: listClusters(store),
      DescribeClusters: describeClusters(store),
      ListServices: listServices(store),
      DescribeTaskDefinition: describeTaskDefinition(store),
      ListTaskDefinitions: listTaskDefinitions(store),
      ListTaskDefinitionFamilies: listTaskDefinitionFamilies(store),
    },
    resources: resourcesOf(world),
    addService: (spec) => addService(store, spec),
    addTaskDefinition: (spec) => addTaskDefinition(store, spec),
    close,
  };
}

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
const resourcesOf = (world: World) => ({
  DescribeServices: ({ cluster, services = [] }: { cluster?: string; services?: string[] }, { region }: Call) =>
    services.map(arns(world, region, cluster).service),
  UpdateService: ({ cluster, service = '' }: { cluster?: string; service?: string }, { region }: Call) => [
    arns(world, region, cluster).service(service),
  ],
  ListTasks: ({ cluster }: { cluster?: string }, { region }: Call) => [arns(world, region, cluster).containerInstances],
  DescribeTasks: ({ cluster, tasks = [] }: { cluster?: string; tasks?: string[] }, { region }: Call) =>
    tasks.map(arns(world, region, cluster).task),
  DescribeClusters: ({ clusters = ['default'] }: { clusters?: string[] }, { region }: Call) =>
    clusters.map((name) => arns(world, region, name).cluster),
});

async function addService(store: Store, spec: EcsServiceSpec): Promise<{ arn: string }> {
  const { world } = store;
  const { region, cluster, name, desired, startTask, family = name, provisionSeconds = 45, stopSeconds = 10 } = spec;
  const named = arns(world, region, cluster);
  if (store.services.has(named.service(name))) throw new Error(`service ${cluster}/${name} exists already`);
  const deployment = newDeployment(world, addTaskDefinition(store, { region, family, startTask }), 'COMPLETED');
  const common = { region, cluster, name, desired, provisionSeconds, stopSeconds, createdAt: world.clock.now() };
  const own = { configuration: usualConfiguration, tasks: [], events: [] };
  const service: EcsService = { ...common, ...own, arn: named.service(name), deployments: [deployment] };
  service.tasks = Array.from({ length: desired }, () => newTask(world, service, deployment));
  await Promise.all(service.tasks.map((task) => runTask(world, task)));
  const failed = service.tasks.find(({ stoppedReason }) => stoppedReason !== undefined);
  if (failed !== undefined) throw new Error(`service ${cluster}/${name}: ${failed.stoppedReason}`);
  store.clusters.add(named.cluster);
  store.services.set(service.arn, service);
  return { arn: service.arn };
}

function addTaskDefinition(store: Store, { region, family, startTask }: TaskDefinitionSpec) {
  const known = store.taskDefinitions.get(region) ?? [];
  const revision = known.filter((definition) => definition.family === family).length + 1;
  const definition = { arn: arns(store.world, region).taskDefinition(family, revision), family, revision, startTask };
  store.taskDefinitions.set(region, [...known, definition]);
  return definition;
}
