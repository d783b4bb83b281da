import type { Command, Evidence } from '../contracts/command.ts';
import type { PlanName, RegionName, RunId, Side, StepId } from '../contracts/fields.ts';
import type { Finding } from '../contracts/finding.ts';
import type { Fact, FactOf, Stream } from '../contracts/ledger-entry.ts';
import type { LossBasis } from '../contracts/recovery/facts-of-run.ts';
import type { Act, Decision, Ending, Receipt } from '../domain/decision.ts';
import type { AcceptedLoss } from '../domain/recovery/clearance.ts';
import type { DatabaseName, Identity } from '../domain/recovery/identity.ts';
import type { Owed } from '../domain/recovery/owed.ts';

/** What a step may know of the run it belongs to. Times are ISO 8601 in UTC. */
export type StepRun = Readonly<{
  plan: PlanName;
  runId: RunId;
  stepId: StepId;
  dryRun: boolean;
  /** Until when writes may have been acknowledged, as the decision has it; undefined while the run is being assessed. */
  lost: Readonly<{ since: string; basis: LossBasis }> | undefined;
  /** Since when the databases that were fenced before are proven to take no writes; undefined while one of them is not. */
  fence: Readonly<{ at: string; databases: readonly DatabaseName[] }> | undefined;
  /** When this step was first looked at. */
  startedAt: string;
  now: string;
  acceptedLoss: AcceptedLoss;
  /** Forked standbys that a person took as the new primary, by their resource ids. */
  acceptedForks: readonly string[];
  /** Which databases and zones the plan means. */
  identity: Identity;
  /** A person is asked in a stage before, and may make what this step names. */
  mayBeMade: boolean;
  regions: Readonly<Record<Side, RegionName>>;
  /** The calls that this step has made so far, oldest first. */
  acts: readonly Act[];
  /** Why it has waited in this attempt, oldest first; a reason that stayed stands once. */
  waits?: readonly string[];
  /** Since when every look of this attempt has met with silence; undefined when the last one did not. */
  silentSince?: string | undefined;
  /** It came to its end before, and this was left owed. */
  owed?: Owed | undefined;
  /** What it was done with and when, where it was: in an attempt before this one. */
  done?: Readonly<{ at: string; evidence: Evidence }> | undefined;
}>;

/** What every look needs to know of the attempt that it belongs to. */
export type Attempt = Pick<StepRun, 'dryRun' | 'startedAt' | 'now' | 'owed'>;

/** `stream`: another one than the work's own. */
export type Note = Readonly<{ fact: Fact; stream?: Stream }>;

/**
 * One kind of step, or of work on a copy of a verification. `observe` only reads, and a read that failed is a fact, too; `note`, `decide` and
 * `assess` are pure; `send` makes exactly the call that was decided, once.
 */
export type Step<Spec, Facts, C extends Command, Dependencies, Run extends Attempt = StepRun> = Readonly<{
  kind: FactOf<'stepStarted'>['kind'];
  observe: (spec: Spec, run: Run, dependencies: Dependencies) => Promise<Facts>;
  /** What this look has found out for good: it is in the ledger before anything else is done. */
  note?: ((spec: Spec, facts: Facts, run: Run) => readonly Note[]) | undefined;
  decide: (spec: Spec, facts: Facts, run: Run) => Decision<C>;
  assess: (spec: Spec, facts: Facts, run: Run) => Finding[];
  /** What is observed before the first act of a run, where that is not what a look at the step observes. */
  survey?: ((spec: Spec, run: Run, dependencies: Dependencies) => Promise<Facts>) | undefined;
  /** Keeps what nobody could find out after the call, right before it. */
  announce?: ((facts: Facts, run: Run, dependencies: Dependencies) => Promise<void>) | undefined;
  /** Keeps elsewhere what such an end means, right before it is written down. Answers what is to stand with it. */
  conclude?:
    | ((ending: Readonly<{ spec: Spec; decision: Ending; run: Run }>, dependencies: Dependencies) => Promise<Evidence>)
    | undefined;
  /** Why its call has to wait until the run has looked at an earlier step once more: that is not so any more. */
  hold?: ((spec: Spec, facts: Facts, run: Run) => string | undefined) | undefined;
  /** Whether a call that AWS refused for good leaves another one to make. Absent: no call does. */
  leavesAnother?: ((error: string) => boolean) | undefined;
  /** Answers what AWS gave to follow the call by; nothing where there is nothing. */
  send: (command: C, dependencies: Dependencies) => Promise<Receipt>;
}>;
