import type { World } from '../../world.ts';
import { breakCircuit } from './circuit-breaker.ts';
import { addEvent, type EcsService, isLive, isRunning, type Task } from './service.ts';
import { bringDown, bringUp, newTask } from './tasks.ts';

/**
 * Brings the tasks nearer to what is desired, between the percentages of the service: those that are starting, running or not stopped yet
 * are never more than the maximum. A deployment that has failed starts no more.
 */
export function reconcile(world: World, service: EcsService): void {
  breakCircuit(world, service);
  const live = service.tasks.filter(isLive);
  const [primary] = service.deployments;
  const ours = live.filter(({ deployment }) => deployment === primary);
  const replaced = live.filter(({ deployment }) => deployment !== primary);
  const running = ours.filter(isRunning).length;
  const missing = Math.max(0, (primary.rolloutState === 'FAILED' ? 0 : service.desired) - ours.length);
  const room = limitsOf(service).most - service.tasks.filter(({ lastStatus }) => lastStatus !== 'STOPPED').length;
  const keep = kept(service, { replaced: replaced.length, running, missing, room });
  for (let count = Math.min(missing, room); count > 0; count -= 1) start(world, service);
  for (const task of [...surplus(ours, service.desired), ...surplus(replaced, keep)]) stop(world, service, task);
  if (running >= service.desired && replaced.length === 0) finish(world, service);
}

/** Limits of a deployment in tasks; while there is none a service is never above or below what is desired. */
const limitsOf = ({ desired, configuration: { maximumPercent, minimumHealthyPercent } }: EcsService) => ({
  most: Math.floor((desired * maximumPercent) / 100),
  fewest: Math.ceil((desired * minimumHealthyPercent) / 100),
});

type Counts = Readonly<{ replaced: number; running: number; missing: number; room: number }>;

/**
 * How many tasks of former deployments stay: one stops for each new one that runs. Where there is no room for new ones more of them stop,
 * down to the minimum (I: AWS says that the scheduler may do so).
 */
function kept(service: EcsService, { replaced, running, missing, room }: Counts): number {
  const early = Math.max(0, missing - room);
  const usual = Math.max(0, service.desired - running);
  return Math.max(0, limitsOf(service).fewest - running, Math.min(usual, replaced - early));
}

function start(world: World, service: EcsService): void {
  const task = newTask(world, service, service.deployments[0]);
  service.tasks.push(task);
  bringUp(world, service, task).then(
    () => changed(world, service),
    () => undefined,
  );
}

function changed(world: World, service: EcsService): void {
  reconcile(world, service);
  tell(world, service);
}

function tell(world: World, service: EcsService): void {
  const running = service.tasks.filter(isRunning).length;
  const resource = `${service.cluster}/${service.name}`;
  const status = `${running} of ${service.desired} running`;
  world.tell({ kind: 'resource', at: world.clock.now(), service: 'ecs', resource, region: service.region, status });
}

/** Those not running yet go first, then the newest. */
const surplus = (tasks: readonly Task[], keep: number): Task[] =>
  [...tasks].sort((left, right) => Number(isRunning(right)) - Number(isRunning(left))).slice(keep);

function stop(world: World, service: EcsService, task: Task): void {
  bringDown(world, service, task).then(
    () => changed(world, service),
    () => undefined,
  );
}

function finish(world: World, service: EcsService): void {
  const [primary] = service.deployments;
  if (primary.rolloutState !== 'IN_PROGRESS') return;
  const at = world.clock.now();
  primary.rolloutState = 'COMPLETED';
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = at;
  service.deployments = [primary];
  const message = `(service ${service.name}) has reached a steady state.`;
  addEvent(service, { id: world.random.uuid(), at, message });
}
