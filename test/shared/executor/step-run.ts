import { defined } from '../../../shared/contracts/defined.ts';
import { PlanName, RegionName, StepId } from '../../../shared/contracts/fields.ts';
import type { Act } from '../../../shared/domain/decision.ts';
import type { StepRun } from '../../../shared/executor/step.ts';
import { runId } from '../support/entries.ts';

/** Ten minutes after service was lost, one minute after the first look. */
export const now = '2026-01-05T03:10:00.000Z';

const secondsAgo = (seconds: number): string => new Date(Date.parse(now) - seconds * 1000).toISOString();

/** The plan of the steps' tests: nothing is pinned, and it names one primary. */
export const identity: StepRun['identity'] = {
  regions: { primary: RegionName.parse('us-west-2'), standby: RegionName.parse('us-east-1') },
  pins: { databases: [], clusters: [], zones: [] },
  primaries: [{ instance: 'orders-prod', region: 'primary' }],
};

export const stepRun = (change: Partial<StepRun> = {}): StepRun => ({
  plan: PlanName.parse('orders'),
  runId,
  stepId: StepId.parse('one'),
  dryRun: false,
  lost: { since: '2026-01-05T03:00:00.000Z', basis: 'signals' },
  fence: undefined,
  startedAt: secondsAgo(60),
  now,
  acceptedLoss: { kind: 'none' },
  acceptedForks: [],
  identity,
  mayBeMade: false,
  regions: identity.regions,
  acts: [],
  ...change,
});

/** A call that was made so many seconds ago. */
export const act = (operation: string, seconds: number, change: Partial<Act> = {}): Act => ({
  command: { service: 'any', operation, region: RegionName.parse('us-east-1'), input: {} },
  at: secondsAgo(seconds),
  result: 'accepted',
  ...change,
});

export const unreadable = (error: string, status?: number) =>
  ({ kind: 'unreadable', failure: { error, message: '', ...defined({ status }) } }) as const;

/** The word that a decision begins with: done, wait, act, refuse, fail. */
export const wordOf = (decision: object): string =>
  ['done', 'owe', 'wait', 'act', 'refuse', 'fail'].find((word) => word in decision) ?? 'nothing';

/** What a decision gives as its reason, for people. */
export const reasonOf = (decision: object): string => JSON.stringify(decision);
