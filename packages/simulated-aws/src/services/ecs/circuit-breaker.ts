import type { World } from '../../world.ts';
import { addEvent, type EcsService, isRunning } from './service.ts';

const broken = 'ECS deployment circuit breaker: tasks failed to start.';

/** Marks the deployment FAILED and, where that is wished, takes up again the last one that completed. */
export function breakCircuit(world: World, service: EcsService): void {
  const { enable, rollback } = service.configuration.deploymentCircuitBreaker;
  if (!enable || !hasFailed(service)) return;
  const [failed, ...others] = service.deployments;
  const at = world.clock.now();
  const say = (message: string) => addEvent(service, { id: world.random.uuid(), at, message });
  Object.assign(failed, { rolloutState: 'FAILED', rolloutStateReason: broken, updatedAt: at });
  say(`(service ${service.name}) (deployment ${failed.id}) deployment failed: tasks failed to start.`);
  const last = others.find(({ rolloutState }) => rolloutState === 'COMPLETED');
  if (!rollback || last === undefined) return;
  const rolloutStateReason = `ECS deployment circuit breaker: rolling back to deploymentId ${last.id}.`;
  Object.assign(last, { rolloutState: 'IN_PROGRESS', rolloutStateReason, updatedAt: at });
  service.deployments = [last, failed, ...others.filter((other) => other !== last)];
  say(`(service ${service.name}) rolling back to deployment ${last.id}.`);
}

/** A deployment of which one task has run is no longer watched. */
function hasFailed(service: EcsService): boolean {
  const [primary] = service.deployments;
  const hasRun = service.tasks.some((task) => task.deployment === primary && isRunning(task));
  return primary.rolloutState === 'IN_PROGRESS' && !hasRun && primary.failedTasks >= thresholdOf(service);
}

/** Half of the desired count, from 3 to 200: docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html */
const thresholdOf = ({ desired }: EcsService): number => Math.min(200, Math.max(3, Math.ceil(desired / 2)));
