import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlanName } from '../../../shared/contracts/fields.ts';
import { facts, type Told } from '../../shared/support/entries.ts';
import { openedFor } from '../../shared/support/plan.ts';
import { createRunWorld, Killed, killings, nextRunId, type RunWorld } from '../support/run-world.ts';
import { plan, preparer } from './setting.ts';

let world: RunWorld;
let prepare: ReturnType<typeof preparer>;
beforeAll(async () => {
  world = await createRunWorld();
  prepare = preparer(world);
});
afterAll(() => world.stop());

describe('a run that somebody has redriven', () => {
  const closed: readonly Told[] = [
    ['run', { type: 'runFailed', state: 'the execution', error: 'ABORTED', cause: '', status: 'ABORTED' }],
    ['run', { type: 'recorded', location: 's3://records/record.json', seal: 'seal' }],
    ['run', { type: 'notified', topic: 'topic', messageId: 'm' }],
    ['run', { type: 'runClosed' }],
  ];
  let count = 0;

  /** A run that took its lock, was closed, and let it go. */
  const prepareClosed = async (told: readonly Told[] = closed) => {
    count += 1;
    const of = { ...plan, plan: PlanName.parse(`orders-${count}`) };
    const { runId, choose } = await prepare(told, { plan: of });
    const holder = { runId, executionArn: openedFor(of).executionArn };
    await world.rawControl.acquire(of.plan, holder);
    await world.rawControl.release(of.plan, holder, { holdDownUntil: undefined, lastRun: undefined });
    const resumed = async () => (await world.facts(runId, 'run')).filter(({ type }) => type === 'runResumed');
    return { of, runId, choose, resumed };
  };

  it('takes its lock again, under its old epoch, and says so', async () => {
    const { of, runId, choose, resumed } = await prepareClosed();
    expect(await choose()).toMatchObject({ next: 'inline', stage: 'data' });
    expect(await choose()).toMatchObject({ next: 'inline', stage: 'data' });
    expect(await resumed()).toEqual([{ type: 'runResumed' }]);
    expect(await world.rawControl.objection(of.plan, runId, 1)).toBeUndefined();
  });

  it('before it was closed in full says so, too', async () => {
    const { choose, resumed } = await prepareClosed(closed.slice(0, 1));
    await choose();
    expect(await resumed()).toHaveLength(1);
  });

  it('says so though it was assessed, decided and answered anew before its first stage', async () => {
    const { of, runId, choose, resumed } = await prepareClosed([
      ...closed,
      ['run', { type: 'decided', verdict: 'proceed', reason: 'automatic', evidence: {} }],
    ]);
    await choose();
    await choose();
    expect(await resumed()).toEqual([{ type: 'runResumed' }]);
    expect(await world.rawControl.objection(of.plan, runId, 1)).toBeUndefined();
  });

  it('goes no further when another run has come since, and leaves its lock alone', async () => {
    const { of, choose, resumed } = await prepareClosed();
    const other = { runId: nextRunId(), executionArn: 'arn' };
    await world.rawControl.acquire(of.plan, other);
    expect(await choose()).toMatchObject({ next: 'stop' });
    expect(await choose()).toMatchObject({ next: 'stop' });
    expect(await resumed()).toEqual([
      {
        type: 'runResumed',
        superseded: `another run has come since: the lock of ${of.plan} is with ${other.runId}, epoch 2`,
      },
    ]);
    expect(await world.rawControl.objection(of.plan, other.runId, 2)).toBeUndefined();
  });

  it('does not take the lock when another run has come and gone', async () => {
    const { of, choose } = await prepareClosed();
    const other = { runId: nextRunId(), executionArn: 'arn' };
    await world.rawControl.acquire(of.plan, other);
    await world.rawControl.release(of.plan, other, { holdDownUntil: undefined, lastRun: undefined });
    expect(await choose()).toMatchObject({ next: 'stop' });
    expect((await world.rawControl.standing(of.plan)).lock).toBeUndefined();
  });

  it('starts steps again that were stopped with it, and asks nobody about them', async () => {
    const { choose } = await prepareClosed([['step:database', facts.started], ['step:tasks', facts.done], ...closed]);
    expect(await choose('data')).toMatchObject({ next: 'inline', pass: 2, steps: [{ stepId: 'database' }] });
  });

  it.each(killings(8))('comes to the same when killed $moment call $nth', async ({ nth, moment }) => {
    const { of, runId, choose, resumed } = await prepareClosed();
    world.killer.arm(nth, moment);
    await choose().catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
    world.killer.disarm();
    expect(await choose()).toMatchObject({ next: 'inline', stage: 'data' });
    expect(await resumed()).toHaveLength(1);
    expect(await world.rawControl.objection(of.plan, runId, 1)).toBeUndefined();
  });
});
