import { describe, expect, it } from 'vitest';
import { DbResourceId, PlanName, RunId, StepId } from '../../../shared/contracts/fields.ts';
import { openPromotions } from '../../../shared/steps/promote-replica/promotions.ts';
import { atOnce, createMemoryControl, createMemoryTable } from '../../support/memory-control.ts';
import { at, entriesOf, facts, type Told } from '../support/entries.ts';

const id = DbResourceId.parse('db-REPLICAOFORDERSREPLICAOFOR');
const plan = PlanName.parse('orders');
const stepId = StepId.parse('database');
const ordered = { plan, stepId, now: '2026-01-05T02:00:00.000Z' };
const evidence = { dataLossSeconds: 2, dataLossBasis: 'lastReplayedCommit' };

const told = (...of: Told[1][]): readonly Told[] => of.map((fact): Told => ['step:database', fact]);
const whole = told(facts.started, { ...facts.intent, evidence }, facts.accepted);

/** What the control table and the ledgers of earlier runs hold. */
const stage = (ledgers: Readonly<Record<string, readonly Told[]>>) => {
  const control = createMemoryControl(createMemoryTable(), atOnce);
  return openPromotions(control, (runId) => ({
    read: async () => entriesOf(ledgers[runId] ?? []),
    append: async () => {
      throw new Error('nothing is written');
    },
  }));
};

describe('who made a standby a primary', () => {
  it('is the run of this plan that kept its order before and has the call in its chain', async () => {
    const promotions = stage({ 'run-0': whole });
    await promotions.keep(id, { ...ordered, runId: RunId.parse('run-0') });
    expect(await promotions.find(id, { plan })).toEqual({ runId: 'run-0', at: at(1), evidence });
  });

  it.each<{ when: string; chain: readonly Told[]; isKnown: boolean }>([
    { when: 'it died before the call', chain: told(facts.started), isKnown: false },
    { when: 'AWS has rejected the call', chain: told(facts.started, facts.intent, facts.rejected), isKnown: false },
    { when: 'no answer came', chain: told(facts.started, facts.intent, facts.unknown), isKnown: true },
    { when: 'it died after the call', chain: told(facts.started, facts.intent), isKnown: true },
    { when: 'it was rehearsed only', chain: told(facts.started, facts.withheld), isKnown: false },
    { when: 'the step failed afterwards', chain: [...whole, ...told(facts.failed)], isKnown: true },
  ])('is believed by its own chain: $when', async ({ chain, isKnown }) => {
    const promotions = stage({ 'run-0': chain });
    await promotions.keep(id, { ...ordered, runId: RunId.parse('run-0') });
    expect((await promotions.find(id, { plan })) !== undefined).toBe(isKnown);
  });

  it('is the run that made the call, though another one has tried since', async () => {
    const promotions = stage({ 'run-0': whole, 'run-1': told(facts.started) });
    for (const run of ['run-0', 'run-1']) await promotions.keep(id, { ...ordered, runId: RunId.parse(run) });
    expect(await promotions.find(id, { plan })).toMatchObject({ runId: 'run-0' });
  });

  it.each([
    { what: 'another plan', of: { plan: PlanName.parse('billing') }, database: id },
    { what: 'another database', of: { plan }, database: DbResourceId.parse('db-STRANGERSTRANGERSTRANGERST') },
  ])('is nobody for $what', async ({ of, database }) => {
    const promotions = stage({ 'run-0': whole });
    await promotions.keep(id, { ...ordered, runId: RunId.parse('run-0') });
    expect(await promotions.find(database, of)).toBeUndefined();
  });
});
