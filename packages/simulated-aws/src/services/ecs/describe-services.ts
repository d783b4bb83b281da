import type { DescribeServicesCommandInput, DescribeServicesCommandOutput, Service } from '@aws-sdk/client-ecs';
import { AwsFault, type Call } from '../../call.ts';
import { type Deployment, type EcsService, isPending, isRunning } from './service.ts';
import { arns, requireCluster, type Store } from './store.ts';

/** ECS shows the last hundred events, newest first. */
export const shownService = (store: Store, service: EcsService): Service => ({
  serviceArn: service.arn,
  serviceName: service.name,
  clusterArn: arns(store.world, service.region, service.cluster).cluster,
  status: 'ACTIVE',
  desiredCount: service.desired,
  ...counts(service),
  launchType: 'FARGATE',
  taskDefinition: service.deployments[0].taskDefinition.arn,
  deployments: service.deployments.map(shownDeployment(service)),
  events: service.events.slice(0, 100).map(({ id, at, message }) => ({ id, message, createdAt: new Date(at) })),
  createdAt: new Date(service.createdAt),
  schedulingStrategy: 'REPLICA',
  deploymentConfiguration: {
    ...service.configuration,
    deploymentCircuitBreaker: { ...service.configuration.deploymentCircuitBreaker },
  },
  deploymentController: { type: 'ECS' },
});

function counts(service: EcsService, deployment?: Deployment) {
  const tasks = service.tasks.filter((task) => deployment === undefined || task.deployment === deployment);
  return { runningCount: tasks.filter(isRunning).length, pendingCount: tasks.filter(isPending).length };
}

const shownDeployment = (service: EcsService) => (deployment: Deployment) => {
  const isPrimary = deployment === service.deployments[0];
  return {
    id: deployment.id,
    status: isPrimary ? 'PRIMARY' : 'ACTIVE',
    taskDefinition: deployment.taskDefinition.arn,
    desiredCount: isPrimary ? service.desired : 0,
    ...counts(service, deployment),
    failedTasks: deployment.failedTasks,
    createdAt: new Date(deployment.createdAt),
    updatedAt: new Date(deployment.updatedAt),
    launchType: 'FARGATE' as const,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
};

/** A service that does not exist is listed in `failures`; a cluster that does not exist is an error. */
export const describeServices =
  (store: Store) =>
  (input: DescribeServicesCommandInput, call: Call): Omit<DescribeServicesCommandOutput, '$metadata'> => {
    const { services = [] } = input;
    if (services.length === 0 || services.length > 10)
      throw new AwsFault('InvalidParameterException', 'Between 1 and 10 services must be given.');
    const named = arns(store.world, call.region, input.cluster);
    requireCluster(store, named);
    const asked = services.map((name) => ({
      arn: named.service(name),
      service: store.services.get(named.service(name)),
    }));
    return {
      services: asked.flatMap(({ service }) => (service === undefined ? [] : [shownService(store, service)])),
      failures: asked.flatMap(({ arn, service }) => (service === undefined ? [{ arn, reason: 'MISSING' }] : [])),
    };
  };
