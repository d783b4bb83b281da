import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createEcs } from '../../../src/services/ecs/ecs.ts';
import { asker, codeOf, createTestWorld } from '../test-world.ts';

const region = 'us-east-1';

/** A container that counts itself, and can be told not to start. */
const createContainer = () => {
  const state = { running: 0, started: 0, broken: false };
  const startTask = async () => {
    if (state.broken) throw new Error('image not found');
    state.running += 1;
    state.started += 1;
    const stop = async () => {
      state.running -= 1;
    };
    return { stop };
  };
  return { state, startTask };
};

const setUp = async (desired = 1) => {
  const test = createTestWorld();
  const ecs = createEcs(test.world);
  const container = createContainer();
  await ecs.addService({ region, cluster: 'dr', name: 'api', desired, startTask: container.startTask });
  const ask = asker(ecs, region);
  const update = (change: object) => ask('UpdateService', { cluster: 'dr', service: 'api', ...change });
  const describeIt = async () => {
    const answer = await ask('DescribeServices', { cluster: 'dr', services: ['api'] });
    return z.looseObject({ services: z.tuple([z.looseObject({})]) }).parse(answer).services[0];
  };
  return { ...test, ecs, ask, update, describeIt, container: container.state };
};

const deploymentsOf = (service: object) =>
  z.looseObject({ deployments: z.array(z.looseObject({ id: z.string() })) }).parse(service).deployments;

describe('UpdateService', () => {
  it('starts what is missing after the time that provisioning takes, in the same deployment', async () => {
    const { update, describeIt, pass, container } = await setUp();
    const before = deploymentsOf(await describeIt());
    expect(await update({ desiredCount: 3 })).toMatchObject({
      service: { desiredCount: 3, runningCount: 1, pendingCount: 2 },
    });
    await pass(44);
    expect(await describeIt()).toMatchObject({ desiredCount: 3, runningCount: 1, pendingCount: 2 });
    await pass(2);
    const after = await describeIt();
    expect(after).toMatchObject({ desiredCount: 3, runningCount: 3, pendingCount: 0 });
    expect(deploymentsOf(after).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(deploymentsOf(after)).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 3 }]);
    expect(container.running).toBe(3);
  });

  it('stops what is too much, those first that do not run yet', async () => {
    const { update, describeIt, pass, container } = await setUp(2);
    await update({ desiredCount: 4 });
    await pass(10);
    await update({ desiredCount: 1 });
    await pass(100);
    expect(await describeIt()).toMatchObject({ desiredCount: 1, runningCount: 1, pendingCount: 0 });
    expect(container).toMatchObject({ running: 1, started: 2 });
  });

  it('replaces all tasks when a new deployment is forced, and never runs fewer than desired', async () => {
    const { update, describeIt, pass, container } = await setUp(2);
    await update({ forceNewDeployment: true });
    expect(deploymentsOf(await describeIt())).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', desiredCount: 2, runningCount: 0 },
      { status: 'ACTIVE', rolloutState: 'COMPLETED', runningCount: 2 },
    ]);
    for (let second = 0; second < 100; second += 5) {
      await pass(5);
      expect(container.running).toBeGreaterThanOrEqual(2);
    }
    expect(deploymentsOf(await describeIt())).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 2 }]);
    expect(container).toMatchObject({ running: 2, started: 4 });
  });

  it('stays in progress for ever, and says why tasks stopped, when the new tasks do not start', async () => {
    const { ask, update, describeIt, pass, container } = await setUp(1);
    container.broken = true;
    await update({ forceNewDeployment: true });
    await pass(1800);
    expect(deploymentsOf(await describeIt())).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', runningCount: 0 },
      { status: 'ACTIVE', runningCount: 1 },
    ]);
    const stopped = await ask('ListTasks', { cluster: 'dr', serviceName: 'api', desiredStatus: 'STOPPED' });
    const { taskArns } = z.looseObject({ taskArns: z.array(z.string()).min(1) }).parse(stopped);
    expect(await ask('DescribeTasks', { cluster: 'dr', tasks: taskArns.slice(0, 1) })).toMatchObject({
      tasks: [{ lastStatus: 'STOPPED', stoppedReason: 'TaskFailedToStart: image not found' }],
    });
  });

  it('takes the newest revision of a family, and the pinned one when it is pinned', async () => {
    const { ecs, update, pass, describeIt } = await setUp();
    const second = ecs.addTaskDefinition({ region, family: 'api', startTask: createContainer().startTask });
    await update({ taskDefinition: 'api' });
    await pass(60);
    expect(await describeIt()).toMatchObject({ taskDefinition: second.arn, runningCount: 1 });
    await update({ taskDefinition: 'api:1' });
    await pass(60);
    expect(await describeIt()).toMatchObject({ taskDefinition: second.arn.replace(':2', ':1'), runningCount: 1 });
  });

  it('starts no deployment for the task definition that it has', async () => {
    const { update, describeIt } = await setUp();
    await update({ taskDefinition: 'api:1' });
    expect(deploymentsOf(await describeIt())).toHaveLength(1);
  });

  it.each([
    { what: 'an unknown cluster', change: { cluster: 'x' }, code: 'ClusterNotFoundException' },
    { what: 'an unknown service', change: { service: 'x' }, code: 'ServiceNotFoundException' },
    { what: 'an unknown task definition', change: { taskDefinition: 'x' }, code: 'ClientException' },
    { what: 'a negative count', change: { desiredCount: -1 }, code: 'InvalidParameterException' },
    { what: 'what is not modelled', change: { platformVersion: 'LATEST' }, code: 'NotSimulated' },
  ])('refuses $what', async ({ change, code }) => {
    const { update } = await setUp();
    expect(await codeOf(update(change))).toBe(code);
  });

  it('stops a task that had started only after it was no longer wanted', async () => {
    const { ecs, ask, pass, clock } = await setUp();
    const late = createContainer();
    const startTask = async () => {
      await clock.sleep(30_000);
      return await late.startTask();
    };
    Object.assign(clock, { hold: () => () => undefined }); // time passes while the container starts
    await ecs.addService({ region, cluster: 'dr', name: 'late', desired: 0, startTask });
    await ask('UpdateService', { cluster: 'dr', service: 'late', desiredCount: 1 });
    await pass(60);
    await ask('UpdateService', { cluster: 'dr', service: 'late', desiredCount: 0 });
    await pass(100);
    expect(late.state).toMatchObject({ started: 1, running: 0 });
  });
});

it('shows stopped tasks for an hour, and running ones for as long as they run', async () => {
  const { ask, update, pass } = await setUp(2);
  await update({ desiredCount: 1 });
  const count = async (desiredStatus: string) => {
    const answer = await ask('ListTasks', { cluster: 'dr', serviceName: 'api', desiredStatus });
    return z.looseObject({ taskArns: z.array(z.string()) }).parse(answer).taskArns.length;
  };
  await pass(3600);
  expect([await count('STOPPED'), await count('RUNNING')]).toEqual([1, 1]);
  await pass(60);
  expect([await count('STOPPED'), await count('RUNNING')]).toEqual([0, 1]);
});

describe('DescribeServices', () => {
  it('takes ARNs, and lists what is missing as failures', async () => {
    const { ask } = await setUp();
    const arn = (name: string) => `arn:aws:ecs:${region}:123456789012:service/dr/${name}`;
    const answer = await ask('DescribeServices', { cluster: 'dr', services: [arn('api'), 'web'] });
    expect(answer).toMatchObject({
      services: [{ serviceName: 'api', serviceArn: arn('api') }],
      failures: [{ arn: arn('web'), reason: 'MISSING' }],
    });
  });

  it('refuses an unknown cluster', async () => {
    const { ask } = await setUp();
    expect(await codeOf(ask('DescribeServices', { services: ['api'] }))).toBe('ClusterNotFoundException');
  });
});

it('stops every container when it is closed', async () => {
  const { ecs, container } = await setUp(3);
  await ecs.close();
  expect(container.running).toBe(0);
});
