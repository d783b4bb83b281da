import * as z from 'zod';
import { Instant, StepId } from './fields.ts';
import { StepKind } from './step-kind.ts';

const SignalEvidence = z.object({
  probe: z.string(),
  state: z.enum(['good', 'bad', 'unknown']),
  answer: z.string(),
  at: Instant,
});

const PlannedStep = z.object({ stage: StepId, stepId: StepId, kind: StepKind });

const StepFinding = z.object({ stepId: StepId, level: z.enum(['info', 'warning', 'blocker']), text: z.string() });

/** What was known when the run was decided: all that a person is told who has to say yes or no. */
export const DecisionEvidence = z.object({
  signals: z.array(SignalEvidence),
  /** The gravest first; of a very wide runbook not all. */
  findings: z.array(StepFinding),
  steps: z.array(PlannedStep),
  /** Steps that nothing can take back. */
  cannotBeUndone: z.array(StepId),
});
export type DecisionEvidence = z.output<typeof DecisionEvidence>;
