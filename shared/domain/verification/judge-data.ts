import type { ManifestTable } from '../../contracts/verification/restore.ts';
import { type CallError, isFinal } from '../judge-call-error.ts';
import { secondsBetween } from '../time.ts';
import { breakWords, isBreak } from './judge-break.ts';

/** Rows, and a sum of hashes over them. */
export type Fingerprint = Readonly<{ rows: number; checksum: string }>;

/** `isFinal`: of what did not run, that it would not at another look either. */
export type DataVerdict = Readonly<{ outcome: 'passed' | 'failed' | 'didNotRun'; because?: string; isFinal?: true }>;

const passed: DataVerdict = { outcome: 'passed' };

/**
 * Damage and missing things are findings about the data (postgresql.org/docs/18/errcodes-appendix.html: class XX, undefined table
 * and column); whatever else ends a statement says nothing about them.
 */
const damage = /^(XX\d{3}|42P01|42703|3F000)$/;

/** Messages of wrong statements and damaged pages name tables and blocks; those of other errors may show what stands in rows. */
const wordsOf = ({ error, message }: CallError): string =>
  damage.test(error) || error.startsWith('42') ? `${error}: ${message}` : error;

/** What was answered, and is no answer to what was asked: PostgreSQL would answer the same again. */
const wrongAnswer = /^NotA(Number|Fingerprint)$/;

const didNotRun = (failure: CallError, because: string): DataVerdict => ({
  outcome: 'didNotRun',
  because: because.slice(0, 300),
  ...(isFinal(failure) || wrongAnswer.test(failure.error) ? { isFinal: true } : {}),
});

/** Of a statement that the copy was asked. That its connection broke is judged before: judge-break.ts. */
export const judgeSqlError = (failure: CallError): DataVerdict => {
  const because = wordsOf(failure);
  return damage.test(failure.error)
    ? { outcome: 'failed', because: because.slice(0, 300) }
    : didNotRun(failure, because);
};

/** Whatever the source answers in place of its rows, damage of its own too, says nothing of the copy. */
export const judgeSourceError = (failure: CallError): DataVerdict =>
  didNotRun(failure, `of the source: ${isBreak(failure) ? breakWords(failure) : wordsOf(failure)}`);

/** The newest row against the recovery point, not against now: an old snapshot is another finding. */
export const judgeNewestRow = (newest: string | null, databaseTime: string, withinSeconds: number): DataVerdict => {
  if (newest === null) return { outcome: 'failed', because: 'there is no row at all' };
  const age = Math.round(secondsBetween(newest, databaseTime));
  if (age <= withinSeconds) return passed;
  return { outcome: 'failed', because: `it was ${age} s old at the recovery point, more than ${withinSeconds} s` };
};

/** Rows within the tolerance of the plan, checksums equal where they are asked for. Nothing on both sides proves nothing. */
export const judgeManifest = (
  { rowTolerance, checksum }: Pick<ManifestTable, 'rowTolerance' | 'checksum'>,
  copy: Fingerprint,
  source: Fingerprint,
): DataVerdict => {
  if (copy.rows === 0 && source.rows === 0)
    return { outcome: 'didNotRun', because: 'neither copy nor source has a row to compare', isFinal: true };
  if (Math.abs(copy.rows - source.rows) > rowTolerance * source.rows)
    return { outcome: 'failed', because: `${copy.rows} rows in the copy, ${source.rows} in the source` };
  if (checksum && copy.checksum !== source.checksum)
    return { outcome: 'failed', because: `the checksums over ${copy.rows} rows differ from those of the source` };
  return passed;
};

/** A row is stamped before its transaction is committed: what is nearer than this to the recovery point is not compared. */
const commitSeconds = 60;

export const comparableUntil = (databaseTime: string): string =>
  new Date(Date.parse(databaseTime) - commitSeconds * 1000).toISOString();
