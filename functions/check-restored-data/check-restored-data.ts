import type { LedgerEntry, Stream } from '../../shared/contracts/ledger-entry.ts';
import type { StepOutput } from '../../shared/contracts/recovery/run.ts';
import type { LookedAtData } from '../../shared/contracts/verification/ask-copy.ts';
import type { LookInput } from '../../shared/contracts/verification/run.ts';
import { type CallError, isFinal } from '../../shared/domain/judge-call-error.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { verificationKey } from '../../shared/domain/verification/copy-name.ts';
import { breakWords } from '../../shared/domain/verification/judge-break.ts';
import { findRestored } from '../../shared/verification/find-verification.ts';
import { lookAtCopy } from './look-at-copy.ts';
import type { CheckRestoredDataDependencies, Work } from './work.ts';

const patienceSeconds = 15;

/**
 * One look at the data of one copy, which is looked at in its own Region. What was looked at stands in the ledger and is not looked at again; a connection that breaks
 * says nothing of what it broke at, and leaves the rest to the next look.
 */
export async function checkRestoredData(
  input: LookInput,
  dependencies: CheckRestoredDataDependencies,
): Promise<StepOutput> {
  const ledger = dependencies.ledgerOf(input.item.runId);
  const stream: Stream = `check:${verificationKey(input.item)}`;
  const entries = await ledger.read(stream);
  const work: Work = { input, dependencies, ledger, stream, entries, startedAt: dependencies.now() };
  const ending = entries.findLast(({ fact }) => fact.type === 'stepDone' || fact.type === 'stepFailed');
  if (ending !== undefined)
    return answer(ending.fact.type === 'stepDone' ? 'done' : 'failed', 'looked at before', work);
  if (entries.length === 0) await ledger.append(stream, { type: 'stepStarted', kind: 'checkCopy', findings: [] });
  const looked = await lookAtCopy(work);
  return looked.kind === 'unreadable' ? await giveTime(work, looked.failure) : await goOn(work, looked.value);
}

const answer = (status: StepOutput['status'], because: string, { startedAt }: Work): StepOutput => ({
  status,
  because: because.slice(0, 300),
  waitSeconds: status === 'waiting' ? patienceSeconds : 1,
  lookedAt: startedAt,
});

/** The copy cannot be reached now; it may be in a moment, until it has answered nothing for the time of the plan. */
async function giveTime(work: Work, failure: CallError): Promise<StepOutput> {
  const { input, dependencies, entries, ledger, stream, startedAt } = work;
  const because = breakWords(failure);
  const { timeout } = findRestored(dependencies.plans, input.item).verification.restore;
  const since = (entries.findLast(hasAnswer) ?? entries[0])?.at ?? startedAt;
  if (!isHopeless(failure) && secondsBetween(since, startedAt) < timeout) return answer('waiting', because, work);
  const spent = Math.round(secondsBetween(since, startedAt));
  await ledger.append(stream, {
    type: 'stepFailed',
    because: `not read after ${spent} s: ${because}`,
    refused: false,
  });
  return answer('failed', because, work);
}

const hasAnswer = ({ fact }: LedgerEntry): boolean =>
  fact.type === 'checked' && fact.results.some(({ outcome }) => outcome !== 'didNotRun');

/** A role that may not, a reader that is none, or another instance in place of the copy will be the same at the next look. */
const isHopeless = (failure: CallError): boolean =>
  isFinal(failure) || failure.error.startsWith('Reader') || failure.error === 'CopyReplaced';

/** A look that has had an answer is none for which the copy has to be given time, whatever ended it. */
async function goOn(work: Work, looked: LookedAtData): Promise<StepOutput> {
  const { left, hasAnswer: isAnswered, isCut, broken } = looked;
  if (broken !== undefined) {
    const { unit, failure } = broken;
    const because = `the connection broke at ${unit.kind} ${unit.name}: ${breakWords(failure)}`;
    return isAnswered ? answer('waiting', because, work) : await giveTime(work, { error: 'Error', message: because });
  }
  if (left === 0) return await finish(work, looked);
  const waiting = answer('waiting', `${left} things are still to be looked at`, work);
  return isCut ? { ...waiting, waitSeconds: 1 } : waiting;
}

async function finish(work: Work, { tables, indexes }: LookedAtData): Promise<StepOutput> {
  await work.ledger.append(work.stream, { type: 'stepDone', evidence: { tables, indexes } });
  return answer('done', 'everything was looked at', work);
}
