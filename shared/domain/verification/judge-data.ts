import type { ManifestTable } from '../../contracts/verification/restore.ts';
import { type CallError, isFinal } from '../judge-call-error.ts';
import { secondsBetween } from '../time.ts';
import { breakWords, isBreak } from './judge-break.ts';
import { type Asked, sqlFaultOf } from './sql-fault.ts';

/** `isFinal`: of what did not run, that it would not at another look either. */
export type DataVerdict = Readonly<{ outcome: 'passed' | 'failed' | 'didNotRun'; because?: string; isFinal?: true }>;

const passed: DataVerdict = { outcome: 'passed' };

/** What was answered, and is no answer to what was asked: PostgreSQL would answer the same again. */
const wrongAnswer = /^NotA(Number|Fingerprint)$/;

/** Clocks of those who write rows, and the moment that AWS gives a snapshot, may differ by so much. */
const skewSeconds = 300;

/** A row is stamped before its transaction is committed: what is nearer than this to the recovery point is not compared. */
const commitSeconds = 60;

/** Of a statement that the copy was asked. That its connection broke is judged before: judge-break.ts. */
export function judgeSqlError(failure: CallError, asked: Asked): DataVerdict {
  const { isOfTheCopy, words, isForGood } = sqlFaultOf(failure, asked);
  return isOfTheCopy
    ? { outcome: 'failed', because: words.slice(0, 300) }
    : didNotRun(words, isForGood || mayNotHelp(failure));
}

const didNotRun = (because: string, isForGood: boolean): DataVerdict => ({
  outcome: 'didNotRun',
  because: because.slice(0, 300),
  ...(isForGood ? { isFinal: true } : {}),
});

const mayNotHelp = (failure: CallError): boolean => isFinal(failure) || wrongAnswer.test(failure.error);

/** Whatever the source answers in place of its rows, damage of its own too, says nothing of the copy. */
export function judgeSourceError(failure: CallError): DataVerdict {
  const { isOfTheCopy: isDamage, words, isForGood } = sqlFaultOf(failure, 'ours');
  const because = isBreak(failure) ? breakWords(failure) : words;
  return didNotRun(`of the source: ${because}`, (isForGood && !isDamage) || mayNotHelp(failure));
}

/** A row that says it is later than this was not stamped with the moment in which it was written. */
export const latestCounted = (databaseTime: string): string =>
  new Date(Date.parse(databaseTime) + skewSeconds * 1000).toISOString();

/** Rows by their time: the newest that is not later than could be, how many are later, the latest of them, and how many never come. */
export type NewestFound = Readonly<{
  isEmpty: boolean;
  /** ISO 8601 in UTC. */
  newest: string | null;
  later: number;
  latest: string | null;
  infinite: number;
}>;

/** The newest row against the recovery point, not against now: an old snapshot is another finding. */
export function judgeNewestRow(found: NewestFound, databaseTime: string, withinSeconds: number): DataVerdict {
  const { isEmpty, newest } = found;
  const beside = notCounted(found);
  const remark = beside.length === 0 ? '' : `not counted: ${beside.join(', ')}`;
  const because = (text: string) => [text, remark].filter(Boolean).join('; ').slice(0, 300);
  if (isEmpty) return { outcome: 'failed', because: 'there is no row at all' };
  if (newest === null)
    return { outcome: 'failed', because: because('no row has a time at or before the recovery point') };
  const age = Math.round(secondsBetween(newest, databaseTime));
  if (age <= withinSeconds) return remark === '' ? passed : { outcome: 'passed', because: because('') };
  return {
    outcome: 'failed',
    because: because(`it was ${age} s old at the recovery point, more than ${withinSeconds} s`),
  };
}

const notCounted = ({ later, latest, infinite }: NewestFound): string[] => [
  ...(later > 0 ? [`${rows(later)} later than the recovery point, up to ${latest ?? 'nobody knows when'}`] : []),
  ...(infinite > 0 ? [`${rows(infinite)} at infinity`] : []),
];

const rows = (number: number): string => `${number} ${number === 1 ? 'row' : 'rows'}`;

/** Rows, and a sum of hashes over them. */
export type Fingerprint = Readonly<{ rows: number; checksum: string }>;

/** Rows within the tolerance of the plan, checksums equal where they are asked for. Nothing on both sides proves nothing. */
export function judgeManifest(
  { rowTolerance, checksum }: Pick<ManifestTable, 'rowTolerance' | 'checksum'>,
  copy: Fingerprint,
  source: Fingerprint,
): DataVerdict {
  if (copy.rows === 0 && source.rows === 0)
    return { outcome: 'didNotRun', because: 'neither copy nor source has a row to compare', isFinal: true };
  if (Math.abs(copy.rows - source.rows) > rowTolerance * source.rows)
    return { outcome: 'failed', because: `${copy.rows} rows in the copy, ${source.rows} in the source` };
  if (checksum && copy.checksum !== source.checksum)
    return { outcome: 'failed', because: `the checksums over ${copy.rows} rows differ from those of the source` };
  return passed;
}

export const comparableUntil = (databaseTime: string): string =>
  new Date(Date.parse(databaseTime) - commitSeconds * 1000).toISOString();
