import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunId } from '../../../shared/contracts/fields.ts';
import { createRunWorld, killings, nextRunId, type RunWorld } from '../support/run-world.ts';
import { account, at, createScene, executionArn, nextPlan } from './scene.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const lost = ['bad', 'bad'] as const;
const well = ['good', 'good'] as const;
const by = (name: string, started = 0) => ({ executionArn: executionArn(name), startedAt: at(started) });

describe('a look at a plan', () => {
  it('is quiet when its signals are good, and lets the watch go', async () => {
    const { weigh } = createScene(world);
    expect(await weigh(0)).toMatchObject({ verdict: 'quiet', code: 'healthy' });
    expect(await weigh(1, by('two', 1))).toMatchObject({ verdict: 'quiet' });
  });

  it('waits while too few agree and while they do not agree for long enough, then starts the recovery', async () => {
    const { plan, weigh, set } = createScene(world);
    set(['bad', 'good'], 0);
    expect(await weigh(2)).toMatchObject({ verdict: 'wait', code: 'gathering', waitSeconds: 10 });
    set(lost, 12);
    expect(await weigh(12)).toMatchObject({ verdict: 'wait', code: 'dwelling', waitSeconds: 10 });
    expect(await weigh(35)).toMatchObject({ verdict: 'wait', code: 'dwelling', waitSeconds: 7 });
    const answer = await weigh(42);
    expect(answer).toEqual({
      verdict: 'start',
      plan: plan.plan,
      code: 'quorum',
      reason: 'signal 0: it is bad; signal 1: it is bad',
      executionName: `${plan.plan}-20260105T030000Z-1`,
      recovery: {
        plan: plan.plan,
        occasion: 'incident',
        reason: 'signal 0: it is bad; signal 1: it is bad',
        detectedAt: at(12),
        planHash: 'hash-of-orders',
        dryRun: false,
        bypassHoldDown: false,
        acceptDataLoss: false,
      },
    });
  });

  it('decides at the time after its reads, so that a dwell of nothing is nothing', async () => {
    let second = 0;
    const now = () => at(second++);
    const readings = ['a', 'b'].map((signal) => ({
      signal,
      vantage: 'us-east-1',
      state: 'bad' as const,
      answer: 'no',
    }));
    const readSignals = async () => readings.map((reading) => ({ ...reading, at: now() }));
    const { weigh } = createScene(world, nextPlan({ dwell: '0s' }), { now, readSignals });
    expect(await weigh(0)).toMatchObject({ verdict: 'start' });
  });

  it('states a reason that a run takes, however much the signals say', async () => {
    const answer = `\u001b[31m${'x'.repeat(400)}\n`;
    const reading = { vantage: 'us-east-1', state: 'bad' as const, answer, at: at(0) };
    const readSignals = async () => ['a', 'b'].map((signal) => ({ ...reading, signal }));
    const { weigh } = createScene(world, nextPlan({ dwell: '0s' }), { readSignals });
    const started = await weigh(0);
    expect(started.verdict === 'start' && started.recovery.reason).toMatch(
      /^a: {2}\[31mx{400} ; b: [ -~]{80,90}\.\.\.$/,
    );
  });

  it('gives the database its time, when RDS tells of a failover', async () => {
    const databaseFailover = { instance: 'orders', grace: '2m' };
    const readDatabaseWatch = async () => ({ kind: 'multiAz' as const });
    const { weigh, set } = createScene(world, nextPlan({ databaseFailover, dwell: '0s' }), { readDatabaseWatch });
    set(lost, 0);
    expect(await weigh(30)).toMatchObject({ verdict: 'wait', code: 'databaseFailsOver', waitSeconds: 10 });
    expect(await weigh(120)).toMatchObject({ verdict: 'start' });
  });

  it('refuses an event of another account', async () => {
    const { plan, weigh, set } = createScene(world);
    set(lost, 0);
    const event = {
      by: 'alarm',
      plan: plan.plan,
      eventId: 'e',
      region: 'us-west-2',
      alarm: 'orders-5xx',
      state: 'ALARM',
    };
    const trigger = { ...event, at: '2026-01-05T03:00:00.000+0000' };
    const foreign = await weigh(60, { trigger: { ...trigger, account: '999999999999' } });
    expect(foreign).toMatchObject({ verdict: 'refuse', code: 'foreignEvent' });
    expect(await weigh(60, { trigger: { ...trigger, account } })).toMatchObject({ verdict: 'start' });
  });
});

describe('the lock of a run', () => {
  it.each([
    { state: 'running' as const, found: { verdict: 'refuse', code: 'inProgress' } },
    { state: 'unknown' as const, found: { verdict: 'refuse', code: 'inProgress' } },
    { state: 'ended' as const, found: { verdict: 'start', code: 'quorum' } },
  ])('of an execution that is $state gives $found', async ({ state, found }) => {
    const { plan, weigh, set } = createScene(world, nextPlan(), { stateOfExecution: async () => state });
    await world.rawControl.acquire(plan.plan, { runId: nextRunId(), executionArn: 'arn:run' });
    set(lost, 0);
    expect(await weigh(60)).toMatchObject(found);
  });

  it('that made changes refuses, and the refusal names the run that is to be acknowledged', async () => {
    const { plan, weigh, set } = createScene(world);
    const holder = { runId: RunId.parse('run-before'), executionArn: 'arn:run' };
    await world.rawControl.acquire(plan.plan, holder);
    const lastRun = { runId: holder.runId, ended: 'changed' as const, at: at(-600) };
    await world.rawControl.release(plan.plan, holder, { holdDownUntil: undefined, lastRun });
    set(lost, 0);
    const refused = { verdict: 'refuse', code: 'failedOver', isNews: true, lastRun: 'run-before' };
    expect(await weigh(60)).toMatchObject(refused);
    expect(await weigh(65, by('two', 62))).toMatchObject({ ...refused, isNews: false });
  });
});

describe('a plan that another execution watches', () => {
  it('is left to it once its next look is sure to have counted what woke us', async () => {
    const { weigh, set } = createScene(world);
    set(lost, 0);
    await weigh(5);
    const late = by('two', 8);
    expect(await weigh(8, late)).toMatchObject({ verdict: 'wait', code: 'watched', waitSeconds: 10 });
    expect(await weigh(15.5, late)).toMatchObject({ verdict: 'wait', code: 'watched', waitSeconds: 3 });
    expect(await weigh(18, late)).toMatchObject({ verdict: 'refuse', code: 'watched', isNews: false, readings: [] });
  });

  it('that has ended without letting go is waited for until its lease is over, and then taken over', async () => {
    const { weigh, set } = createScene(world, nextPlan(), { stateOfExecution: async () => 'ended' });
    set(['bad', 'good'], 0);
    expect(await weigh(0)).toMatchObject({ verdict: 'wait', code: 'gathering' });
    set(lost, 20);
    const next = by('two', 20);
    expect(await weigh(60, next)).toMatchObject({ verdict: 'wait', code: 'watched', waitSeconds: 10 });
    expect(await weigh(110, next)).toMatchObject({ verdict: 'wait', code: 'watched', waitSeconds: 10 });
    expect(await weigh(121, next)).toMatchObject({ verdict: 'start' });
  });

  it('is taken over when its watcher has been silent for two minutes', async () => {
    const { weigh, set } = createScene(world);
    set(lost, 0);
    await weigh(0);
    expect(await weigh(119, by('two', 100))).toMatchObject({ code: 'watched' });
    expect(await weigh(121, by('two', 100))).toMatchObject({ verdict: 'start' });
  });
});

describe('a start', () => {
  it('is not made again by a later look', async () => {
    const { weigh, set } = createScene(world);
    set(lost, 0);
    expect(await weigh(30)).toMatchObject({ verdict: 'start' });
    expect(await weigh(40, by('two', 35))).toMatchObject({ verdict: 'refuse', code: 'started' });
  });

  it('whose answer was lost is answered once more by the same execution, under the same name', async () => {
    const { plan, weigh, set } = createScene(world);
    set(lost, 0);
    const executionName = `${plan.plan}-20260105T030000Z-1`;
    expect(await weigh(30)).toMatchObject({ verdict: 'start', executionName });
    expect(await weigh(33)).toMatchObject({ verdict: 'start', executionName });
    expect(await weigh(400, by('two', 390))).toMatchObject({ executionName: `${plan.plan}-20260105T030000Z-2` });
  });

  it('whose answer was lost is not made when all has become well', async () => {
    const { weigh, set } = createScene(world);
    set(lost, 0);
    expect(await weigh(30)).toMatchObject({ verdict: 'start' });
    set(well);
    expect(await weigh(33)).toMatchObject({ verdict: 'refuse', code: 'recovered' });
  });

  it.each(killings(4))('comes through when the look dies $moment call $nth', async ({ nth, moment }) => {
    const { plan, weigh, set } = createScene(world);
    set(lost, 0);
    world.killer.arm(nth, moment);
    const first = await weigh(30).catch(() => 'died');
    const hasStruck = world.killer.hasStruck();
    world.killer.disarm();
    const answer = hasStruck ? await weigh(32) : first;
    expect(answer).toMatchObject({ verdict: 'start', executionName: `${plan.plan}-20260105T030000Z-1` });
    expect(hasStruck).toBe(nth <= 3);
  });
});

describe('what cannot be looked at', () => {
  it.each([
    { trigger: { by: 'alarm', plan: 'orders', region: 'nowhere' }, issue: 'region: an AWS Region such as us-east-1' },
    { trigger: { by: 'schedule', plan: 'orders', at: 'now' }, issue: 'at: Invalid ISO datetime' },
    { trigger: { plan: 'Orders' }, issue: 'plan: lower-case letters, digits and dashes, 31 at most' },
    { trigger: 5, issue: 'input: Invalid input: expected object, received number' },
  ])('by $trigger is refused with what is wrong', async ({ trigger, issue }) => {
    const { weigh } = createScene(world);
    const issues = expect.arrayContaining([issue]);
    await expect(weigh(0, { trigger })).rejects.toMatchObject({ name: 'InvalidInput', facts: { issues } });
  });

  it('is a plan that is not deployed', async () => {
    const { weigh } = createScene(world);
    await expect(weigh(0, { trigger: { plan: 'elsewhere' } })).rejects.toMatchObject({ name: 'NotDeployed' });
  });
});
