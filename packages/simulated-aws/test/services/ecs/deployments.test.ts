import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createEcs } from '../../../src/services/ecs/ecs.ts';
import { asker, codeOf, createTestWorld } from '../test-world.ts';

const region = 'us-east-1';

const Counted = z.looseObject({
  services: z.tuple([
    z.looseObject({
      deployments: z.array(
        z.looseObject({ id: z.string(), status: z.string(), rolloutState: z.string(), rolloutStateReason: z.string() }),
      ),
    }),
  ]),
});

/** A service of so many tasks, whose containers can be told not to start, with the most and the fewest that ever ran. */
const setUp = async (desired: number, deploymentConfiguration: object = {}) => {
  const test = createTestWorld();
  const ecs = createEcs(test.world);
  const state = { running: 0, isBroken: false };
  const startTask = async () => {
    if (state.isBroken) throw new Error('image not found');
    state.running += 1;
    const stop = async () => {
      state.running -= 1;
    };
    return { stop };
  };
  await ecs.addService({ region, cluster: 'dr', name: 'api', desired, startTask });
  const ask = asker(ecs, region);
  const update = (change: object) => ask('UpdateService', { cluster: 'dr', service: 'api', ...change });
  await update({ deploymentConfiguration });
  const deployments = async () => {
    const answer = await ask('DescribeServices', { cluster: 'dr', services: ['api'] });
    return Counted.parse(answer).services[0].deployments;
  };
  const tasksNow = async () => {
    const answer = await ask('DescribeServices', { cluster: 'dr', services: ['api'] });
    const counts = { runningCount: z.number(), pendingCount: z.number() };
    const { runningCount, pendingCount } = z.looseObject({ services: z.tuple([z.looseObject(counts)]) }).parse(answer)
      .services[0];
    return { running: runningCount, all: runningCount + pendingCount };
  };
  /** While so many seconds pass. */
  const extremes = async (seconds: number) => {
    const seen = { most: 0, fewest: Number.POSITIVE_INFINITY };
    for (let second = 0; second < seconds; second += 1) {
      const { running, all } = await tasksNow();
      seen.most = Math.max(seen.most, all);
      seen.fewest = Math.min(seen.fewest, running);
      await test.pass(1);
    }
    return seen;
  };
  return { ...test, ask, update, deployments, extremes, state };
};

const force = { forceNewDeployment: true };

describe('a deployment that is forced', () => {
  it.each([
    { maximumPercent: 200, minimumHealthyPercent: 100, most: 8, fewest: 4 },
    { maximumPercent: 150, minimumHealthyPercent: 100, most: 6, fewest: 4 },
    { maximumPercent: 130, minimumHealthyPercent: 100, most: 5, fewest: 4 },
    { maximumPercent: 100, minimumHealthyPercent: 50, most: 4, fewest: 2 },
    { maximumPercent: 100, minimumHealthyPercent: 70, most: 4, fewest: 3 },
    { maximumPercent: 100, minimumHealthyPercent: 0, most: 4, fewest: 0 },
  ])('runs $fewest to $most of 4 tasks between $minimumHealthyPercent and $maximumPercent percent', async (row) => {
    const { most, fewest, ...deploymentConfiguration } = row;
    const { update, extremes, deployments } = await setUp(4, deploymentConfiguration);
    const [before] = await deployments();
    await update(force);
    expect(await extremes(600)).toEqual({ most, fewest });
    const after = await deployments();
    expect(after).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 4 }]);
    expect(after[0]?.id).not.toBe(before?.id);
  });

  it('takes the place of one that is in progress', async () => {
    const { update, deployments, extremes } = await setUp(2);
    await update(force);
    await update(force);
    const ids = (await deployments()).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect((await extremes(200)).fewest).toBe(2);
    expect((await deployments()).map(({ id }) => id)).toEqual(ids.slice(0, 1));
  });

  it('shows the percentages of the service', async () => {
    const { ask, update } = await setUp(2, { maximumPercent: 150 });
    await update({ deploymentConfiguration: { minimumHealthyPercent: 50 } });
    expect(await ask('DescribeServices', { cluster: 'dr', services: ['api'] })).toMatchObject({
      services: [{ deploymentConfiguration: { maximumPercent: 150, minimumHealthyPercent: 50 } }],
    });
  });

  it.each([
    {
      what: 'percentages that block it',
      deploymentConfiguration: { maximumPercent: 100 },
      code: 'InvalidParameterException',
    },
    { what: 'alarms', deploymentConfiguration: { alarms: { enable: true } }, code: 'NotSimulated' },
    { what: 'another strategy', deploymentConfiguration: { strategy: 'BLUE_GREEN' }, code: 'NotSimulated' },
    {
      what: 'another threshold',
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, thresholdConfiguration: {} } },
      code: 'NotSimulated',
    },
  ])('refuses $what', async ({ deploymentConfiguration, code }) => {
    const { update } = await setUp(2);
    expect(await codeOf(update({ ...force, deploymentConfiguration }))).toBe(code);
  });
});

describe('a deployment whose tasks do not start', () => {
  const breaker = (rollback: boolean) => ({ deploymentCircuitBreaker: { enable: true, rollback } });

  it.each([
    { desired: 1, failures: 3 },
    { desired: 7, failures: 4 },
    { desired: 8, failures: 4 },
  ])('of $desired is given up after at least $failures failures', async ({ desired, failures }) => {
    const { update, deployments, state, pass } = await setUp(desired, breaker(false));
    state.isBroken = true;
    await update(force);
    await pass(600);
    const [failed, former] = await deployments();
    expect(failed).toMatchObject({
      ...{ status: 'PRIMARY', rolloutState: 'FAILED', runningCount: 0 },
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    });
    expect(failed?.failedTasks).toBeGreaterThanOrEqual(failures);
    expect(failed?.failedTasks).toBeLessThan(failures + desired);
    expect(former).toMatchObject({ status: 'ACTIVE', rolloutState: 'COMPLETED', runningCount: desired });
    await pass(600);
    expect((await deployments())[0]?.failedTasks).toBe(failed?.failedTasks);
  });

  it('is followed by the one of before, which is the primary one again, where that is wished', async () => {
    const { update, deployments, state, pass } = await setUp(1, breaker(true));
    const [before] = await deployments();
    state.isBroken = true;
    await update(force);
    const [begun] = await deployments();
    await pass(200);
    expect(begun?.id).not.toBe(before?.id);
    const after = await deployments();
    expect(after).toMatchObject([{ id: before?.id, status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 1 }]);
  });

  it('is not given up once one of them runs, which sets its failures back to zero', async () => {
    const { update, deployments, state, pass } = await setUp(1, breaker(true));
    state.isBroken = true;
    await update(force);
    await pass(100);
    expect((await deployments())[0]).toMatchObject({ rolloutState: 'IN_PROGRESS', failedTasks: 2 });
    state.isBroken = false;
    await pass(100);
    expect(await deployments()).toMatchObject([{ rolloutState: 'COMPLETED', failedTasks: 0, runningCount: 1 }]);
  });

  it('can be replaced after it was given up', async () => {
    const { update, deployments, state, pass } = await setUp(2, breaker(false));
    state.isBroken = true;
    await update(force);
    await pass(300);
    state.isBroken = false;
    await update(force);
    await pass(100);
    expect(await deployments()).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 2 }]);
  });
});
