import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import { outsideText } from '../domain/outside-text.ts';
import { type ClientsOf, clientsOf } from './clients.ts';

const tasksAsked = 20;

export const connectEcs = (): ClientsOf<ECSClient> => clientsOf((settings) => new ECSClient(settings));

export type ServiceName = Readonly<{ region: string; cluster: string; service: string }>;

export async function describeService(
  ecs: ClientsOf<ECSClient>,
  { region, cluster, service }: ServiceName,
): Promise<Service> {
  const { services, failures } = await ecs(region).reader.send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  );
  const found = services?.[0];
  if (found !== undefined) return found;
  const reason = failures?.[0]?.reason ?? 'MISSING';
  throw Object.assign(new Error(`service ${cluster}/${service}: ${reason}`), { name: 'ServiceNotFoundException' });
}

/**
 * Why tasks of the service have stopped within the last hour, each reason once, the newest first. `deployment`: of those alone that this
 * deployment started.
 */
export async function readStopReasons(
  ecs: ClientsOf<ECSClient>,
  { region, cluster, service }: ServiceName,
  deployment?: string,
): Promise<string[]> {
  const { reader } = ecs(region);
  const { taskArns = [] } = await reader.send(
    new ListTasksCommand({ cluster, serviceName: service, desiredStatus: 'STOPPED', maxResults: tasksAsked }),
  );
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await reader.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const newestFirst = tasks
    .filter(({ startedBy }) => deployment === undefined || startedBy === deployment)
    .toSorted((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
  const reasons = newestFirst.flatMap(({ stoppedReason, containers = [] }) => [
    ...(stoppedReason === undefined ? [] : [stoppedReason]),
    ...containers.flatMap(({ reason }) => (reason === undefined ? [] : [reason])),
  ]);
  return [...new Set(reasons.map((reason) => outsideText(reason)))];
}
