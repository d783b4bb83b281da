import { RunbookName, RunId } from '../../../shared/contracts/fields.ts';
import type { FactOf } from '../../../shared/contracts/ledger-entry.ts';
import { DecisionEvidence } from '../../../shared/contracts/recovery/decision-evidence.ts';
import { Answer } from '../../../shared/contracts/recovery/run.ts';
import type { PastRun } from '../../../shared/domain/recovery/past-run.ts';
import type { ApprovalRequest } from '../../../shared/notices/approval-request.ts';
import { runId } from '../support/entries.ts';
import { failover, given, openedFor, planOf } from '../support/plan.ts';
import { handedOver } from './handed-over.ts';

export const plan = planOf({ data: [given.promote], proof: [given.check] });
export const opened = openedFor(plan, { operator: 'Ada', acceptDataLoss: true });
const seen = { vantage: 'us-east-1', at: '2026-01-05T03:00:01.000Z' };
export const evidence = DecisionEvidence.parse({
  signals: [
    { ...seen, signal: 'probe https://a', state: 'bad', answer: 'no answer: ETIMEDOUT', since: opened.detectedAt },
    { ...seen, signal: 'alarm 5xx', state: 'stale', answer: 'no datapoint', ageSeconds: 200.4 },
  ],
  findings: [{ stepId: 'database', level: 'warning', text: 'the replica is behind', lossSeconds: 12 }],
  steps: [
    { stage: 'data', stepId: 'database', kind: 'promoteReplica' },
    { stage: 'proof', stepId: 'health', kind: 'checkEndpoint' },
  ],
  cannotBeUndone: ['database'],
});
export const decided: FactOf<'decided'> = {
  ...{ type: 'decided', verdict: 'ask', reason: 'the plan asks a person', evidence: {} },
  ...{ lostSince: '2026-01-05T02:59:58.000Z', lossBasis: 'signals' },
};
export const request: ApprovalRequest = {
  runId,
  opened,
  decided,
  evidence,
  plan,
  runbook: failover(plan),
  history: [],
  verified: {},
  owed: [],
  unanswered: 0,
  region: 'us-east-1',
  ledgerTable: 'lifeboat-ledger',
  taskToken: 'AQCw+/=',
  expiresAt: '2026-01-05T03:30:00.000Z',
};

const FilledIn = Answer.omit({ operator: true, reason: true }).loose();
export const answersIn = (message: string) =>
  handedOver('--task-output', message).map((output) => FilledIn.parse(output).answer);

export const pastRun = (name: string, recoveryTimeSeconds: number, change: Partial<PastRun> = {}): PastRun => ({
  runId: RunId.parse(name),
  runbook: RunbookName.parse('failover'),
  at: '2026-01-03T03:00:00.000Z',
  recoveryTimeSeconds,
  dataLossSeconds: undefined,
  ...change,
});
