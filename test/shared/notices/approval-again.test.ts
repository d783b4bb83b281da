import { expect, it } from 'vitest';
import type { FactOf } from '../../../shared/contracts/ledger-entry.ts';
import { DecisionEvidence } from '../../../shared/contracts/recovery/decision-evidence.ts';
import { type ApprovalRequest, approvalRequest } from '../../../shared/notices/approval-request.ts';
import { runId } from '../support/entries.ts';
import { failover, given, openedFor, planOf, stepId } from '../support/plan.ts';

const plan = planOf({ data: [given.promote], proof: [given.check] });
const seen = { vantage: 'us-east-1', at: '2026-01-05T03:00:01.000Z' };
const decided: FactOf<'decided'> = { type: 'decided', verdict: 'ask', reason: 'it is well again', evidence: {} };
const request: ApprovalRequest = {
  ...{
    runId,
    opened: openedFor(plan),
    decided,
    plan,
    runbook: failover(plan),
    history: [],
    verified: {},
    owed: [],
    unanswered: 0,
  },
  evidence: DecisionEvidence.parse({
    signals: [{ ...seen, signal: 'probe https://a', state: 'good', answer: 'status 200' }],
    ...{ findings: [], steps: [], cannotBeUndone: [] },
  }),
  ...{ region: 'us-east-1', ledgerTable: 'ledger', taskToken: 'token', expiresAt: '2026-01-05T03:30:00.000Z' },
};

it('a request that is made again since the service is well names the question before and both readings', () => {
  const before = { ...seen, signal: 'probe https://a', state: 'bad', answer: 'no answer: ETIMEDOUT' } as const;
  const said = { type: 'answered', answer: 'approve', operator: 'Ada', reason: 'it is down' } as const;
  const earlier = {
    at: '2026-01-05T03:00:05.000Z',
    decided: { ...decided, verdict: 'ask' as const },
    signals: [before],
    answered: { at: '2026-01-05T03:04:00.000Z', fact: said },
  };
  const again = { earlier, done: [] };
  const about = { ...decided, code: 'wellAgain', stage: stepId('data') };
  const asked = approvalRequest({ ...request, decided: about, again });
  expect(asked.subject).toBe('Approve again? orders failover (incident): the service is well again');
  expect(asked.message).toContain(
    'May Lifeboat go on to recover orders by runbook failover, from stage data on? Nothing',
  );
  expect(asked.message).toContain(
    'Asked before, at 2026-01-05T03:00:05.000Z: Ada said approve at 2026-01-05T03:04:00.000Z: it is down. That answer does not count any more.',
  );
  expect(asked.message).toContain(
    'What the signals said then:\n- bad: probe https://a, seen from us-east-1: no answer: ETIMEDOUT',
  );
  const changed = approvalRequest({
    ...request,
    decided: about,
    again: { earlier, done: ['tasks (ecs:UpdateService)'] },
  });
  expect(changed.message).toContain('Done so far, and left as it is after a no: tasks (ecs:UpdateService).');
  const alone = { ...earlier, answered: undefined, decided: { ...decided, reason: 'automatic, and lost' } };
  const unasked = approvalRequest({
    ...request,
    decided: { ...about, code: 'silenced' },
    again: { earlier: alone, done: [] },
  });
  expect(unasked.subject).toBe('Approve again? orders failover (incident)');
  expect(unasked.message).toContain(
    'Decided before, at 2026-01-05T03:00:05.000Z, without asking anybody: automatic, and lost.',
  );
});
