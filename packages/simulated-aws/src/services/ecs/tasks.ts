import { wordsOf } from '../../complaint.ts';
import type { World } from '../../world.ts';
import { addEvent, type Deployment, type EcsService, type Task } from './service.ts';
import { arns } from './store.ts';

export const newTask = (world: World, service: EcsService, deployment: Deployment): Task => ({
  arn: arns(world, service.region, service.cluster).task(world.random.hex(32)),
  deployment,
  createdAt: world.clock.now(),
  lastStatus: 'PROVISIONING',
  desiredStatus: 'RUNNING',
  startedAt: undefined,
  stoppedAt: undefined,
  stoppedReason: undefined,
  stop: undefined,
});

/**
 * Starts what the task holds. A task that does not start is stopped, with the reason, and counts as failed; one that is
 * no longer wanted when it has started is stopped at once.
 */
export async function runTask(world: World, task: Task): Promise<void> {
  try {
    const { stop } = await holding(world, task.deployment.taskDefinition.startTask);
    if (task.desiredStatus === 'STOPPED') return await end(world, stop);
    task.stop = stop;
    task.startedAt = world.clock.now();
    task.lastStatus = 'RUNNING';
    task.deployment.failedTasks = 0;
  } catch (error) {
    task.deployment.failedTasks += 1;
    markStopped(world, task, `TaskFailedToStart: ${wordsOf(error)}`);
  }
}

async function holding<T>(world: World, work: () => Promise<T>): Promise<T> {
  const release = world.clock.hold();
  try {
    return await work();
  } finally {
    release();
  }
}

/** (I) A container that does not stop cleanly is killed, and its task is gone all the same. */
const end = (world: World, stop: () => Promise<void>): Promise<void> => holding(world, stop).catch(() => undefined);

function markStopped(world: World, task: Task, reason: string): void {
  task.lastStatus = 'STOPPED';
  task.desiredStatus = 'STOPPED';
  task.stoppedAt = world.clock.now();
  task.stoppedReason = reason;
}

/** PROVISIONING, PENDING, RUNNING: half of the time for the network and the capacity, half for the image and the start. */
export async function bringUp(world: World, service: EcsService, task: Task): Promise<void> {
  const half = world.awsTime(service.provisionSeconds / 2);
  await world.clock.sleep(half);
  if (task.desiredStatus === 'STOPPED') return;
  task.lastStatus = 'PENDING';
  await world.clock.sleep(half);
  if (task.desiredStatus === 'RUNNING') await runTask(world, task);
}

export async function bringDown(world: World, service: EcsService, task: Task): Promise<void> {
  const { stop } = task;
  task.desiredStatus = 'STOPPED';
  task.lastStatus = 'STOPPING';
  if (stop !== undefined) {
    const at = world.clock.now();
    addEvent(service, {
      id: world.random.uuid(),
      at,
      message: `(service ${service.name}) has stopped 1 running tasks.`,
    });
    await end(world, stop);
    await world.clock.sleep(world.awsTime(service.stopSeconds));
  }
  markStopped(world, task, 'Scaling activity initiated by deployment or service scheduler');
}
