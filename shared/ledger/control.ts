import type { PlanName, RunId } from '../contracts/fields.ts';

export type LockHolder = Readonly<{ runId: RunId; executionArn: string }>;

export type LockAttempt =
  | Readonly<{ kind: 'acquired'; epoch: number }>
  | Readonly<{ kind: 'held'; by: LockHolder; epoch: number }>;

/**
 * The control table of the standby Region: one lock with an epoch per plan, its hold-down, and the kill switches
 * (`*` for all plans). Every read is consistent; every write is conditional. Throws LedgerUnavailable.
 */
export type Control = Readonly<{
  /** Same run again: the same epoch. `takeOver` names a holder whose execution has ended without releasing. */
  acquire: (plan: PlanName, holder: LockHolder, takeOver?: LockHolder) => Promise<LockAttempt>;
  release: (plan: PlanName, holder: LockHolder, holdDownUntil: string | undefined) => Promise<void>;
  /** ISO time until which the plan rests, when the last run set one. */
  holdDownUntil: (plan: PlanName) => Promise<string | undefined>;
  /** Why no mutating call may be made now: the lock has passed on, or a kill switch is set. Undefined: go on. */
  objection: (plan: PlanName, runId: RunId, epoch: number) => Promise<string | undefined>;
  /** The reason that stands with the kill switch of the plan or of all plans. */
  killSwitch: (plan: PlanName) => Promise<string | undefined>;
}>;
