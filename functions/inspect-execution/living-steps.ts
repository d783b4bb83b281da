import type { LookAtExecution } from '../../shared/aws/look-at-execution.ts';
import type { StopExecution } from '../../shared/aws/stop-execution.ts';
import type { RunId, StepId } from '../../shared/contracts/fields.ts';
import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import { siblingExecution } from '../../shared/domain/execution-arn.ts';
import { childName } from '../../shared/domain/recovery/child-name.ts';
import { type RunSummary, summarise } from '../../shared/domain/recovery/summarise.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';

export type StepsOf = Readonly<{
  runId: RunId;
  executionArn: string;
  entries: readonly LedgerEntry[];
  runStepMachine: string;
  lookAtExecution: LookAtExecution;
  stopExecution: StopExecution;
}>;

/**
 * Stops the executions of steps that still live, since nobody waits for them any more. Answers how many did, and when the last of the
 * others ended. One after the other: Step Functions takes 15 such looks a second.
 */
export async function stopLivingSteps(of: StepsOf): Promise<Readonly<{ living: number; lastEnd: string }>> {
  let living = 0;
  let lastEnd = '';
  for (const name of namesOf(of)) {
    const arn = siblingExecution(of.executionArn, of.runStepMachine, name);
    const seen = await of.lookAtExecution(arn);
    if (seen.kind === 'running') {
      living += 1;
      await of.stopExecution(arn, 'The run that this step belongs to has ended.');
    }
    if (seen.kind === 'ended' && seen.at > lastEnd) lastEnd = seen.at;
  }
  return { living, lastEnd };
}

function namesOf({ runId, entries }: StepsOf): string[] {
  const run = summarise(entries);
  const chosen = new Set(factsOf(entries, 'stageChosen').flatMap(({ fact }) => fact.steps));
  return [...chosen]
    .filter((stepId) => isOpen(run, stepId))
    .flatMap((stepId) => attemptsAt(run, stepId).map((attempt) => childName(runId, stepId, attempt)));
}

const isOpen = ({ stateOf }: RunSummary, stepId: StepId): boolean =>
  stateOf(stepId) === 'notStarted' || stateOf(stepId) === 'running';

/** The attempt that is due, and the one before it, which may not have ended yet when it has handed over. */
function attemptsAt({ attemptOf }: RunSummary, stepId: StepId): number[] {
  const attempt = attemptOf(stepId);
  return attempt === 1 ? [1] : [attempt, attempt - 1];
}
