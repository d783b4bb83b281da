import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { notSimulated } from '../../call.ts';
import type { World } from '../../world.ts';
import { onlyModelled } from '../only-modelled.ts';
import { addEvent, type CircuitBreaker, type EcsService, isRunning } from './service.ts';

export const breakerOff: CircuitBreaker = { enable: false, rollback: false };

const modelled = ['deploymentCircuitBreaker', 'maximumPercent', 'minimumHealthyPercent'];

/** Percentages other than the defaults are refused: reconcile.ts knows these only. */
export const breakerIn = (configuration: DeploymentConfiguration | undefined): CircuitBreaker | undefined => {
  if (configuration === undefined) return undefined;
  onlyModelled('ecs:UpdateService with deploymentConfiguration', configuration, modelled);
  const { maximumPercent = 200, minimumHealthyPercent = 100, deploymentCircuitBreaker: breaker } = configuration;
  if (maximumPercent !== 200 || minimumHealthyPercent !== 100)
    throw notSimulated('ecs:UpdateService with other percentages than 100 and 200');
  if (breaker === undefined) return undefined;
  onlyModelled('ecs:UpdateService with deploymentCircuitBreaker', breaker, ['enable', 'rollback']);
  return { enable: breaker.enable === true, rollback: breaker.rollback === true };
};

/** Half of the desired count, from 3 to 200: docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html */
const thresholdOf = ({ desired }: EcsService): number => Math.min(200, Math.max(3, Math.ceil(desired / 2)));

/** A deployment of which one task has run is no longer watched. */
const hasFailed = (service: EcsService): boolean => {
  const [primary] = service.deployments;
  const hasRun = service.tasks.some((task) => task.deployment === primary && isRunning(task));
  return primary.rolloutState === 'IN_PROGRESS' && !hasRun && primary.failedTasks >= thresholdOf(service);
};

const broken = 'ECS deployment circuit breaker: tasks failed to start.';

/** Marks the deployment FAILED and, where that is wished, takes up again the last one that completed. */
export const breakCircuit = (world: World, service: EcsService): void => {
  if (!service.circuitBreaker.enable || !hasFailed(service)) return;
  const [failed, ...others] = service.deployments;
  const at = world.clock.now();
  const say = (message: string) => addEvent(service, { id: world.random.uuid(), at, message });
  Object.assign(failed, { rolloutState: 'FAILED', rolloutStateReason: broken, updatedAt: at });
  say(`(service ${service.name}) (deployment ${failed.id}) deployment failed: tasks failed to start.`);
  const last = others.find(({ rolloutState }) => rolloutState === 'COMPLETED');
  if (!service.circuitBreaker.rollback || last === undefined) return;
  const rolloutStateReason = `ECS deployment circuit breaker: rolling back to deploymentId ${last.id}.`;
  Object.assign(last, { rolloutState: 'IN_PROGRESS', rolloutStateReason, updatedAt: at });
  service.deployments = [last, failed, ...others.filter((other) => other !== last)];
  say(`(service ${service.name}) rolling back to deployment ${last.id}.`);
};
