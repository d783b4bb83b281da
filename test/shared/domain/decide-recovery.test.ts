import { describe, expect, it } from 'vitest';
import type { SignalReading, SignalState } from '../../../shared/contracts/signal-reading.ts';
import { decideRecovery, type RecoveryFacts } from '../../../shared/domain/decide-recovery.ts';
import { given, planOf } from '../support/plan.ts';

const plan = planOf({ data: [given.promote] });
const restoring = { ...plan, response: { ...plan.response, restoreRunbook: plan.response.runbook } };
const reading = (state: SignalState, vantage: string, answer: string): SignalReading => ({
  signal: `as seen from ${vantage}`,
  vantage,
  state,
  answer,
  at: '2026-01-05T03:00:00.000Z',
});
const bad = reading('bad', 'route53', '3 % of the checkers reach it');
const badInside = reading('bad', 'us-west-2', 'ALARM');
const good = reading('good', 'us-east-1', 'status 200');
const goodInside = reading('good', 'us-west-2', 'OK');
const stale = reading('stale', 'us-east-1', 'no datapoint for 200 s');
const blocker = { stepId: 'database', text: 'there is no such replica' };
const loss = { stepId: 'database', text: 'the replica is 412 s behind', seconds: 412 };

const lost: RecoveryFacts = {
  opened: { mode: 'automatic', dryRun: false },
  plan,
  runbookKind: 'failover',
  signals: [bad, badInside],
  blockers: [],
  losses: [],
};
const byAda = { mode: 'automatic', dryRun: false, operator: 'Ada' } as const;
const asking = { mode: 'approval', dryRun: false } as const;

type Row = Readonly<{ code: string; verdict: string; when: string; facts: Partial<RecoveryFacts>; reason: RegExp }>;

const rows: readonly Row[] = [
  { code: 'quorum', verdict: 'proceed', when: 'two agree', facts: {}, reason: /the service is lost.*3 %.*ALARM/ },
  {
    code: 'quorum',
    verdict: 'proceed',
    when: 'a person and one signal agree',
    facts: { opened: byAda, signals: [badInside] },
    reason: /the service is lost/,
  },
  {
    code: 'quorum',
    verdict: 'proceed',
    when: 'two agree and a third says nothing',
    facts: { signals: [bad, badInside, stale] },
    reason: /the service is lost/,
  },
  { code: 'noQuorum', verdict: 'ask', when: 'one is bad', facts: { signals: [bad] }, reason: /fewer than 2 voices/ },
  { code: 'noQuorum', verdict: 'ask', when: 'none is', facts: { signals: [stale] }, reason: /fewer than 2 voices/ },
  {
    code: 'noQuorum',
    verdict: 'ask',
    when: 'all that are bad stand in the Region that may be failing',
    facts: { signals: [badInside, badInside] },
    reason: /none of them from outside/,
  },
  {
    code: 'disputed',
    verdict: 'ask',
    when: 'somebody outside sees it answer',
    facts: { signals: [bad, badInside, good] },
    reason: /seen to answer.*status 200/,
  },
  {
    code: 'recovered',
    verdict: 'refuse',
    when: 'all that was bad is well again',
    facts: { signals: [goodInside, stale] },
    reason: /answers again.*OK/,
  },
  {
    code: 'disputed',
    verdict: 'ask',
    when: 'the service answers, but a person started the run',
    facts: { opened: byAda, signals: [good] },
    reason: /seen to answer/,
  },
  {
    code: 'blocked',
    verdict: 'refuse',
    when: 'a step cannot',
    facts: { blockers: [blocker] },
    reason: /no such replica/,
  },
  {
    code: 'blocked',
    verdict: 'refuse',
    when: 'a step cannot, and data would be lost besides',
    facts: { opened: asking, blockers: [blocker], losses: [loss] },
    reason: /nothing has been changed yet/,
  },
  {
    code: 'lossBeyondLimit',
    verdict: 'ask',
    when: 'more would be lost than allowed, though the mode is automatic',
    facts: { losses: [loss] },
    reason: /412 s behind/,
  },
  { code: 'approvalMode', verdict: 'ask', when: 'the plan asks', facts: { opened: asking }, reason: /asks a person/ },
  {
    code: 'notifyOnly',
    verdict: 'refuse',
    when: 'the plan only notifies',
    facts: { opened: { mode: 'notify', dryRun: false } },
    reason: /only notifies/,
  },
  {
    code: 'dryRun',
    verdict: 'proceed',
    when: 'it is a dry run, whatever else',
    facts: { opened: { mode: 'notify', dryRun: true }, signals: [good], blockers: [blocker], losses: [loss] },
    reason: /changes nothing/,
  },
  {
    code: 'notAnOutage',
    verdict: 'proceed',
    when: 'the runbook needs no outage',
    facts: { runbookKind: 'switchover', signals: [good] },
    reason: /a switchover needs no outage/,
  },
];

describe('the decision', () => {
  it.each(rows)('is $verdict by $code when $when', ({ facts, verdict, code, reason }) => {
    const decision = decideRecovery({ ...lost, ...facts });
    expect(decision).toMatchObject({ verdict, code });
    expect(decision.reason).toMatch(reason);
  });

  it.each([
    { what: 'a yes or a no', facts: { opened: asking }, answers: ['approve', 'refuse'] },
    { what: 'to accept the loss or not', facts: { losses: [loss] }, answers: ['acceptLoss', 'refuse'] },
    {
      what: 'to accept the loss or to restore, where the plan has a way',
      facts: { losses: [loss], plan: restoring },
      answers: ['acceptLoss', 'restore', 'refuse'],
    },
  ])('asks for $what', ({ facts, answers }) => {
    expect(decideRecovery({ ...lost, ...facts })).toMatchObject({ verdict: 'ask', answers });
  });

  it('names ten blockers of a runbook with a thousand, so that the reason stays readable', () => {
    const blockers = Array.from({ length: 1000 }, () => blocker);
    expect(decideRecovery({ ...lost, blockers }).reason.length).toBeLessThan(600);
  });
});
