import { describe, expect, it } from 'vitest';
import { judgeRecovery } from '../../../../shared/domain/recovery/judge-recovery.ts';
import { asking, bad, byAda, good, goodInside, lost, plan, type Row, stale } from './lost-service.ts';

const rows: readonly Row[] = [
  {
    code: 'chosen',
    verdict: 'proceed',
    when: 'a person has chosen this runbook while the service was well',
    facts: { opened: asking, chosen: { before: [good] }, runbookKind: 'recovery', signals: [good, goodInside] },
    reason: /chosen/,
  },
  {
    code: 'wellAgain',
    verdict: 'ask',
    when: 'a person has chosen this runbook while the service was lost, and it is well by now',
    facts: { opened: asking, chosen: { before: [bad] }, runbookKind: 'recovery', signals: [good] },
    reason: /since then the signals say that the service is well \(.*status 200.*takes over: old-primary, database/,
  },
  ...(['recovery', 'switchover', 'failback'] as const).flatMap((runbookKind): Row[] => [
    {
      code: 'well',
      verdict: 'ask',
      when: `the service is well, and the plan is automatic: a ${runbookKind} that a person started`,
      facts: { opened: byAda, runbookKind, signals: [good, goodInside] },
      reason: /service is well \(.*status 200.*closes the old primary or takes over: old-primary, database/,
    },
    {
      code: 'well',
      verdict: 'ask',
      when: `the service is well, all alarms are silenced, and a program started a ${runbookKind}`,
      facts: { runbookKind, signals: [{ ...good, silenced: 'muted by rule work' }] },
      reason: /service is well/,
    },
    {
      code: 'noQuorum',
      verdict: 'ask',
      when: `nobody can tell how the service is: a ${runbookKind} that a person started`,
      facts: { opened: byAda, runbookKind, signals: [stale] },
      reason: /fewer than 2 voices/,
    },
    {
      code: 'quorum',
      verdict: 'proceed',
      when: `the service is lost: a ${runbookKind}`,
      facts: { opened: byAda, runbookKind },
      reason: /the service is lost/,
    },
    {
      code: 'notAnOutage',
      verdict: 'proceed',
      when: `the service is well, and a ${runbookKind} moves nothing`,
      facts: { opened: byAda, runbookKind, moves: [], signals: [good, goodInside] },
      reason: /needs no outage/,
    },
  ]),
  {
    code: 'well',
    verdict: 'ask',
    when: 'one voice is enough for the plan, a person is it, and what the Region itself says is that all is well',
    facts: {
      opened: byAda,
      plan: { ...plan, detection: { ...plan.detection, quorum: 1 } },
      signals: [goodInside],
    },
    reason: /service is well/,
  },
  {
    code: 'approvalMode',
    verdict: 'ask',
    when: 'the plan asks, and the service is well: the question says so',
    facts: { opened: { ...asking, operator: 'Ada' }, signals: [good] },
    reason: /asks a person.*the signals say that the service is well/,
  },
];

describe('a runbook that closes the old primary or takes over', () => {
  it.each(rows)('is $verdict by $code when $when', ({ facts, verdict, code, reason }) => {
    const decision = judgeRecovery({ ...lost, ...facts });
    expect(decision).toMatchObject({ verdict, code });
    expect(decision.reason).toMatch(reason);
  });
});
