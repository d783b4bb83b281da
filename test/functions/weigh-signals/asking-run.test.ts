import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WeighSignalsDependencies } from '../../../functions/weigh-signals/weigh-signals.ts';
import type { LedgerOf } from '../../../shared/control/connect-tables.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import { createRunWorld, nextRunId, type RunWorld } from '../support/run-world.ts';
import { at, createScene, executionArn, nextPlan } from './scene.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const lost = ['bad', 'bad'] as const;
const well = ['good', 'good'] as const;
const by = (name: string, started = 0) => ({ executionArn: executionArn(name), startedAt: at(started) });

describe('a run that asks', () => {
  const askedBy = async (change: Partial<WeighSignalsDependencies> = {}) => {
    const scene = createScene(world, nextPlan(), change);
    const { plan, weigh, set } = scene;
    const runId = nextRunId();
    set(lost, 0);
    expect(await weigh(1)).toMatchObject({ code: 'dwelling' });
    await world.rawControl.acquire(plan.plan, { runId, executionArn: 'arn:run' });
    expect(await weigh(2)).toMatchObject({ code: 'inProgress' });
    const asked = { type: 'asked', question: 'approval', expiresAt: at(1800), messageId: 'm', contact: 'Ada' } as const;
    await world.tell(runId, [['run', asked]]);
    set(well);
    return { ...scene, runId };
  };

  it('is told of once, at once, when what was bad is well again, and when it is lost again', async () => {
    const { weigh, set, runId } = await askedBy();
    const asking = { runId, question: 'approval', contact: 'Ada' };
    const told = { verdict: 'refuse', code: 'wellAgain', isNews: true, asking };
    expect(await weigh(60, by('two', 60))).toMatchObject(told);
    expect(await weigh(300, by('three', 300))).toMatchObject({ ...told, isNews: false });
    set(lost, 320);
    expect(await weigh(330, by('four', 330))).toMatchObject({ ...told, code: 'lostAgain' });
    expect(await weigh(340, by('five', 340))).toMatchObject({ code: 'inProgress', isNews: false });
    set(well);
    expect(await weigh(350, by('six', 350))).toMatchObject(told);
  });

  it('because the service is well again knows that already, and is told when it is lost and when it is well once more', async () => {
    const { weigh, set, runId } = await askedBy();
    const asked = { type: 'asked', question: 'approval', expiresAt: at(1800), messageId: 'm' } as const;
    const decided = { type: 'decided', verdict: 'ask', code: 'wellAgain', reason: 'why', evidence: {} } as const;
    await world.tell(runId, [
      ['run', decided],
      ['run', asked],
    ]);
    expect(await weigh(60, by('two', 60))).toMatchObject({ code: 'wellAgain', isNews: false });
    set(lost, 320);
    expect(await weigh(330, by('three', 330))).toMatchObject({ code: 'lostAgain', isNews: true });
    set(well);
    expect(await weigh(350, by('four', 350))).toMatchObject({ code: 'wellAgain', isNews: true });
  });

  it('is told of again by an execution whose answer was lost', async () => {
    const { weigh } = await askedBy();
    expect(await weigh(60, by('two', 60))).toMatchObject({ code: 'wellAgain', isNews: true });
    expect(await weigh(61, by('two', 60))).toMatchObject({ code: 'wellAgain', isNews: true });
    expect(await weigh(62, by('three', 62))).toMatchObject({ code: 'wellAgain', isNews: false });
  });

  it('is told of by a later look when its ledger does not answer', async () => {
    let isAway = false;
    const ledgerOf: LedgerOf = (runId) => ({
      ...world.ledgerOf(runId),
      read: async (stream) => {
        if (isAway) throw new LedgerUnavailable('away', {});
        return await world.ledgerOf(runId).read(stream);
      },
    });
    const { weigh } = await askedBy({ ledgerOf });
    isAway = true;
    expect(await weigh(60, by('two', 60))).toMatchObject({ code: 'inProgress', isNews: false });
    isAway = false;
    expect(await weigh(300, by('three', 300))).toMatchObject({ code: 'wellAgain', isNews: true });
  });
});

describe('a refusal that is news', () => {
  it('is news again to the execution whose answer was lost, and to no other', async () => {
    const { weigh, set } = createScene(world, nextPlan({}, { mode: 'notify' }));
    set(lost, 0);
    const told = { verdict: 'refuse', code: 'notifyOnly' };
    expect(await weigh(60)).toMatchObject({ ...told, isNews: true });
    expect(await weigh(61)).toMatchObject({ ...told, isNews: true });
    expect(await weigh(65, by('two', 65))).toMatchObject({ ...told, isNews: false });
  });
});
