import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SignalState } from '../../../../shared/contracts/detection/signal-reading.ts';
import { type ConfirmFacts, judgeConfirmation } from '../../../../shared/domain/recovery/judge-confirmation.ts';
import { judgeRecovery } from '../../../../shared/domain/recovery/judge-recovery.ts';
import { given, planOf } from '../../support/plan.ts';

const plan = planOf({ data: [given.promote] });
const kinds = ['failover', 'switchover', 'failback', 'recovery'] as const;

const signals = fc.array(
  fc.record({
    signal: fc.webUrl(),
    vantage: fc.constantFrom('route53', 'us-east-1', 'us-west-2'),
    state: fc.constantFrom(...SignalState.options),
    answer: fc.string(),
    at: fc.constant('2026-01-05T03:00:00.000Z'),
  }),
  { maxLength: 4 },
);

const facts: fc.Arbitrary<ConfirmFacts> = fc.record({
  opened: fc.record({ operator: fc.string() }, { requiredKeys: [] }),
  plan: fc.constant(plan),
  runbookKind: fc.constantFrom(...kinds),
  decided: fc.record({ code: fc.constantFrom('quorum', 'disputed', 'approvalMode', 'notAnOutage'), signals }),
  signals,
});

const statesOf = (readings: ConfirmFacts['signals']): string[] => readings.map(({ state }) => state);
const isWell = (readings: ConfirmFacts['signals']): boolean =>
  statesOf(readings).includes('good') && !statesOf(readings).includes('bad');

it('never lets a failover begin of a service that is well, unless it was seen so at the decision', () => {
  let well = 0;
  fc.assert(
    fc.property(facts, (one) => {
      if (one.runbookKind !== 'failover' || !isWell(one.signals)) return;
      well += 1;
      expect(judgeConfirmation(one).verdict === 'go').toBe(isWell(one.decided.signals));
    }),
    { numRuns: 5000 },
  );
  expect(well).toBeGreaterThan(100);
});

it('never holds up a run because nobody can tell', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const silent = one.signals.filter(({ state }) => state !== 'good' && state !== 'bad');
      expect(judgeConfirmation({ ...one, signals: silent }).verdict).toBe('go');
    }),
  );
});

it('says the same of the same facts, always why, and is content once it was decided on just that', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const confirmation = judgeConfirmation(one);
      expect(judgeConfirmation(structuredClone(one))).toEqual(confirmation);
      expect(confirmation.reason).not.toBe('');
      expect(judgeConfirmation({ ...one, decided: { ...one.decided, signals: one.signals } }).verdict).toBe('go');
    }),
    { numRuns: 2000 },
  );
});

it('leads to a decision that does not go on while the service is well or disputed', () => {
  let doubted = 0;
  fc.assert(
    fc.property(facts, fc.constantFrom('approval' as const, 'automatic' as const), (one, mode) => {
      const { code, verdict } = judgeConfirmation(one);
      if (verdict === 'go') return;
      doubted += 1;
      const decision = judgeRecovery({
        ...{ opened: { ...one.opened, mode, dryRun: false }, plan, runbookKind: one.runbookKind, signals: one.signals },
        ...{ blockers: [], forks: [], losses: [], doubts: [], contradictions: [], moves: ['database'] },
        doubted: { stage: 'data', before: one.decided.signals },
      });
      expect(decision.verdict).not.toBe('proceed');
      const isAlone = mode === 'automatic' && one.opened.operator === undefined && one.runbookKind === 'failover';
      expect(decision.verdict).toBe(code === 'wellAgain' && isAlone ? 'refuse' : 'ask');
    }),
    { numRuns: 5000 },
  );
  expect(doubted).toBeGreaterThan(100);
});
