import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmStage } from '../../../functions/confirm-stage/confirm-stage.ts';
import type { SignalReading, SignalState } from '../../../shared/contracts/detection/signal-reading.ts';
import type { FactOf } from '../../../shared/contracts/ledger-entry.ts';
import { whyNotLetGo } from '../../../shared/domain/recovery/let-go.ts';
import { facts, type Told } from '../../shared/support/entries.ts';
import { given, openedFor, planOf, stepId } from '../../shared/support/plan.ts';
import { createRunWorld, Killed, killings, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const plan = planOf({ fence: [given.fence], data: [given.promote] });
const reading = (state: SignalState): SignalReading => ({
  signal: 'probe https://orders.example.com/health',
  vantage: 'us-east-1',
  state,
  answer: state,
  at: '2026-01-05T03:00:00.000Z',
});

const decidedOn = (...signals: SignalReading[]): Told => [
  'run',
  {
    ...{ type: 'decided', verdict: 'proceed', code: 'quorum', reason: 'automatic' },
    evidence: JSON.parse(JSON.stringify({ signals, findings: [], steps: [], cannotBeUndone: [] })),
  },
];
const chosen: Told = ['run', { type: 'stageChosen', stage: stepId('fence'), steps: [stepId('fence')], wide: false }];

const prepare = async (state: SignalState, ...told: readonly Told[]) => {
  const runId = nextRunId();
  await world.tell(runId, [
    ['run', openedFor(plan, { mode: 'automatic' })],
    decidedOn(reading('bad')),
    chosen,
    ...told,
  ]);
  let reads = 0;
  const readSignals = async () => {
    reads += 1;
    return [reading(state)];
  };
  const confirm = (stage = 'fence') =>
    confirmStage(
      { runId, stage: stepId(stage) },
      { plans: { orders: plan }, ledgerOf: world.ledgerOf, readSignals, now: () => '2026-01-05T03:10:00.000Z' },
    );
  const confirmed = async (): Promise<FactOf<'stageConfirmed'>[]> =>
    (await world.facts(runId, 'run')).flatMap((fact) => (fact.type === 'stageConfirmed' ? [fact] : []));
  return { runId, confirm, confirmed, reads: () => reads };
};

describe('the confirmation of a stage', () => {
  it('is written down with what each signal said', async () => {
    const { confirm, confirmed } = await prepare('bad');
    expect(await confirm()).toEqual({ verdict: 'go' });
    expect(await confirmed()).toMatchObject([{ stage: 'fence', verdict: 'go', signals: [{ state: 'bad' }] }]);
  });

  it('is a doubt when the service is well again, and then no step of the run is let go on', async () => {
    const { runId, confirm, confirmed } = await prepare('good');
    expect(whyNotLetGo(await world.entries(runId), stepId('fence'))).toBeUndefined();
    expect(await confirm()).toEqual({ verdict: 'doubt' });
    expect(await confirmed()).toMatchObject([{ verdict: 'doubt', code: 'wellAgain', signals: [{ state: 'good' }] }]);
    expect(whyNotLetGo(await world.entries(runId), stepId('fence'))).toBe('nobody has said yes to this run');
  });

  it('stays a doubt until the run has been decided on again', async () => {
    const { runId, confirm, confirmed, reads } = await prepare('good');
    await confirm();
    expect(await confirm()).toEqual({ verdict: 'doubt' });
    expect(reads()).toBe(1);
    await world.tell(runId, [decidedOn(reading('good'))]);
    expect(await confirm()).toEqual({ verdict: 'go' });
    expect((await confirmed()).map(({ code }) => code)).toEqual(['wellAgain', 'known']);
  });

  it.each<{ when: string; told: readonly Told[] }>([
    {
      when: 'the fence was ordered',
      told: [
        ['step:fence', facts.intent],
        ['step:fence', facts.accepted],
      ],
    },
    {
      when: 'nobody knows what became of the fence',
      told: [
        ['step:fence', facts.intent],
        ['step:fence', facts.unknown],
      ],
    },
    { when: 'the replica was promoted', told: [['step:database', facts.done]] },
  ])('asks no signal once the run can only go forward, since $when', async ({ told }) => {
    const { confirm, confirmed, reads } = await prepare('good', ...told);
    expect(await confirm('data')).toEqual({ verdict: 'go' });
    expect(await confirmed()).toMatchObject([{ stage: 'data', code: 'onward', signals: [] }]);
    expect(reads()).toBe(0);
  });

  it.each<{ when: string; told: readonly Told[] }>([
    {
      when: 'the fence was refused',
      told: [
        ['step:fence', facts.intent],
        ['step:fence', facts.rejected],
      ],
    },
    { when: 'the fence could not be made', told: [['step:fence', { type: 'stepDone', evidence: { fenced: false } }]] },
  ])('asks them while the run can still stop, though $when', async ({ told }) => {
    const { confirm } = await prepare('good', ...told);
    expect(await confirm('data')).toEqual({ verdict: 'doubt' });
  });

  it.each(killings(2))('holds when it was killed $moment call $nth', async ({ nth, moment }) => {
    const { confirm, confirmed } = await prepare('good');
    world.killer.arm(nth, moment);
    await expect(confirm()).rejects.toThrow(Killed);
    world.killer.disarm();
    expect(await confirm()).toEqual({ verdict: 'doubt' });
    expect(await confirmed()).toHaveLength(1);
  });
});
