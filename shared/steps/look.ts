import type { FactOf, Stream } from '../contracts/ledger-entry.ts';
import type { DeployedPlan, PlanStep } from '../contracts/plan.ts';
import type { Control } from '../ledger/control.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { StepRun } from './step.ts';
import type { StepHistory } from './step-history.ts';

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
  /** How long the chain must be for us to be its only writer. */
  expectedLength: number;
}>;
