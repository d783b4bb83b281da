import type { LookAtExecution } from '../../shared/aws/look-at-execution.ts';
import type { RunId, StepId } from '../../shared/contracts/fields.ts';
import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import type { ChildEnding } from '../../shared/contracts/recovery/facts-of-step.ts';
import { siblingExecution } from '../../shared/domain/execution-arn.ts';
import { childName } from '../../shared/domain/recovery/child-name.ts';
import { lostSteps } from '../../shared/domain/recovery/next-stage-of.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import { StepInDoubt } from '../../shared/errors.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { FoundRun } from '../../shared/plans/find-run.ts';

export type LostSteps = Readonly<{
  runId: RunId;
  ledger: Ledger;
  entries: readonly LedgerEntry[];
  found: FoundRun;
  /** The stage that has been run, and for how manieth time. */
  ranStage: StepId;
  ranPass: number;
  lookAtExecution: LookAtExecution;
  /** Name of the machine that carries out steps. */
  runStepMachine: string;
}>;

/**
 * The stage has been run: a step in it without an end was lost with its execution, which is written down once for each time that
 * the stage was run. Throws StepInDoubt while any of them may still run: nothing is decided until then.
 */
export async function noteLostSteps(lost: LostSteps): Promise<void> {
  const { ledger, found, ranStage, ranPass } = lost;
  const { runbook, run } = found;
  const since = chosenAt(lost);
  const open = lostSteps(runbook, ranStage, run.stateOf)
    .filter(({ id }) => !isHeld(run.chainOf(id), since))
    .filter(({ id }) => !factsOf(run.chainOf(id), 'stepLost').some(({ fact }) => fact.pass === ranPass));
  const endings = await Promise.all(open.map(({ id }) => endingOf(id, lost)));
  for (const [index, { id }] of open.entries()) {
    const ended = endings[index];
    if (ended === undefined) continue;
    await ledger.append(`step:${id}`, { type: 'stepLost', attempt: run.attemptOf(id), pass: ranPass, ended });
  }
}

/** When the stage was chosen for this pass. */
const chosenAt = ({ entries, ranStage, ranPass }: LostSteps): string =>
  factsOf(entries, 'stageChosen').findLast(({ fact }) => fact.stage === ranStage && (fact.pass ?? 1) === ranPass)?.at ??
  '';

/** It was to act and its stage was not confirmed a moment before: it has ended in this pass to be begun again. */
function isHeld(chain: readonly LedgerEntry[], chosenAt: string): boolean {
  const last = chain.at(-1);
  return last?.fact.type === 'stepHeld' && last.at >= chosenAt;
}

/** How the execution ended that had the step. Throws StepInDoubt where it has not, or where nobody can say. */
async function endingOf(stepId: StepId, lost: LostSteps): Promise<ChildEnding> {
  const { runId, found, lookAtExecution, runStepMachine } = lost;
  const name = childName(runId, stepId, found.run.attemptOf(stepId));
  const arn = siblingExecution(found.opened.executionArn, runStepMachine, name);
  try {
    const seen = await lookAtExecution(arn);
    if (seen.kind === 'ended') return seen.status;
    if (seen.kind === 'missing') return 'neverBegan';
  } catch (cause) {
    throw new StepInDoubt('Whether the execution of a step still runs could not be found out.', { stepId }, { cause });
  }
  throw new StepInDoubt('The execution of a step still runs.', { stepId, execution: name });
}
