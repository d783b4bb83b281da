import { describe, expect, it } from 'vitest';
import { judgeRecovery } from '../../../../shared/domain/recovery/judge-recovery.ts';
import {
  asking,
  bad,
  badInside,
  blocker,
  byAda,
  fork,
  good,
  goodInside,
  loss,
  lost,
  plan,
  type Row,
  stale,
} from './lost-service.ts';

const restoring = { ...plan, response: { ...plan.response, restoreRunbook: plan.response.runbook } };
const doubt = { stepId: 'dns', text: 'its function has left no word' };
const typed = 'service was said to be lost since 01:00, and the replica has a commit of 02:59';

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
  {
    code: 'forked',
    verdict: 'refuse',
    when: 'the standby is a fork and nobody would be asked',
    facts: { forks: [fork] },
    reason: /3 h behind.*a person may start one with mode approval/,
  },
  {
    code: 'forked',
    verdict: 'refuse',
    when: 'the standby is a fork, a person started the run, and the mode is automatic',
    facts: { opened: byAda, forks: [fork] },
    reason: /gone its own way/,
  },
  {
    code: 'forked',
    verdict: 'ask',
    when: 'the standby is a fork and somebody can be asked',
    facts: { opened: asking, forks: [fork] },
    reason: /gone its own way.*3 h behind/,
  },
  {
    code: 'forked',
    verdict: 'ask',
    when: 'the standby is a fork, and there is more to be weighed',
    facts: { opened: asking, forks: [fork], losses: [loss], doubts: [doubt], contradictions: [typed] },
    reason: /3 h behind.*Besides.*412 s behind.*Besides.*since 01:00.*Besides.*left no word/,
  },
  {
    code: 'contradicted',
    verdict: 'ask',
    when: 'what was typed contradicts the replica, though the mode is automatic',
    facts: { opened: byAda, contradictions: [typed] },
    reason: /since 01:00.*02:59/,
  },
  {
    code: 'unassessed',
    verdict: 'ask',
    when: 'a step could not be assessed, though the mode is automatic',
    facts: { doubts: [doubt] },
    reason: /not everything could be assessed: dns: its function has left no word/,
  },
  {
    code: 'chosen',
    verdict: 'proceed',
    when: 'a person has chosen this runbook',
    facts: { opened: asking, chosen: { before: [bad, badInside] }, runbookKind: 'recovery' },
    reason: /chosen/,
  },
  {
    code: 'blocked',
    verdict: 'refuse',
    when: 'a person has chosen this runbook, and a step cannot',
    facts: { opened: asking, chosen: { before: [bad, badInside] }, blockers: [blocker] },
    reason: /no such replica/,
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
    reason: /changes nothing.*without it the run would refuse \(notifyOnly\)/,
  },
];

describe('the decision', () => {
  it.each(rows)('is $verdict by $code when $when', ({ facts, verdict, code, reason }) => {
    const decision = judgeRecovery({ ...lost, ...facts });
    expect(decision).toMatchObject({ verdict, code });
    expect(decision.reason).toMatch(reason);
  });

  it.each([
    { what: 'a yes or a no', facts: { opened: asking }, answers: ['approve', 'refuse'] },
    { what: 'to accept the loss or not', facts: { losses: [loss] }, answers: ['acceptLoss', 'refuse'] },
    { what: 'to take the fork or not', facts: { opened: asking, forks: [fork] }, answers: ['acceptLoss', 'refuse'] },
    { what: 'a yes or a no about what nobody assessed', facts: { doubts: [doubt] }, answers: ['approve', 'refuse'] },
    {
      what: 'to accept the loss, whatever else is in doubt',
      facts: { losses: [loss], doubts: [doubt] },
      answers: ['acceptLoss', 'refuse'],
    },
    {
      what: 'to accept the loss or to restore, where the plan has a way',
      facts: { losses: [loss], plan: restoring },
      answers: ['acceptLoss', 'restore', 'refuse'],
    },
  ])('asks for $what', ({ facts, answers }) => {
    expect(judgeRecovery({ ...lost, ...facts })).toMatchObject({ verdict: 'ask', answers });
  });

  it('names ten blockers of a runbook with a thousand, so that the reason stays readable', () => {
    const blockers = Array.from({ length: 1000 }, () => blocker);
    expect(judgeRecovery({ ...lost, blockers }).reason.length).toBeLessThan(600);
  });
});
