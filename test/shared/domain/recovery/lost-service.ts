import type { SignalReading, SignalState } from '../../../../shared/contracts/detection/signal-reading.ts';
import type { RecoveryFacts } from '../../../../shared/domain/recovery/recovery-concerns.ts';
import { given, planOf } from '../../support/plan.ts';

export const plan = planOf({ data: [given.promote] });
const reading = (state: SignalState, vantage: string, answer: string): SignalReading => ({
  signal: `as seen from ${vantage}`,
  vantage,
  state,
  answer,
  at: '2026-01-05T03:00:00.000Z',
});
export const bad = reading('bad', 'route53', '3 % of the checkers reach it');
export const badInside = reading('bad', 'us-west-2', 'ALARM');
export const good = reading('good', 'us-east-1', 'status 200');
export const goodInside = reading('good', 'us-west-2', 'OK');
export const stale = reading('stale', 'us-east-1', 'no datapoint for 200 s');
export const blocker = { stepId: 'database', text: 'there is no such replica' };
export const loss = { stepId: 'database', text: 'the replica is 412 s behind' };
export const fork = { stepId: 'database', text: 'it has no source and is 3 h behind' };

/** Two voices say that the service is lost, and the plan is automatic. */
export const lost: RecoveryFacts = {
  opened: { mode: 'automatic', dryRun: false },
  plan,
  runbookKind: 'failover',
  signals: [bad, badInside],
  ...{ blockers: [], forks: [], losses: [], doubts: [], contradictions: [] },
  moves: ['old-primary', 'database'],
};
export const byAda = { mode: 'automatic', dryRun: false, operator: 'Ada' } as const;
export const asking = { mode: 'approval', dryRun: false } as const;

/** A case of `judgeRecovery`: what differs from a service that is lost, and what it comes to. */
export type Row = Readonly<{
  code: string;
  verdict: string;
  when: string;
  facts: Partial<RecoveryFacts>;
  reason: RegExp;
}>;
