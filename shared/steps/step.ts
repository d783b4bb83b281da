import type { RegionName, RunId, Side, StepId } from '../contracts/fields.ts';
import type { Command, Evidence, Finding } from '../contracts/ledger-entry.ts';
import type { StepKind } from '../contracts/step-kind.ts';
import type { AcceptedLoss } from '../domain/clearance.ts';

/** What a step may know of the run it belongs to. Times are ISO 8601 in UTC. */
export type StepRun = Readonly<{
  runId: RunId;
  stepId: StepId;
  dryRun: boolean;
  /** Until when writes may have been acknowledged: data loss counts until here. */
  lostSince: string;
  /** When this step was first looked at. */
  startedAt: string;
  now: string;
  acceptedLoss: AcceptedLoss;
  regions: Readonly<Record<Side, RegionName>>;
  /** The calls that this step has made so far, oldest first. */
  acts: readonly Act[];
  /** Why it has waited in this attempt, oldest first; a reason that stayed stands once. */
  waits?: readonly string[];
}>;

export type Act = Readonly<{
  command: Command;
  at: string;
  result: 'accepted' | 'rejected' | 'unknown';
  error?: string | undefined;
  /** What the decision rested on. */
  evidence?: Evidence | undefined;
  /** What AWS gave to follow the call by. */
  receipt?: Receipt | undefined;
}>;

export type Receipt = Readonly<Record<string, string>>;

export type Decision<C extends Command = Command> =
  | { done: Evidence }
  | { wait: number; because: string }
  /** `evidence` goes into the ledger with the intent: what nobody can look up once the call has been made. */
  | { act: C; because: string; evidence?: Evidence }
  | { refuse: string }
  /** `error`: a name by which the record knows this failure from others. */
  | { fail: string; error?: string };

/**
 * One kind of step. `observe` only reads, and a read that failed is a fact, too; `decide` and `assess` are pure;
 * `send` makes exactly the call that was decided, once.
 */
export type Step<Spec, Facts, C extends Command, Dependencies> = Readonly<{
  kind: StepKind;
  observe: (spec: Spec, run: StepRun, dependencies: Dependencies) => Promise<Facts>;
  decide: (spec: Spec, facts: Facts, run: StepRun) => Decision<C>;
  assess: (spec: Spec, facts: Facts, run: StepRun) => Finding[];
  /** Answers what AWS gave to follow the call by; nothing where there is nothing. */
  send: (command: C, dependencies: Dependencies) => Promise<Receipt>;
}>;
