import type { LedgerEntry } from '../contracts/ledger-entry.ts';
import type { PlanStep, Runbook } from '../contracts/plan.ts';
import { kindOf } from '../contracts/step-kind.ts';
import { secondsBetween } from '../domain/seconds-between.ts';
import { isAskedAgain } from '../domain/undo.ts';
import { factsOf } from '../report/run-facts.ts';
import type { StepRun } from './step.ts';

/** Signals that were read longer ago say nothing about now. */
const freshSeconds = 120;

type Confirming = Readonly<{
  planStep: PlanStep;
  run: Pick<StepRun, 'dryRun' | 'acts' | 'now'>;
  ofRun: readonly LedgerEntry[];
  runbook: Runbook;
}>;

/**
 * Whether a step that closes or takes over must not make its first call: nobody has read the signals since a moment ago and said go. It may
 * have waited for RDS, or for a person who said retry, and the service may be well by now.
 */
export const isUnconfirmed = ({ planStep, run, ofRun, runbook }: Confirming): boolean => {
  if (run.dryRun || !isAskedAgain(kindOf(planStep))) return false;
  if (run.acts.some(({ result }) => result !== 'rejected')) return false;
  const stage = runbook.stages.find(({ steps }) => steps.some(({ id }) => id === planStep.id))?.name;
  const last = factsOf(ofRun, 'stageConfirmed').findLast(({ fact }) => fact.stage === stage);
  return last === undefined || last.fact.verdict !== 'go' || secondsBetween(last.at, run.now) > freshSeconds;
};
