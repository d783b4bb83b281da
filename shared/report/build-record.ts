import type { RunId } from '../contracts/fields.ts';
import type { LedgerEntry } from '../contracts/ledger-entry.ts';
import type { DeployedPlan } from '../contracts/plan.ts';
import { type Outcome, RecoveryRecord } from '../contracts/recovery-record.ts';
import { dataLoss, recoveryTime } from './measurements.ts';
import { factsOf, firstOf, lastOf } from './run-facts.ts';
import { stepRecords } from './step-records.ts';

export type RecordSources = Readonly<{
  runId: RunId;
  entries: readonly LedgerEntry[];
  /** Absent when the run was refused before a plan was known. */
  plan: DeployedPlan | undefined;
  isChainWhole: boolean;
  now: string;
}>;

type Ending = Readonly<{ outcome: Outcome; reason: string }>;

/** The run's own proof, else what stopped it; a run that nothing ended is unknown, never well. */
const endingOf = (entries: readonly LedgerEntry[]): Ending => {
  const refused = lastOf(entries, 'runRefused');
  if (refused) return { outcome: 'refused', reason: refused.fact.reason };
  const proven = lastOf(entries, 'proven');
  if (proven) return { outcome: proven.fact.verdict, reason: proven.fact.reason };
  const failed = factsOf(entries, 'runFailed').find(({ stream }) => stream === 'run');
  if (failed) return { outcome: 'failed', reason: `${failed.fact.state}: ${failed.fact.error}` };
  const decided = lastOf(entries, 'decided');
  if (decided?.fact.verdict === 'refuse') return { outcome: 'refused', reason: decided.fact.reason };
  const answered = factsOf(entries, 'answered').findLast(({ stream }) => stream === 'run');
  if (answered?.fact.answer === 'refuse')
    return { outcome: 'refused', reason: `${answered.fact.operator}: ${answered.fact.reason}` };
  return { outcome: 'unknown', reason: 'no entry of the ledger ends this run' };
};

const answersOf = (entries: readonly LedgerEntry[]) =>
  factsOf(entries, 'answered').map(({ at, stream, fact }) => ({
    at,
    answer: fact.answer,
    operator: fact.operator,
    reason: fact.reason,
    ...(stream === 'run' ? {} : { stepId: stream.replace(/^step:/, '') }),
  }));

const headsOf = (entries: readonly LedgerEntry[]) =>
  Object.fromEntries(
    [...Map.groupBy(entries, ({ stream }) => stream)].map(([stream, chain]) => [stream, chain.at(-1)?.hash ?? '']),
  );

/** The account of a run, made from its ledger and nothing else. */
export const buildRecord = (sources: RecordSources): RecoveryRecord => {
  const { runId, entries, plan, now } = sources;
  const opened = firstOf(entries, 'runOpened')?.fact;
  const openedAt = entries[0]?.at ?? now;
  const ending = endingOf(entries);
  const runbook = opened && plan?.runbooks[opened.runbook];
  const steps = runbook ? stepRecords(runbook, entries) : [];
  const facts = { plan, entries, steps, outcome: ending.outcome };
  const decided = lastOf(entries, 'decided')?.fact;
  return RecoveryRecord.parse({
    version: 1,
    runId,
    plan: opened?.plan ?? firstOf(entries, 'runRefused')?.fact.plan,
    planHash: opened?.planHash,
    runbook: opened?.runbook,
    occasion: opened?.occasion ?? 'incident',
    dryRun: opened?.dryRun ?? firstOf(entries, 'runRefused')?.fact.dryRun ?? false,
    ...ending,
    trigger: { reason: opened?.reason ?? 'see the refusal', operator: opened?.operator },
    detectedAt: opened?.detectedAt ?? openedAt,
    openedAt,
    endedAt: now,
    recoveryTime: recoveryTime(facts),
    dataLoss: dataLoss(facts),
    decision: decided && { verdict: decided.verdict, reason: decided.reason, evidence: decided.evidence },
    answers: answersOf(entries),
    steps,
    chain: { isWhole: sources.isChainWhole, heads: headsOf(entries) },
    entries,
  });
};
