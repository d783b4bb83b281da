import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SignalState } from '../../../../shared/contracts/detection/signal-reading.ts';
import { judgeRecovery } from '../../../../shared/domain/recovery/judge-recovery.ts';
import type { RecoveryFacts } from '../../../../shared/domain/recovery/recovery-concerns.ts';
import { given, planOf } from '../../support/plan.ts';

const plan = planOf({ data: [given.promote] });

const signals = fc.array(
  fc.record({
    signal: fc.webUrl(),
    vantage: fc.constantFrom('route53', 'us-east-1', 'us-west-2'),
    state: fc.constantFrom(...SignalState.options),
    answer: fc.string(),
    at: fc.constant('2026-01-05T03:00:00.000Z'),
  }),
  { maxLength: 5 },
);

/** Seldom, so that of so many concerns all are absent often enough. */
const seldom = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: fc.array(one, { maxLength: 1 }) });

/** Whoever finds something says what. */
const words = fc.string({ minLength: 1 });

const said = seldom(fc.record({ stepId: fc.string(), text: words }));

const facts: fc.Arbitrary<RecoveryFacts> = fc.record({
  opened: fc.record(
    {
      mode: fc.constantFrom('notify' as const, 'approval' as const, 'automatic' as const),
      dryRun: fc.boolean(),
      operator: fc.string(),
    },
    { requiredKeys: ['mode', 'dryRun'] },
  ),
  plan: fc.constant(plan),
  runbookKind: fc.constantFrom('failover' as const, 'switchover' as const, 'failback' as const, 'recovery' as const),
  signals,
  blockers: said,
  forks: said,
  losses: said,
  doubts: said,
  contradictions: seldom(words),
  moves: fc.constantFrom([], ['database'], ['old-primary', 'database']),
  chosen: fc.option(fc.record({ before: signals }), { nil: undefined, freq: 3 }),
  doubted: fc.option(fc.record({ stage: fc.constant('data'), before: signals }), { nil: undefined, freq: 3 }),
});

it('fails over by itself only with a quorum, nobody outside who disagrees, and nothing that a person has to weigh', () => {
  let proceeded = 0;
  fc.assert(
    fc.property(facts, (one) => {
      const { opened, runbookKind } = one;
      if (
        opened.dryRun ||
        one.chosen !== undefined ||
        runbookKind !== 'failover' ||
        judgeRecovery(one).verdict !== 'proceed'
      )
        return;
      proceeded += 1;
      const isLetGoBefore = one.doubted !== undefined;
      if (!isLetGoBefore) expect(opened.mode).toBe('automatic');
      expect([one.blockers, one.forks, one.losses, one.doubts, one.contradictions].flat()).toEqual([]);
      if (isLetGoBefore && opened.mode === 'approval') return;
      const bad = one.signals.filter(({ state }) => state === 'bad');
      const outside = one.signals.filter(({ vantage }) => vantage !== 'us-west-2');
      expect(bad.length + (opened.operator === undefined ? 0 : 1)).toBeGreaterThanOrEqual(plan.detection.quorum);
      expect(outside.every(({ state }) => state !== 'good')).toBe(true);
      expect(opened.operator !== undefined || outside.some(({ state }) => state === 'bad')).toBe(true);
    }),
    { numRuns: 5000 },
  );
  expect(proceeded).toBeGreaterThan(0);
});

it('closes and takes over by itself only while not all that is seen says that the service is well, whatever the mode and kind', () => {
  let asked = 0;
  fc.assert(
    fc.property(facts, (one) => {
      const states = one.signals.map(({ state }) => state);
      const isWell = states.includes('good') && !states.includes('bad');
      if (one.opened.dryRun || one.moves.length === 0 || !isWell) return;
      const before = one.chosen?.before.map(({ state }) => state) ?? [];
      if (before.includes('good') && !before.includes('bad')) return;
      asked += 1;
      expect(judgeRecovery(one).verdict).not.toBe('proceed');
    }),
    { numRuns: 10_000 },
  );
  expect(asked).toBeGreaterThan(100);
});

it('goes on by an earlier yes only while nobody sees the service answer', () => {
  let kept = 0;
  fc.assert(
    fc.property(facts, (one) => {
      const { verdict, code } = judgeRecovery(one);
      if (code !== 'stillLost') return;
      kept += 1;
      expect(verdict).toBe('proceed');
      expect(one.doubted).toBeDefined();
      const states = one.signals.map(({ state }) => state);
      expect(states.includes('good') && !states.includes('bad')).toBe(false);
    }),
    { numRuns: 10_000 },
  );
  expect(kept).toBeGreaterThan(10);
});

it('says the same of the same facts, and always why', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const decision = judgeRecovery(one);
      expect(judgeRecovery(structuredClone(one))).toEqual(decision);
      expect(decision.reason).not.toBe('');
    }),
  );
});

it('never goes on with a fork, a blocker, a loss, a doubt or a contradiction that nobody was asked about', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const concerns = [one.blockers, one.forks, one.losses, one.doubts, one.contradictions].flat();
      if (one.opened.dryRun || concerns.length === 0) return;
      expect(judgeRecovery(one).verdict).not.toBe('proceed');
      if (one.forks.length > 0 && one.opened.mode === 'automatic') expect(judgeRecovery(one).verdict).toBe('refuse');
    }),
    { numRuns: 2000 },
  );
});
