import type { Execution } from 'simulated-aws/step-functions/run/execution.ts';
import { readRecord, readVerification } from '../../rehearsal/read-results.ts';
import type { FactOf, LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import type { RecoveryRecord } from '../../shared/contracts/recovery/recovery-record.ts';
import { missingIn } from '../../shared/domain/recovery/judge-settlement.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import { verifyChains } from '../../shared/ledger/chain.ts';
import { executionsOf, lockOf } from '../support/settling.ts';
import type { Scene } from '../support/virtual-run.ts';
import { readEntries } from './read-entries.ts';

const ifNot = (isSo: boolean, what: string): string[] => (isSo ? [] : [what]);

const isTold = ({ notices }: Scene, reference: string): boolean =>
  notices.some(({ message }) => message.includes(`Reference: ${reference}`));

/** The last notice of an end says the same as the record. */
const subjectsOf: Readonly<Record<RecoveryRecord['outcome'], RegExp>> = {
  succeeded: /^(?:Recovered|Dry run complete)/,
  failed: /^(?:Dry run: )?Failed/,
  refused: /^(?:Dry run: )?Refused/,
  partiallyDone: /^(?:Dry run: )?Partly done/,
  unknown: /^(?:Dry run: )?Unknown/,
};

const endsOf: Readonly<Record<string, readonly RecoveryRecord['outcome'][]>> = {
  SUCCEEDED: ['succeeded', 'refused'],
  FAILED: ['failed', 'partiallyDone', 'unknown'],
};

/** A function that closes a run outlives the stop of its execution by no more; settle-run waits for longer before it acts. */
const atWorkMs = 60_000;

/** An end that says nothing of the service is told of in the record, where the run had not closed itself before it. */
const contradictions = (
  { status, error, stoppedAt = 0 }: Execution,
  record: RecoveryRecord,
  entries: readonly LedgerEntry[],
): string[] => {
  if (error === 'NotSettled') return [];
  const outcomes = endsOf[status];
  if (outcomes !== undefined)
    return ifNot(
      outcomes.includes(record.outcome) || record.execution?.status === status,
      `the execution ${status}, the record says ${record.outcome}`,
    );
  const closedAt = entries.findLast(({ fact }) => fact.type === 'runClosed')?.at;
  const hadClosed = closedAt !== undefined && Date.parse(closedAt) <= stoppedAt + atWorkMs;
  return ifNot(record.execution?.status === status || hadClosed, `the execution ${status}, the record does not say so`);
};

const lockWrong = async (scene: Scene, runId: string, plan?: string): Promise<string[]> =>
  ifNot((await lockOf(scene, plan)).runId !== runId, 'the lock is held');

const accountOfRun = async (scene: Scene, execution: Execution): Promise<string[]> => {
  const { name: runId } = execution;
  const entries = await readEntries(scene, runId);
  const record = readRecord(scene, runId);
  const told = scene.notices.findLast(({ message }) => message.includes(`Reference: ${runId}:outcome`));
  return [
    ...verifyChains(entries).map(({ stream, sequence, what }) => `chain: ${stream} ${sequence} ${what}`),
    ...missingIn(entries).map((what) => `the ledger has no ${what}`),
    ...(record === undefined
      ? ['no record']
      : [
          ...ifNot(record.chain.isWhole, 'the record says that a chain is broken'),
          ...contradictions(execution, record, entries),
          ...ifNot(
            told === undefined || subjectsOf[record.outcome].test(told.subject),
            `told "${told?.subject}", the record says ${record.outcome}`,
          ),
        ]),
    ...ifNot(told !== undefined, 'nobody was told of the end'),
    ...(await lockWrong(scene, runId)),
  ].map((wrong) => `${runId}: ${wrong}`);
};

const accountOfVerification = async (scene: Scene, { name: runId, status }: Execution): Promise<string[]> => {
  const entries = await readEntries(scene, runId);
  const record = readVerification(scene, runId);
  return [
    ...verifyChains(entries).map(({ stream, sequence, what }) => `chain: ${stream} ${sequence} ${what}`),
    ...missingIn(entries).map((what) => `the ledger has no ${what}`),
    ...ifNot(record !== undefined, 'no record'),
    ...ifNot(record?.chain.isWhole !== false, 'the record says that a chain is broken'),
    ...ifNot(
      status !== 'SUCCEEDED' || record?.verdict === 'passed' || factsOf(entries, 'runRefused').length > 0,
      `the execution SUCCEEDED, the record says ${record?.verdict}`,
    ),
    ...ifNot(isTold(scene, `${runId}:verification`), 'nobody was told of the end'),
    ...(await lockWrong(scene, runId, 'restore-verification')),
  ].map((wrong) => `${runId}: ${wrong}`);
};

const refusalsIn = async (scene: Scene): Promise<readonly FactOf<'detectionRefused'>[]> => {
  const day = new Date(scene.clock.now()).toISOString().slice(0, 10);
  const entries = await readEntries(scene, `${scene.plan.plan}-watch-${day}`);
  return factsOf(entries, 'detectionRefused').map(({ fact }) => fact);
};

/** A look that ended without an answer stands in the ledger of the day. */
const accountsOfLooks = async (scene: Scene): Promise<string[]> => {
  const looks = executionsOf(scene, 'detect').filter(({ status }) => status !== 'SUCCEEDED' && status !== 'RUNNING');
  if (looks.length === 0) return [];
  const refusals = await refusalsIn(scene);
  return looks
    .filter(({ arn }) => !refusals.some(({ executionArn }) => executionArn === arn))
    .map(({ name, status }) => `detect ${name} ${status}, and nothing stands in the ledger`);
};

/** What is missing of the accounts of all that has run since, in ms on the clock: before, nobody heard what people were told. */
export const accountsWrong = async (scene: Scene, since: number): Promise<string[]> => {
  const wrong: string[] = [];
  const ran = (machine: string) => executionsOf(scene, machine).filter(({ startedAt }) => startedAt >= since);
  for (const run of ran('recover')) wrong.push(...(await accountOfRun(scene, run)));
  for (const run of ran('verify-restores')) wrong.push(...(await accountOfVerification(scene, run)));
  return [...wrong, ...(await accountsOfLooks(scene))];
};
