import type {
  DescribeTasksCommandInput,
  DescribeTasksCommandOutput,
  ListTasksCommandInput,
  ListTasksCommandOutput,
  Task as ShownTask,
} from '@aws-sdk/client-ecs';
import { AwsFault, type Call } from '../../call.ts';
import { pageOfArns } from './list.ts';
import type { EcsService, Task } from './service.ts';
import { type Arns, arns, requireCluster, requireService, type Store } from './store.ts';

const stoppedTasksShownFor = 3600;

export const listTasks =
  (store: Store) =>
  (input: ListTasksCommandInput, call: Call): Omit<ListTasksCommandOutput, '$metadata'> => {
    const { serviceName, desiredStatus = 'RUNNING' } = input;
    const named = arns(store.world, call.region, input.cluster);
    requireCluster(store, named);
    const services = serviceName === undefined ? inCluster(store, named) : [requireService(store, named, serviceName)];
    const found = tasksOf(store, services).filter(({ task }) => task.desiredStatus === desiredStatus);
    const { items, next } = pageOfArns(found, input);
    return { taskArns: items.map(({ task }) => task.arn), nextToken: next };
  };

const inCluster = (store: Store, named: Arns): EcsService[] =>
  [...store.services.values()].filter((service) => service.arn === named.service(service.name));

type Owned = Readonly<{ task: Task; service: EcsService }>;

/** Stopped tasks can be seen for an hour. */
function tasksOf(store: Store, services: readonly EcsService[]): Owned[] {
  const { clock, awsTime } = store.world;
  const since = clock.now() - awsTime(stoppedTasksShownFor);
  return services.flatMap((service) =>
    service.tasks.filter(({ stoppedAt = since }) => stoppedAt >= since).map((task) => ({ task, service })),
  );
}

export const describeTasks =
  (store: Store) =>
  (input: DescribeTasksCommandInput, call: Call): Omit<DescribeTasksCommandOutput, '$metadata'> => {
    const { tasks = [] } = input;
    if (tasks.length === 0 || tasks.length > 100) throw invalid('Between 1 and 100 tasks must be given.');
    const named = arns(store.world, call.region, input.cluster);
    requireCluster(store, named);
    const known = new Map(tasksOf(store, inCluster(store, named)).map((owned) => [owned.task.arn, owned]));
    const asked = tasks.map((id) => ({ arn: named.task(id), owned: known.get(named.task(id)) }));
    return {
      tasks: asked.flatMap(({ owned }) => (owned === undefined ? [] : [shown(named, owned)])),
      failures: asked.flatMap(({ arn, owned }) => (owned === undefined ? [{ arn, reason: 'MISSING' }] : [])),
    };
  };

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterException', message);

const shown = (named: Arns, { task, service }: Owned): ShownTask => ({
  taskArn: task.arn,
  clusterArn: named.cluster,
  group: `service:${service.name}`,
  taskDefinitionArn: task.deployment.taskDefinition.arn,
  startedBy: task.deployment.id,
  lastStatus: task.lastStatus,
  desiredStatus: task.desiredStatus,
  launchType: 'FARGATE',
  createdAt: date(task.createdAt),
  startedAt: date(task.startedAt),
  stoppedAt: date(task.stoppedAt),
  stoppedReason: task.stoppedReason,
});

const date = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));
