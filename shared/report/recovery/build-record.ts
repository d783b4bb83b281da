import type { RunId } from '../../contracts/fields.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DeployedPlan } from '../../contracts/plan.ts';
import { type Outcome, RecoveryRecord } from '../../contracts/recovery/recovery-record.ts';
import { personOf } from '../../domain/person.ts';
import { chosenRestore } from '../../domain/recovery/clearance.ts';
import { deathOf, standing } from '../../domain/recovery/closing.ts';
import { callsIn } from '../../domain/recovery/takeover.ts';
import { factsOf, firstOf, inStream, lastOf } from '../../domain/run-facts.ts';
import { version } from '../../domain/version.ts';
import { failureInWords } from '../ending-words.ts';
import { chainHeads } from './chain-heads.ts';
import { closedRecords } from './closed-records.ts';
import { dataLoss } from './data-loss.ts';
import { type JudgedSources, judgedEnding } from './judged-ending.ts';
import { recoveryTime } from './measurements.ts';
import { owedRecords } from './owed-records.ts';
import { stepRecords } from './step-records.ts';

const questionTurns: ReadonlySet<string> = new Set(['asked', 'answered', 'answerRejected', 'unanswered']);

export type RecordSources = Readonly<{
  runId: RunId;
  entries: readonly LedgerEntry[];
  /** Absent when the run was refused before a plan was known. */
  plan: DeployedPlan | undefined;
  isChainWhole: boolean;
  now: string;
}>;

/** The account of a run, made from its ledger and nothing else. */
export function buildRecord(sources: RecordSources): RecoveryRecord {
  const { runId, entries, plan, isChainWhole, now } = sources;
  const opened = firstOf(entries, 'runOpened')?.fact;
  const openedAt = entries[0]?.at ?? now;
  const chosen = runbookOf(entries, plan);
  const runbook = chosen.runbook && plan?.runbooks[chosen.runbook];
  const ending = endingOf({ entries, plan, runbook, isChainWhole });
  const steps = runbook ? stepRecords(runbook, entries) : [];
  const isReal = plan !== undefined && runbook !== undefined && opened?.dryRun === false;
  const owed = isReal ? owedRecords({ plan, runbook, entries, steps }) : [];
  const closed = isReal ? closedRecords({ plan, runbook, entries }) : [];
  const facts = { plan, runbook, entries, steps, outcome: ending.outcome };
  const decided = lastOf(entries, 'decided')?.fact;
  return RecoveryRecord.parse({
    version: 1,
    runId,
    plan: opened?.plan ?? firstOf(entries, 'runRefused')?.fact.plan,
    planHash: opened?.planHash,
    ...chosen,
    occasion: opened?.occasion ?? 'incident',
    setting: opened && plan && { account: accountOf(opened.executionArn), regions: plan.regions, version },
    dryRun: opened?.dryRun ?? firstOf(entries, 'runRefused')?.fact.dryRun ?? false,
    ...ending,
    execution: executionOf(entries),
    trigger: { reason: opened?.reason ?? 'see the refusal', operator: opened?.operator, identity: opened?.identity },
    detectedAt: opened?.detectedAt ?? openedAt,
    openedAt,
    // What was recorded stands: notice and lock speak of the same end.
    endedAt: standing(entries, 'recorded')?.fact.endedAt ?? now,
    recoveryTime: recoveryTime(facts),
    dataLoss: dataLoss(facts),
    decision: decided && { verdict: decided.verdict, reason: decided.reason, evidence: decided.evidence },
    confirmations: factsOf(entries, 'stageConfirmed').map(({ at, fact: { type: _type, ...said } }) => ({
      at,
      ...said,
    })),
    answers: answersOf(entries),
    steps,
    ...(owed.length > 0 && { owed }),
    ...(closed.length > 0 && { closed }),
    chain: { isWhole: isChainWhole, heads: chainHeads(entries) },
    entries,
  });
}

/** The runbook that was carried out: a person may have chosen to restore in place of the one asked for. */
function runbookOf(
  entries: readonly LedgerEntry[],
  plan: DeployedPlan | undefined,
): Pick<RecoveryRecord, 'runbook' | 'insteadOf'> {
  const asked = firstOf(entries, 'runOpened')?.fact.runbook;
  const restore = plan && chosenRestore(entries, plan);
  if (asked === undefined || restore === undefined) return { runbook: asked };
  return { runbook: restore.runbook, insteadOf: { runbook: asked, because: restore.because } };
}

type Ending = Readonly<{ outcome: Outcome; reason: string }>;

/** The run's own proof, else what stopped it; a run that nothing ended is unknown, never well. */
function endingOf(sources: JudgedSources): Ending {
  const { entries } = sources;
  const refused = lastOf(entries, 'runRefused');
  if (refused) return { outcome: 'refused', reason: refused.fact.reason };
  const proven = standing(entries, 'proven');
  if (proven) return { outcome: proven.fact.verdict, reason: proven.fact.reason };
  const judged = judgedEnding(sources);
  if (judged) return judged;
  const failed = factsOf(sinceDecision(entries), 'runFailed').find(({ stream }) => stream === 'run');
  if (failed) return { outcome: 'failed', reason: `${failureInWords(failed.fact)}${withoutActs(entries)}` };
  const decided = lastOf(entries, 'decided');
  if (decided?.fact.verdict === 'refuse') return stopped(entries, decided.fact.reason);
  const no = refusalOf(entries);
  if (no !== undefined) return stopped(entries, no);
  return { outcome: 'unknown', reason: 'no entry of the ledger ends this run' };
}

/** Of the run itself, what came after it was decided on for the last time; all of it where it never was. */
function sinceDecision(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const run = ofRun(entries);
  return run.slice(run.findLastIndex(({ fact }) => fact.type === 'decided') + 1);
}

const ofRun = (entries: readonly LedgerEntry[]): LedgerEntry[] => inStream(entries, 'run');

/** No call was made, nor may have been. */
const withoutActs = (entries: readonly LedgerEntry[]): string =>
  callsIn(entries).length === 0 ? '; nothing was changed' : '';

/** Nothing more was done. What had been done before, in a run that had been let go on, stays. */
function stopped(entries: readonly LedgerEntry[], reason: string): Ending {
  if (callsIn(entries).length === 0) return { outcome: 'refused', reason };
  return {
    outcome: 'partiallyDone',
    reason: `${reason}; nothing more was done, and the changes made before stay`,
  };
}

/** A person said no to the last question about the run, or all who were asked it said nothing. */
function refusalOf(entries: readonly LedgerEntry[]): string | undefined {
  const turns = sinceDecision(entries).filter(({ fact }) => questionTurns.has(fact.type));
  const last = turns.at(-1)?.fact;
  if (last?.type === 'answered' && last.answer === 'refuse') return `${personOf(last)}: ${last.reason}`;
  if (last?.type !== 'unanswered') return undefined;
  const silent = factsOf(turns, 'unanswered').flatMap(({ fact: { contact } }) => contact ?? []);
  return `nobody answered in time${silent.length === 0 ? '' : `; asked were, one after the other: ${silent.join(', ')}`}`;
}

const accountOf = (executionArn: string): string => executionArn.split(':')[4] ?? '';

function executionOf(entries: readonly LedgerEntry[]): RecoveryRecord['execution'] {
  const death = deathOf(entries);
  return death?.status && { status: death.status, error: death.error, cause: death.cause };
}

const answersOf = (entries: readonly LedgerEntry[]) =>
  factsOf(entries, 'answered').map(({ at, stream, fact }) => ({
    at,
    answer: fact.answer,
    operator: fact.operator,
    identity: fact.identity,
    reason: fact.reason,
    ...(stream === 'run' ? {} : { stepId: stream.replace(/^step:/, '') }),
  }));
