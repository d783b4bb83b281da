import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeRun } from '../../../functions/close-run/close-run.ts';
import type { Fact } from '../../../shared/contracts/ledger-entry.ts';
import { createBuildRunRecord } from '../../../shared/report/recovery/run-record.ts';
import { takeOver } from '../../shared/ledger/plan-control.ts';
import { facts, type Told } from '../../shared/support/entries.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, Killed, killings, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

let count = 0;
const dependenciesOf = (plan: ReturnType<typeof planOf>) => {
  const plans = { [plan.plan]: plan };
  const { ledgerOf, control, now } = world;
  return { plans, ledgerOf, control, buildRecord: createBuildRunRecord(plans, now) };
};
const restOf = async (plan: ReturnType<typeof planOf>) => (await world.rawControl.standing(plan.plan)).holdDownUntil;

const prepare = async (change: Partial<ReturnType<typeof openedFor>> = {}, told: readonly Told[] = acted) => {
  count += 1;
  const plan = planOf({ data: [given.promote] }, { plan: `orders-${count}` });
  const runId = nextRunId();
  const holder = { runId, executionArn: 'arn' };
  await world.control.acquire(plan.plan, holder);
  await world.tell(runId, [['run', openedFor(plan, { executionArn: 'arn', ...change })], ...told]);
  const dependencies = dependenciesOf(plan);
  return { plan, runId, holder, close: () => closeRun({ runId }, dependencies) };
};

const acted: readonly Told[] = [
  ['step:database', facts.intent],
  ['step:database', facts.accepted],
  ['step:database', facts.done],
];

const lastOf = (all: readonly Fact[]) => all.at(-1);

describe('closing a run', () => {
  it('lets the lock go and lets the plan rest for an hour after an incident that acted', async () => {
    const { plan, runId, close } = await prepare();
    const until = new Date(Date.parse((await world.entries(runId)).at(-1)?.at ?? '') + 3_600_000).toISOString();
    await close();
    expect(await world.control.acquire(plan.plan, { runId: nextRunId(), executionArn: '' })).toMatchObject({
      kind: 'acquired',
      epoch: 2,
    });
    const rests = await restOf(plan);
    expect(lastOf(await world.facts(runId, 'run'))).toEqual({ type: 'runClosed', holdDownUntil: rests });
    expect(Date.parse(rests ?? '')).toBeGreaterThanOrEqual(Date.parse(until) - 5000);
  });

  it.each([
    { run: 'a rehearsal', change: { occasion: 'rehearsal' as const }, told: acted },
    { run: 'a dry run', change: { dryRun: true }, told: acted },
    { run: 'a run that made no call', change: {}, told: [] },
  ])('sets no rest after $run', async ({ change, told }) => {
    const { plan, runId, close } = await prepare(change, told);
    await close();
    expect(await restOf(plan)).toBeUndefined();
    expect(lastOf(await world.facts(runId, 'run'))).toEqual({ type: 'runClosed' });
  });

  it('leaves a lock alone that has passed on', async () => {
    const { plan, holder, close } = await prepare();
    const next = { runId: nextRunId(), executionArn: 'arn' };
    await takeOver(world.control, plan.plan, { next, dead: holder });
    await close();
    expect(await world.control.objection(plan.plan, next.runId, 2)).toBeUndefined();
  });

  it('finds the lock that a run took and never wrote down', async () => {
    const { plan, dependencies, runId } = await unopened();
    await closeRun({ runId }, dependencies);
    expect(await world.control.acquire(plan.plan, { runId: nextRunId(), executionArn: '' })).toMatchObject({
      kind: 'acquired',
    });
    expect(await world.facts(runId)).toEqual([{ type: 'runClosed' }]);
  });
});

const unopened = async () => {
  count += 1;
  const plan = planOf({ data: [given.promote] }, { plan: `orders-${count}` });
  const runId = nextRunId();
  await world.control.acquire(plan.plan, { runId, executionArn: 'arn' });
  return {
    plan,
    runId,
    dependencies: dependenciesOf(plan),
  };
};

describe('what a run leaves behind', () => {
  const proven: Told = ['run', { type: 'proven', verdict: 'succeeded', reason: 'as the ledger says' }];

  it('is how it ended and what it measured', async () => {
    const { plan, runId, close } = await prepare({}, [...acted, proven]);
    await close();
    const { lastRun, lock } = await world.control.standing(plan.plan);
    expect(lock).toBeUndefined();
    expect(lastRun).toMatchObject({ runId, ended: 'changed' });
    const [past, ...others] = await world.control.history(plan.plan);
    expect(others).toEqual([]);
    expect(past).toMatchObject({ runId, runbook: 'failover' });
    expect(past?.recoveryTimeSeconds).toBeGreaterThan(0);
  });

  it('is only the measurement after a rehearsal', async () => {
    const { plan, close } = await prepare({ occasion: 'rehearsal' }, [...acted, proven]);
    await close();
    expect((await world.control.standing(plan.plan)).lastRun).toBeUndefined();
    expect(await world.control.history(plan.plan)).toHaveLength(1);
  });

  it('is no measurement when the service was not proven to be back', async () => {
    const { plan, close } = await prepare();
    await close();
    expect(await world.control.history(plan.plan)).toEqual([]);
  });

  it.each(killings(6))('is the same when killed $moment call $nth and run again', async ({ nth, moment }) => {
    const { plan, runId, close } = await prepare({}, [...acted, proven]);
    const at = (await world.entries(runId))
      .map((entry) => entry.at)
      .sort()
      .at(-1);
    world.killer.arm(nth, moment);
    await close().catch(() => undefined);
    world.killer.disarm();
    await close();
    expect((await world.control.standing(plan.plan)).lastRun).toEqual({ runId, ended: 'changed', at });
    expect(await world.control.history(plan.plan)).toMatchObject([{ runId, at }]);
  });
});

describe('closing a run twice', () => {
  it.each(killings(4))('closes it once when killed $moment call $nth', async ({ nth, moment }) => {
    const { plan, runId, close } = await prepare();
    world.killer.arm(nth, moment);
    await expect(close()).rejects.toThrow(Killed);
    world.killer.disarm();
    await close();
    await close();
    const closed = (await world.facts(runId, 'run')).filter(({ type }) => type === 'runClosed');
    expect(closed).toEqual([{ type: 'runClosed', holdDownUntil: await restOf(plan) }]);
    expect(await world.control.objection(plan.plan, runId, 1)).toMatch(/passed on to nobody/);
  });

  it('makes no more calls than the killings above go through', async () => {
    const { close } = await prepare();
    world.killer.arm(5, 'before');
    await close();
    expect(world.killer.hasStruck()).toBe(false);
    world.killer.disarm();
  });
});
