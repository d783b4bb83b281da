import type { Runbook } from '../contracts/plan.ts';
import type { PlanStep } from '../contracts/step-kind.ts';
import { kindOf } from '../contracts/step-kind.ts';
import { summarise } from '../domain/recovery/summarise.ts';
import { cannotStop } from '../domain/recovery/takeover.ts';
import { isAskedAgain } from '../domain/recovery/undo.ts';
import { factsOf } from '../domain/run-facts.ts';
import { secondsBetween } from '../domain/time.ts';
import type { Ledger } from '../ledger/ledger.ts';
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
export async function isUnconfirmed({ planStep, run, runbook, ledger }: Confirming): Promise<boolean> {
  if (run.dryRun || !isAskedAgain(kindOf(planStep))) return false;
  const entries = await ledger.read();
  if (cannotStop(runbook, summarise(entries))) return false;
  const stage = runbook.stages.find(({ steps }) => steps.some(({ id }) => id === planStep.id))?.name;
  const last = factsOf(entries, 'stageConfirmed').findLast(({ fact }) => fact.stage === stage);
  return last === undefined || last.fact.verdict !== 'go' || secondsBetween(last.at, run.now) > freshSeconds;
}
