import * as z from 'zod';
import { SignalReading } from '../detection/signal-reading.ts';
import { StepId } from '../fields.ts';
import { StepFinding } from '../finding.ts';
import { StepKind } from '../step-kind.ts';

const PlannedStep = z.object({ stage: StepId, stepId: StepId, kind: StepKind });

/** What was known when the run was decided: all that a person is told who has to say yes or no. */
export const DecisionEvidence = z.object({
  signals: z.array(SignalReading),
  /** The gravest first; of a very wide runbook not all. */
  findings: z.array(StepFinding),
  steps: z.array(PlannedStep),
  /** Steps that nothing can take back. */
  cannotBeUndone: z.array(StepId),
});
export type DecisionEvidence = z.output<typeof DecisionEvidence>;
