import { describe, expect, it } from 'vitest';
import { decideRecovery, type RecoveryFacts } from '../../../shared/domain/decide-recovery.ts';

const signal = (state: 'good' | 'bad' | 'unknown', answer: string) =>
  ({ probe: 'https://orders.example.com', state, answer, at: '2026-01-05T03:00:00.000Z' }) as const;
const good = signal('good', 'status 200');
const bad = signal('bad', 'no answer: ETIMEDOUT');
const unknown = signal('unknown', 'EAI_AGAIN');
const blocker = { stepId: 'database', text: 'the lag is 400 s, above 300 s' };

const lost: RecoveryFacts = {
  opened: { mode: 'automatic', dryRun: false },
  runbookKind: 'failover',
  signals: [bad, bad],
  blockers: [],
};
const by = (operator: string) => ({ mode: 'automatic', dryRun: false, operator }) as const;

describe('the decision', () => {
  it.each<{ when: string; facts: Partial<RecoveryFacts>; verdict: string; reason: RegExp }>([
    { when: 'all signals are bad and the mode is automatic', facts: {}, verdict: 'proceed', reason: /every voice/ },
    {
      when: 'a person and one signal say that it is lost',
      facts: { opened: by('Ada'), signals: [bad] },
      verdict: 'proceed',
      reason: /every voice/,
    },
    { when: 'only one signal says so', facts: { signals: [bad] }, verdict: 'ask', reason: /only 1 of 2 voices/ },
    { when: 'no signal can say so', facts: { signals: [] }, verdict: 'ask', reason: /only 0 of 2 voices/ },
    { when: 'a signal cannot be read', facts: { signals: [bad, bad, unknown] }, verdict: 'ask', reason: /EAI_AGAIN/ },
    {
      when: 'the service answers',
      facts: { signals: [bad, bad, good] },
      verdict: 'refuse',
      reason: /the service answers/,
    },
    {
      when: 'the service answers, but a person started the run',
      facts: { opened: by('Ada'), signals: [good] },
      verdict: 'ask',
      reason: /Ada asks for a failover, but the service answers/,
    },
    {
      when: 'a step would not get through',
      facts: { blockers: [blocker] },
      verdict: 'refuse',
      reason: /400 s, above 300 s/,
    },
    {
      when: 'a step would not get through, though a person would be asked',
      facts: { opened: { mode: 'approval', dryRun: false }, blockers: [blocker] },
      verdict: 'refuse',
      reason: /nothing has been changed yet/,
    },
    {
      when: 'the mode is approval',
      facts: { opened: { mode: 'approval', dryRun: false } },
      verdict: 'ask',
      reason: /asks a person/,
    },
    {
      when: 'the mode is notify',
      facts: { opened: { mode: 'notify', dryRun: false } },
      verdict: 'refuse',
      reason: /only notifies/,
    },
    {
      when: 'it is a dry run, whatever else',
      facts: { opened: { mode: 'notify', dryRun: true }, signals: [good], blockers: [blocker] },
      verdict: 'proceed',
      reason: /changes nothing/,
    },
    {
      when: 'the runbook needs no outage',
      facts: { runbookKind: 'switchover', signals: [good] },
      verdict: 'proceed',
      reason: /a switchover needs no outage/,
    },
  ])('is $verdict when $when', ({ facts, verdict, reason }) => {
    const decision = decideRecovery({ ...lost, ...facts });
    expect(decision.verdict).toBe(verdict);
    expect(decision.reason).toMatch(reason);
  });

  it('names ten blockers of a runbook with a thousand, so that the reason stays readable', () => {
    const blockers = Array.from({ length: 1000 }, () => blocker);
    expect(decideRecovery({ ...lost, blockers }).reason.length).toBeLessThan(600);
  });
});
