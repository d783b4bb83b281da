import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideRecovery, type RecoveryFacts } from '../../../shared/domain/decide-recovery.ts';

const signals = fc.array(
  fc.record({
    probe: fc.webUrl(),
    state: fc.constantFrom('good' as const, 'bad' as const, 'unknown' as const),
    answer: fc.string(),
    at: fc.constant('2026-01-05T03:00:00.000Z'),
  }),
  { maxLength: 5 },
);

const facts: fc.Arbitrary<RecoveryFacts> = fc.record({
  opened: fc.record(
    {
      mode: fc.constantFrom('notify' as const, 'approval' as const, 'automatic' as const),
      dryRun: fc.boolean(),
      operator: fc.string(),
    },
    { requiredKeys: ['mode', 'dryRun'] },
  ),
  runbookKind: fc.constantFrom('failover' as const, 'switchover' as const, 'failback' as const, 'recovery' as const),
  signals,
  blockers: fc.array(fc.record({ stepId: fc.string(), text: fc.string() }), { maxLength: 3 }),
});

it('fails over by itself only when every signal is bad, none is missing and nothing stands in the way', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const { opened, runbookKind } = one;
      if (opened.dryRun || runbookKind !== 'failover' || decideRecovery(one).verdict !== 'proceed') return;
      expect(opened.mode).toBe('automatic');
      expect(one.blockers).toEqual([]);
      expect(one.signals.every(({ state }) => state === 'bad')).toBe(true);
      expect(one.signals.length).toBeGreaterThanOrEqual(opened.operator === undefined ? 2 : 1);
    }),
  );
});

it('says the same of the same facts, and always why', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const decision = decideRecovery(one);
      expect(decideRecovery(structuredClone(one))).toEqual(decision);
      expect(decision.reason).not.toBe('');
    }),
  );
});
