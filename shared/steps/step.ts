import type { RegionName, RunId, Side, StepId } from '../contracts/fields.ts';
import type { Command, Evidence, Finding } from '../contracts/ledger-entry.ts';
import type { StepKind } from '../contracts/step-kind.ts';

/** What a step may know of the run it belongs to. Times are ISO 8601 in UTC. */
export type StepRun = Readonly<{
  runId: RunId;
  stepId: StepId;
  dryRun: boolean;
  /** When service was first seen to be lost. */
  detectedAt: string;
  /** When this step was first looked at. */
  startedAt: string;
  now: string;
  acceptDataLoss: boolean;
  regions: Readonly<Record<Side, RegionName>>;
  /** The calls that this step has made so far, oldest first. */
  acts: readonly Act[];
}>;

export type Act = Readonly<{
  command: Command;
  at: string;
  result: 'accepted' | 'rejected' | 'unknown';
  error?: string | undefined;
}>;

export type Decision<C extends Command = Command> =
  | { done: Evidence }
  | { wait: number; because: string }
  | { act: C; because: string }
  | { refuse: string }
  | { fail: string };

/**
 * One kind of step. `observe` only reads, and a read that failed is a fact, too; `decide` and `assess` are pure;
 * `send` makes exactly the call that was decided, once.
 */
export type Step<Spec, Facts, C extends Command, Dependencies> = Readonly<{
  kind: StepKind;
  observe: (spec: Spec, run: StepRun, dependencies: Dependencies) => Promise<Facts>;
  decide: (spec: Spec, facts: Facts, run: StepRun) => Decision<C>;
  assess: (spec: Spec, facts: Facts, run: StepRun) => Finding[];
  send: (command: C, dependencies: Dependencies) => Promise<void>;
}>;
