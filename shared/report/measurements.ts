import type { FactOf, LedgerEntry } from '../contracts/ledger-entry.ts';
import type { DeployedPlan } from '../contracts/plan.ts';
import type { Outcome, RecoveryRecord, StepRecord } from '../contracts/recovery-record.ts';
import { secondsBetween } from '../domain/seconds-between.ts';
import { firstOf } from './run-facts.ts';

type RunFacts = Readonly<{
  plan: DeployedPlan | undefined;
  entries: readonly LedgerEntry[];
  steps: readonly StepRecord[];
  outcome: Outcome;
}>;

const unmeasured = (objectiveSeconds: number, basis: string) => ({ objectiveSeconds, isMet: false, basis });

/** From the first bad signal, not from the button, until the last step of the runbook was proven done. */
export const recoveryTime = ({ plan, entries, steps, outcome }: RunFacts): RecoveryRecord['recoveryTime'] => {
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
    basis: `from ${opened.fact.detectedAt}, when service was first seen to be lost, until step ${last.stepId} was done`,
  };
};

const byEnd = (a: StepRecord, b: StepRecord) => (a.endedAt ?? '').localeCompare(b.endedAt ?? '');

/** Writes may have been acknowledged until the last signal turned. */
const lossCountsUntil = (opened: FactOf<'runOpened'> | undefined): string | undefined =>
  opened?.lostSince && `${opened.lostSince}, when enough signals saw service lost`;

/** The worst of what the promotions found. A promotion that could not tell leaves the loss unmeasured, not zero. */
export const dataLoss = ({ plan, entries, steps }: RunFacts): RecoveryRecord['dataLoss'] => {
  const objectiveSeconds = plan?.objectives.rpo ?? 0;
  if (firstOf(entries, 'runOpened')?.fact.dryRun)
    return unmeasured(objectiveSeconds, 'a dry run changes nothing and measures nothing');
  const promotions = steps.filter((step) => step.kind === 'promoteReplica');
  const losses = promotions.map((step) => step.evidence.dataLossSeconds);
  const known = losses.filter((loss) => typeof loss === 'number');
  if (promotions.length === 0) return unmeasured(objectiveSeconds, 'this runbook promotes nothing');
  if (known.length < losses.length)
    return unmeasured(objectiveSeconds, 'a promotion could not tell what the replica had last replayed');
  const measuredSeconds = Math.max(...known);
  const lostSince = lossCountsUntil(firstOf(entries, 'runOpened')?.fact);
  return {
    objectiveSeconds,
    measuredSeconds,
    isMet: measuredSeconds <= objectiveSeconds,
    basis: `from the last commit that the replica had replayed until ${lostSince ?? 'service was first seen to be lost'}`,
  };
};
