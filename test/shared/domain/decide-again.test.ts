import { describe, expect, it } from 'vitest';
import { judgeRecovery } from '../../../shared/domain/recovery/judge-recovery.ts';
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
  lost as lostService,
  type Row,
  stale,
} from './recovery/lost-service.ts';

/** It was lost when it was decided, and had turned right before the stage of the fence. */
const lost = { ...lostService, doubted: { stage: 'fence', before: [bad, badInside] } };

const rows: readonly Row[] = [
  {
    code: 'recovered',
    verdict: 'refuse',
    when: 'it is well again before a stage, and nobody was asked',
    facts: { signals: [good, goodInside] },
    reason: /stopped right before stage fence: the service answers again.*status 200/,
  },
  {
    code: 'wellAgain',
    verdict: 'ask',
    when: 'it is well again before a stage, and a person has said yes',
    facts: { opened: asking, signals: [good] },
    reason:
      /right before stage fence the service is well again \(.*status 200\); when it was decided before, they said: .*3 %/,
  },
  {
    code: 'wellAgain',
    verdict: 'ask',
    when: 'it is well again before a stage, and a person started the automatic run',
    facts: { opened: byAda, signals: [good] },
    reason: /well again/,
  },
  {
    code: 'wellAgain',
    verdict: 'ask',
    when: 'it is well again before a stage of the restore that a person has chosen',
    facts: { opened: asking, runbookKind: 'recovery', chosen: { before: [bad, badInside] }, signals: [good] },
    reason: /well again/,
  },
  {
    code: 'wellAgain',
    verdict: 'ask',
    when: 'it is well again before a stage, and more would be lost by now',
    facts: { opened: asking, signals: [good], losses: [loss] },
    reason: /well again.*Besides.*412 s behind/,
  },
  {
    code: 'disputed',
    verdict: 'ask',
    when: 'the quorum is gone before a stage, and the plan asks',
    facts: { opened: asking, signals: [bad, good] },
    reason: /seen to answer again/,
  },
  {
    code: 'stillLost',
    verdict: 'proceed',
    when: 'it was well before a stage and is lost again, and a person has said yes',
    facts: { opened: asking },
    reason: /the yes of before stands/,
  },
  {
    code: 'quorum',
    verdict: 'proceed',
    when: 'it was well before a stage and is lost again, and nobody was asked',
    facts: {},
    reason: /the service is lost/,
  },
  {
    code: 'noQuorum',
    verdict: 'ask',
    when: 'it was well before a stage, nobody was asked, and by now nobody can tell',
    facts: { signals: [stale] },
    reason: /fewer than 2 voices/,
  },
  {
    code: 'forked',
    verdict: 'refuse',
    when: 'the quorum is gone before a stage, and the standby is a fork by now',
    facts: { signals: [bad, good], forks: [fork] },
    reason: /gone its own way/,
  },
  {
    code: 'blocked',
    verdict: 'refuse',
    when: 'it is well again before a stage, and a step cannot by now',
    facts: { opened: asking, signals: [good], blockers: [blocker] },
    reason: /^it would not get through: database/,
  },
];

describe('the decision that is made again before a stage', () => {
  it.each(rows)('is $verdict by $code when $when', ({ facts, verdict, code, reason }) => {
    const decision = judgeRecovery({ ...lost, ...facts });
    expect(decision).toMatchObject({ verdict, code });
    expect(decision.reason).toMatch(reason);
  });
});
