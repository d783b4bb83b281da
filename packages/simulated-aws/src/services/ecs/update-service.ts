import type { UpdateServiceCommandInput, UpdateServiceCommandOutput } from '@aws-sdk/client-ecs';
import { AwsFault, type Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { configured } from './deployment-configuration.ts';
import { shownService } from './describe-services.ts';
import { reconcile } from './reconcile.ts';
import type { Deployment, TaskDefinition } from './service.ts';
import { arns, requireService, requireTaskDefinition, type Store } from './store.ts';

/** docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html: tasks per service, which cannot be raised. */
const mostTasks = 5000;

export function newDeployment(
  world: World,
  taskDefinition: TaskDefinition,
  rolloutState: Deployment['rolloutState'],
): Deployment {
  const at = world.clock.now();
  const id = `ecs-svc/${digits(world, 19)}`;
  return {
    id,
    taskDefinition,
    createdAt: at,
    updatedAt: at,
    rolloutState,
    rolloutStateReason: `ECS deployment ${id} ${rolloutState === 'COMPLETED' ? 'completed' : 'in progress'}.`,
    failedTasks: 0,
  };
}

const digits = (world: World, length: number): string =>
  Array.from({ length }, () => Math.floor(world.random.next() * 10)).join('');

/**
 * docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html: another count alone starts no deployment;
 * another task definition does, and so does forceNewDeployment.
 */
export const updateService =
  (store: Store) =>
  (input: UpdateServiceCommandInput, call: Call): Omit<UpdateServiceCommandOutput, '$metadata'> => {
    const { desiredCount: desired, taskDefinition } = input;
    const service = requireService(store, arns(store.world, call.region, input.cluster), input.service);
    checkCount(desired);
    const [primary] = service.deployments;
    const wanted =
      taskDefinition === undefined ? primary.taskDefinition : requireTaskDefinition(store, call.region, taskDefinition);
    service.configuration = configured(service.configuration, input.deploymentConfiguration);
    service.desired = desired ?? service.desired;
    if (wanted !== primary.taskDefinition || input.forceNewDeployment === true)
      service.deployments = [newDeployment(store.world, wanted, 'IN_PROGRESS'), ...service.deployments];
    reconcile(store.world, service);
    return { service: shownService(store, service) };
  };

function checkCount(desired: number | undefined): void {
  if (desired === undefined) return;
  if (!Number.isInteger(desired) || desired < 0)
    throw new AwsFault('InvalidParameterException', 'desiredCount must not be negative.');
  if (desired > mostTasks) throw new AwsFault('InvalidParameterException', 'Desired count exceeds limit.');
}
