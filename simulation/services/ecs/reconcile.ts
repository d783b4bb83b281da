import type { World } from '../../world.ts';
import { breakCircuit } from './circuit-breaker.ts';
import { addEvent, type EcsService, isLive, isRunning, type Task } from './service.ts';
import { bringDown, bringUp, newTask } from './tasks.ts';

const tell = (world: World, service: EcsService): void => {
  const running = service.tasks.filter(isRunning).length;
  const resource = `${service.cluster}/${service.name}`;
  const status = `${running} of ${service.desired} running`;
  world.tell({ kind: 'resource', at: world.clock.now(), service: 'ecs', resource, region: service.region, status });
};

const start = (world: World, service: EcsService): void => {
  const task = newTask(world, service, service.deployments[0]);
  service.tasks.push(task);
  bringUp(world, service, task).then(
    () => changed(world, service),
    () => undefined,
  );
};

const stop = (world: World, service: EcsService, task: Task): void => {
  bringDown(world, service, task).then(
    () => changed(world, service),
    () => undefined,
  );
};

/** Those not running yet go first, then the newest. */
const surplus = (tasks: readonly Task[], keep: number): Task[] =>
  [...tasks].sort((left, right) => Number(isRunning(right)) - Number(isRunning(left))).slice(keep);

const finish = (world: World, service: EcsService): void => {
  const [primary] = service.deployments;
  if (primary.rolloutState === 'COMPLETED') return;
  const at = world.clock.now();
  primary.rolloutState = 'COMPLETED';
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = at;
  service.deployments = [primary];
  const message = `(service ${service.name}) has reached a steady state.`;
  addEvent(service, { id: world.random.uuid(), at, message });
};

/**
 * Brings the tasks nearer to what is desired: minimum healthy percent 100 and maximum percent 200, the defaults, so a
 * rolling deployment starts all new tasks at once and stops an old one for each that runs. One that has failed starts no more.
 */
export const reconcile = (world: World, service: EcsService): void => {
  breakCircuit(world, service);
  const live = service.tasks.filter(isLive);
  const [primary] = service.deployments;
  const ours = live.filter(({ deployment }) => deployment === primary);
  const replaced = live.filter(({ deployment }) => deployment !== primary);
  const running = ours.filter(isRunning).length;
  const wanted = primary.rolloutState === 'FAILED' ? 0 : service.desired;
  for (let count = ours.length; count < wanted; count += 1) start(world, service);
  const toStop = [...surplus(ours, service.desired), ...surplus(replaced, Math.max(0, service.desired - running))];
  for (const task of toStop) stop(world, service, task);
  if (running >= service.desired && replaced.length === 0) finish(world, service);
};

const changed = (world: World, service: EcsService): void => {
  reconcile(world, service);
  tell(world, service);
};
