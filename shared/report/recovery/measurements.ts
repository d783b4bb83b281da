import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DeployedPlan } from '../../contracts/plan.ts';
import type { Outcome, RecoveryRecord, StepRecord } from '../../contracts/recovery/recovery-record.ts';
import { firstOf } from '../../domain/run-facts.ts';
import { secondsBetween } from '../../domain/time.ts';

type RunFacts = Readonly<{
  plan: DeployedPlan | undefined;
  entries: readonly LedgerEntry[];
  steps: readonly StepRecord[];
  outcome: Outcome;
}>;

/** From the first bad signal, not from the button, until the last step of the runbook was proven done. */
export function recoveryTime({ plan, entries, steps, outcome }: RunFacts): RecoveryRecord['recoveryTime'] {
  const objectiveSeconds = plan?.objectives.rto ?? 0;
  const opened = firstOf(entries, 'runOpened');
  const last = steps
    .filter((step) => step.status === 'done')
    .toSorted(byEnd)
    .at(-1);
  if (opened?.fact.dryRun) return unmeasured(objectiveSeconds, 'a dry run changes nothing and measures nothing');
  if (opened === undefined || last?.endedAt === undefined || outcome !== 'succeeded')
    return unmeasured(objectiveSeconds, 'the service was not proven to be back');
  const measuredSeconds = secondsBetween(opened.fact.detectedAt, last.endedAt);
  return {
    objectiveSeconds,
    measuredSeconds,
    isMet: measuredSeconds <= objectiveSeconds,
    basis: `from ${opened.fact.detectedAt}, ${seenBy(opened.fact)}, until step ${last.stepId} was done`,
  };
}

const byEnd = (a: StepRecord, b: StepRecord) => (a.endedAt ?? '').localeCompare(b.endedAt ?? '');

const unmeasured = (objectiveSeconds: number, basis: string) => ({ objectiveSeconds, isMet: false, basis });

/** Who says since when: it moves the recovery time and nothing else. */
function seenBy({ detectedBy, operator }: FactOf<'runOpened'>): string {
  if (detectedBy === 'start') return 'when the run was started';
  return detectedBy === 'operator'
    ? `when service was first seen to be lost, as ${operator ?? 'a person'} typed`
    : 'when service was first seen to be lost';
}
