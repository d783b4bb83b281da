import type { PlanStep, Runbook } from '../contracts/plan.ts';
import { kindOf } from '../contracts/step-kind.ts';
import { secondsBetween } from '../domain/seconds-between.ts';
import { cannotStop } from '../domain/takeover.ts';
import { isAskedAgain } from '../domain/undo.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { summarise } from '../ledger/summarise.ts';
import { factsOf } from '../report/run-facts.ts';
import type { StepRun } from './step.ts';

/** Signals that were read longer ago say nothing about now. */
const freshSeconds = 30;

type Confirming = Readonly<{
  planStep: PlanStep;
  run: Pick<StepRun, 'dryRun' | 'now'>;
  runbook: Runbook;
  ledger: Pick<Ledger, 'read'>;
}>;

/**
 * Whether a step that closes or takes over must not make its call: the run could still stop, and nobody has read the signals since a moment
 * ago and said go. The step may have waited for RDS, or for a person who said retry, and the service may be well by now. Throws
 * LedgerUnavailable.
 */
export const isUnconfirmed = async ({ planStep, run, runbook, ledger }: Confirming): Promise<boolean> => {
  if (run.dryRun || !isAskedAgain(kindOf(planStep))) return false;
  const entries = await ledger.read();
  if (cannotStop(runbook, summarise(entries).chainOf)) return false;
  const stage = runbook.stages.find(({ steps }) => steps.some(({ id }) => id === planStep.id))?.name;
  const last = factsOf(entries, 'stageConfirmed').findLast(({ fact }) => fact.stage === stage);
  return last === undefined || last.fact.verdict !== 'go' || secondsBetween(last.at, run.now) > freshSeconds;
};
