import type { ManifestTable } from '../../contracts/verification/verification.ts';
import type { CallError } from '../judge-call-error.ts';
import { secondsBetween } from '../time.ts';

/** Rows, and a sum of hashes over them. */
export type Fingerprint = Readonly<{ rows: number; checksum: string }>;

export type DataVerdict = Readonly<{ outcome: 'passed' | 'failed' | 'didNotRun'; because?: string }>;

const passed: DataVerdict = { outcome: 'passed' };

/**
 * Damage and missing things are findings about the data (postgresql.org/docs/18/errcodes-appendix.html: class XX, undefined table
 * and column); whatever else ends a statement says nothing about them.
 */
const damage = /^(XX\d{3}|42P01|42703|3F000)$/;

/** Messages of wrong statements and damaged pages name tables and blocks; those of other errors may show what stands in rows. */
export const judgeSqlError = ({ error, message }: CallError): DataVerdict => {
  const isDamage = damage.test(error);
  const text = isDamage || error.startsWith('42') ? `${error}: ${message}` : error;
  return { outcome: isDamage ? 'failed' : 'didNotRun', because: text.slice(0, 300) };
};

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
    return { outcome: 'didNotRun', because: 'neither copy nor source has a row to compare' };
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
