import type { LedgerOf } from '../../control/connect-tables.ts';
import { lastOf } from '../../domain/run-facts.ts';
import { secondsBetween } from '../../domain/time.ts';
import type { StepRun } from '../../executor/step.ts';

/** Longer ago it says nothing: between the two the Region may have answered to anybody. */
const rightBeforeSeconds = 15;

/** When the assessment of the run began to look at this step, where it got no answer and was right before this look. */
export async function assessedSilence(
  { runId, stepId, now }: Pick<StepRun, 'runId' | 'stepId' | 'now'>,
  ledgerOf: LedgerOf,
): Promise<string | undefined> {
  const last = lastOf(await ledgerOf(runId).read('assess:fenceDatabase'), 'assessed');
  if (last === undefined || secondsBetween(last.at, now) > rightBeforeSeconds) return undefined;
  return last.fact.findings
    .filter((finding) => finding.stepId === stepId)
    .flatMap((finding) => ('silentSince' in finding ? (finding.silentSince ?? []) : []))[0];
}
