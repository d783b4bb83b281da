import type { DbResourceId, PlanName, RunId, StepId } from '../contracts/fields.ts';
import type { LastRun, PlanStanding, Watch } from '../domain/detection/standing.ts';
import type { PastRun } from '../domain/recovery/past-run.ts';

export type LockHolder = Readonly<{ runId: RunId; executionArn: string }>;

export type LockAttempt =
  | Readonly<{ kind: 'acquired'; epoch: number }>
  | Readonly<{ kind: 'held'; by: LockHolder; epoch: number }>;

/** What a run leaves behind when it lets the plan go. */
export type RunEnding = Readonly<{ holdDownUntil: string | undefined; lastRun: LastRun | undefined }>;

/** `until` (ISO 8601): when a watcher that has died lets go. */
export type Watcher = Readonly<{ executionArn: string; now: string; until: string }>;

export type WatchAttempt = Readonly<{ kind: 'watching'; watch: Watch }> | Readonly<{ kind: 'watched'; by: string }>;

/** What detection left at its last look, and when that was (ISO 8601, UTC). */
export type KeptWatch = Readonly<{ watch: Watch; seenAt: string | undefined }>;

/** A run was about to order the promotion of a database; what became of it is in the chain of its step. */
export type OrderedPromotion = Readonly<{
  plan: PlanName;
  runId: RunId;
  stepId: StepId;
  at: string;
}>;

/** The standing as the table has it: whether the holder of the lock still runs is for the caller to find out. */
export type StoredStanding = Omit<PlanStanding, 'inProgress'> & Readonly<{ lock?: LockHolder }>;

/**
 * The control table of the standby Region: one lock with an epoch per plan, its hold-down, its last run and its history, the
 * kill switches (`*` for all plans), acknowledgements, who watches a plan, and which databases runs have promoted. Every read is
 * consistent; every write is conditional. Throws LedgerUnavailable and LedgerDenied.
 */
export type Control = Readonly<{
  /** Same run again: the same epoch. */
  acquire: (plan: PlanName, holder: LockHolder) => Promise<LockAttempt>;
  release: (plan: PlanName, holder: LockHolder, ending: RunEnding) => Promise<void>;
  /** Takes the lock of a run that had let it go, under its old epoch; who has come since otherwise, in words. */
  reopen: (plan: PlanName, holder: LockHolder, epoch: number) => Promise<string | undefined>;
  standing: (plan: PlanName) => Promise<StoredStanding>;
  /** Why no mutating call may be made now: the lock has passed on, or a kill switch is set. Undefined: go on. */
  objection: (plan: PlanName, runId: RunId, epoch: number) => Promise<string | undefined>;
  /** Takes the watch of a plan, or says who has it. One execution of `detect` watches a plan at a time. */
  watch: (plan: PlanName, watcher: Watcher) => Promise<WatchAttempt>;
  /** What this look leaves for the next; `isDone` lets the watch go. Without effect when the watch has passed on. */
  keepWatch: (plan: PlanName, watcher: Watcher, kept: Readonly<{ watch: Watch; isDone: boolean }>) => Promise<void>;
  keptWatch: (plan: PlanName) => Promise<KeptWatch>;
  /** The newest first, twenty at most. */
  history: (plan: PlanName) => Promise<readonly PastRun[]>;
  /** Once per run, however often it is called; only the holder of the lock may. */
  remember: (plan: PlanName, holder: LockHolder, past: PastRun) => Promise<void>;
  /** Before the call, so that whoever dies after it leaves a trace; once per step of a run. */
  keepPromotion: (resourceId: DbResourceId, order: OrderedPromotion) => Promise<void>;
  /** The newest first, twenty at most. */
  promotions: (resourceId: DbResourceId) => Promise<readonly OrderedPromotion[]>;
}>;
