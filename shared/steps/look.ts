import type { FactOf, Stream } from '../contracts/ledger-entry.ts';
import type { DeployedPlan, PlanStep } from '../contracts/plan.ts';
import type { StepOutput } from '../contracts/run.ts';
import type { Control } from '../ledger/control.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { StepRun } from './step.ts';
import type { StepHistory } from './step-history.ts';

/** What a look came to; when it was made is added outside. */
export type LookResult = Omit<StepOutput, 'lookedAt'>;

/** One look at one step, with all that is needed to carry out what it decides. */
export type Look = Readonly<{
  run: StepRun;
  opened: FactOf<'runOpened'>;
  plan: DeployedPlan;
  planStep: PlanStep;
  stepsInStage: number;
  history: StepHistory;
  ledger: Ledger;
  stream: Stream;
  control: Control;
  /** When the look before this one was made, in the same execution; empty when this is the first. */
  lookedAt: string;
  /** How long the chain must be for us to be its only writer. */
  expectedLength: number;
}>;
