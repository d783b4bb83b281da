import type { FactOf } from '../../contracts/ledger-entry.ts';
import type { Debt, DebtVerdict } from '../../contracts/recovery/debt.ts';
import type { WriteOff } from '../../contracts/recovery/write-off.ts';
import type { PlanStanding } from '../detection/standing.ts';
import { isOwedBy, triedUntil } from './debts.ts';
import { payPace } from './pay-pace.ts';

/** Somebody stands in the way who will not do so for ever. */
const restSeconds = 15;
const longRestSeconds = 60;

export type PaymentFacts = Readonly<{
  now: string;
  /** The execution of pay-fence that looks. */
  execution: Pick<Debt, 'runId' | 'stepId' | 'attempt'>;
  /** What of the plan's debts is about this database or of this step; undefined: nothing is owed any more. */
  debt: Debt | undefined;
  /** Why the ledger of its run has nothing to pay. */
  notOwed: string | undefined;
  /** How it has ended, where this execution has come to that before. */
  settled: FactOf<'debtSettled'> | undefined;
  writtenOff: WriteOff | undefined;
  /** The run has taken over, or may have. */
  hasTakenOver: boolean;
  /** The run has been closed, and not taken up again. */
  isClosed: boolean;
  /** The lock with its holder, the kill switch and the last run of the plan. */
  standing: Pick<PlanStanding, 'killSwitch' | 'lastRun'> & Readonly<{ lock?: Readonly<{ runId: string }> }>;
  /** The fence of this step as it is deployed now; undefined where there is none. */
  fence: string | undefined;
}>;

export type PaymentVerdict = Readonly<
  | { kind: 'pay'; debt: Debt }
  | { kind: 'wait'; seconds: number; because: string }
  | { kind: 'settle'; verdict: DebtVerdict; because: string }
  /** The execution of this number is to have it, and may not have been started. */
  | { kind: 'passedOn'; to: number }
  /** Whoever asks has nothing to do here. */
  | { kind: 'notOwed'; because: string }
>;

/**
 * Whether a fence that is owed may be made now. It counts from the moment at which its run may have taken over; before that the run itself
 * makes its fence, right before it goes on, and when it ends without having taken over, nothing is owed.
 */
export function judgePayment(facts: PaymentFacts): PaymentVerdict {
  const claim = judgeClaim(facts);
  const { debt } = facts;
  if (claim !== undefined || debt === undefined) return claim ?? { kind: 'notOwed', because: 'nothing is owed' };
  return judgeDue(facts, debt) ?? judgeStanding(facts, debt) ?? { kind: 'pay', debt };
}

/** What makes it nobody's matter, or no longer that of this execution. */
function judgeClaim({ debt, execution, notOwed, settled, writtenOff }: PaymentFacts): PaymentVerdict | undefined {
  if (settled !== undefined) return settle(settled.verdict, settled.because);
  if (notOwed !== undefined) return { kind: 'notOwed', because: notOwed };
  if (debt === undefined) return settle('overtaken', 'what was owed is not in the control table any more');
  if (!isOwedBy(execution)(debt)) return settle('overtaken', `run ${debt.runId} owes this fence now`);
  if (debt.attempt > execution.attempt) return { kind: 'passedOn', to: debt.attempt };
  if (debt.attempt < execution.attempt)
    return { kind: 'notOwed', because: 'an execution of a lower number has this debt' };
  if (debt.fenced !== undefined) return settle('paid', `run ${debt.fenced.by} made this fence at ${debt.fenced.at}`);
  if (writtenOff?.runId !== debt.runId || writtenOff.instance !== debt.instance) return undefined;
  return settle('writtenOff', `${writtenOff.operator}: ${writtenOff.reason}`);
}

const settle = (verdict: DebtVerdict, because: string): PaymentVerdict => ({ kind: 'settle', verdict, because });

/** A database that no run has taken over from serves its clients: to fence it would be the outage. */
function judgeDue({ isClosed, hasTakenOver, now }: PaymentFacts, debt: Debt): PaymentVerdict | undefined {
  if (debt.dueSince !== undefined || hasTakenOver) return undefined;
  if (isClosed) return settle('dropped', 'its run has ended and has taken nothing over');
  return wait(Math.min(restSeconds, payPace(debt.since, now)), 'its run has taken nothing over yet');
}

const wait = (seconds: number, because: string): PaymentVerdict => ({ kind: 'wait', seconds, because });

/** Nobody may act now, or nobody may act any more. */
function judgeStanding(facts: PaymentFacts, debt: Debt): PaymentVerdict | undefined {
  const { now, standing, fence } = facts;
  if (debt.dueSince !== undefined && now >= triedUntil(debt))
    return settle('givenUp', `it could not be made in ${debt.keepTrying} s; at last: ${debt.because}`);
  const later = laterRun(facts, debt);
  if (later !== undefined)
    return settle('overtaken', `run ${later} has made changes since, and did not make this fence`);
  if (standing.killSwitch !== undefined) return wait(restSeconds, `the kill switch is set: ${standing.killSwitch}`);
  if (standing.lock !== undefined && standing.lock.runId !== debt.runId)
    return wait(restSeconds, `run ${standing.lock.runId} of the plan is in progress`);
  if (fence === debt.fence) return undefined;
  return wait(longRestSeconds, `the plan that is deployed has no such fence any more: ${debt.fence}`);
}

/** The last run of the plan that made changes, where it is another one and came later. */
const laterRun = ({ standing: { lastRun } }: PaymentFacts, debt: Debt): string | undefined =>
  lastRun?.ended === 'changed' && lastRun.runId !== debt.runId && lastRun.at > debt.since ? lastRun.runId : undefined;
