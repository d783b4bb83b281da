import type { StateOfExecution } from '../../shared/aws/state-of-execution.ts';
import type { PlanName, RunId } from '../../shared/contracts/fields.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Control } from '../../shared/control/control.ts';
import type { PlanStanding } from '../../shared/domain/detection/standing.ts';
import { type OpenQuestion, openQuestionIn } from '../../shared/domain/recovery/open-question.ts';
import { LedgerUnavailable } from '../../shared/errors.ts';

export type StandingDependencies = Readonly<{
  control: Pick<Control, 'standing'>;
  ledgerOf: LedgerOf;
  stateOfExecution: StateOfExecution;
  now: () => string;
}>;

/** Where the plan stands, and during an outage what the run in progress waits for: only then may it be out of date. */
export async function gatherStanding(
  { plan, isOutage }: Readonly<{ plan: PlanName; isOutage: boolean }>,
  dependencies: StandingDependencies,
): Promise<PlanStanding> {
  const { lock, ...stored } = await dependencies.control.standing(plan);
  if (lock === undefined || (await dependencies.stateOfExecution(lock.executionArn)) === 'ended') return stored;
  const inProgress = lock.runId;
  const question = isOutage ? await readQuestion(inProgress, dependencies) : undefined;
  return question === undefined ? { ...stored, inProgress } : { ...stored, inProgress, question };
}

/** A ledger that does not answer must not blind detection: the next look asks again. */
async function readQuestion(runId: RunId, { ledgerOf, now }: StandingDependencies): Promise<OpenQuestion | undefined> {
  try {
    return openQuestionIn(await ledgerOf(runId).read(), now());
  } catch (error) {
    if (error instanceof LedgerUnavailable) return undefined;
    throw error;
  }
}
