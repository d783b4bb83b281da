import { callErrorOf } from '../../shared/aws/call-error-of.ts';
import { read } from '../../shared/aws/read.ts';
import type { DataCheckResult } from '../../shared/contracts/verification/facts.ts';
import type { CallError } from '../../shared/domain/judge-call-error.ts';
import { faultOf } from '../../shared/domain/recovery/judge-checks.ts';
import { isBreak } from '../../shared/domain/verification/judge-break.ts';
import {
  comparableUntil,
  type DataVerdict,
  type Fingerprint,
  judgeManifest,
  judgeNewestRow,
  judgeSourceError,
  judgeSqlError,
} from '../../shared/domain/verification/judge-data.ts';
import type { Unit } from '../../shared/domain/verification/list-units.ts';
import type { Query } from '../../shared/postgres/database.ts';
import { databaseStatements } from '../../shared/postgres/database-statements.ts';
import { numberIn } from '../../shared/postgres/number-in.ts';
import { verificationStatements } from '../../shared/verification/statements.ts';

/** What a unit is asked of. */
export type Subjects = Readonly<{
  copy: Query;
  /** Of what the copy is compared with. */
  source: (work: (query: Query) => Promise<Fingerprint>) => Promise<Fingerprint>;
  databaseTime: string;
}>;

type Finding = DataVerdict & Partial<Pick<DataCheckResult, 'value' | 'rows' | 'bytes' | 'checksum'>>;

/** Asks in a transaction that cannot write. The connection serves nothing else, so that its end says nothing of the answer. */
const askOnce = async (query: Query, statement: string): Promise<Fingerprint> => {
  await query(databaseStatements.beginRead);
  const found = fingerprintIn(await query(statement));
  await read(() => query(databaseStatements.end));
  return found;
};

const textIn = (rows: readonly (readonly unknown[])[]): string | null => {
  const value = rows[0]?.[0];
  return typeof value === 'string' ? value : null;
};

const fingerprintIn = (rows: readonly (readonly unknown[])[]): Fingerprint => {
  const [count, checksum] = (textIn(rows) ?? '').split(':');
  if (count === undefined || checksum === undefined || !/^\d+$/.test(count))
    throw Object.assign(new Error('the answer is no fingerprint'), { name: 'NotAFingerprint' });
  return { rows: Number(count), checksum };
};

type Ask<K extends Unit['kind']> = (unit: Extract<Unit, { kind: K }>, subjects: Subjects) => Promise<Finding>;

const askCheck: Ask<'check'> = async ({ check }, { copy }) => {
  const value = numberIn(await copy(check.sql));
  const because = faultOf(value, check);
  return because === undefined ? { outcome: 'passed', value } : { outcome: 'failed', value, because };
};

const askNewestRow: Ask<'newestRow'> = async ({ table, column, withinSeconds }, { copy, databaseTime }) =>
  judgeNewestRow(textIn(await copy(verificationStatements.newestRow(table, column))), databaseTime, withinSeconds);

const askRead: Ask<'read'> = async ({ table, from, to, bytes }, { copy }) => {
  const found = fingerprintIn(await copy(verificationStatements.readPages(table, { from, to })));
  return { outcome: 'passed', bytes, ...found };
};

const askHeap: Ask<'heap'> = async ({ oid, from, to, bytes }, { copy }) => {
  const faults = textIn(await copy(verificationStatements.checkPages(oid, { from, to })));
  return faults === null ? { outcome: 'passed', bytes } : { outcome: 'failed', bytes, because: faults };
};

const askIndex: Ask<'index'> = async ({ oid, bytes }, { copy }) => {
  await copy(verificationStatements.checkIndex(oid));
  return { outcome: 'passed', bytes };
};

const askManifest: Ask<'manifest'> = async ({ table }, { copy, source, databaseTime }) => {
  const { until: column } = table;
  const until = column === undefined ? undefined : { column, at: comparableUntil(databaseTime) };
  const statement = verificationStatements.compare(table.table, until);
  const ofCopy = fingerprintIn(await copy(statement));
  const { rows, checksum } = ofCopy;
  const ofSource = await read(() => source((query) => askOnce(query, statement)));
  if (ofSource.kind === 'unreadable') return { ...judgeSourceError(ofSource.failure), rows, checksum };
  return { ...judgeManifest(table, ofCopy, ofSource.value), rows, checksum };
};

const ask = (unit: Unit, subjects: Subjects): Promise<Finding> => {
  switch (unit.kind) {
    case 'check':
      return askCheck(unit, subjects);
    case 'newestRow':
      return askNewestRow(unit, subjects);
    case 'read':
      return askRead(unit, subjects);
    case 'heap':
      return askHeap(unit, subjects);
    case 'index':
      return askIndex(unit, subjects);
    case 'manifest':
      return askManifest(unit, subjects);
    default:
      return unit satisfies never;
  }
};

/** That the copy's connection is gone, and whether it went while the unit was asked, or before or after. */
export type Broken = Readonly<{ failure: CallError; isAtUnit: boolean }>;

/** A result, a break, or both: what was answered before the connection went stays an answer. */
export type Looked = Readonly<{ result?: DataCheckResult; broken?: Broken }>;

/** Keeps the first break of a connection: after it the driver's words are its own. */
const watch = (query: Query) => {
  let failure: CallError | undefined;
  const watched: Query = async (sql) => {
    try {
      return await query(sql);
    } catch (error) {
      const found = callErrorOf(error);
      if (isBreak(found)) failure ??= found;
      throw error;
    }
  };
  return { query: watched, failure: () => failure };
};

/**
 * Looks at one thing. Whatever the copy answers is a result: what threw has failed or did not run, and never passed. That its
 * connection broke is no answer.
 */
export const runUnit = async (unit: Unit, subjects: Subjects, now: () => string): Promise<Looked> => {
  const copy = watch(subjects.copy);
  const begun = await read(() => copy.query(databaseStatements.beginRead));
  const before = copy.failure();
  if (before !== undefined) return { broken: { failure: before, isAtUnit: false } };
  const found = begun.kind === 'known' ? await read(() => ask(unit, { ...subjects, copy: copy.query })) : begun;
  const during = copy.failure();
  if (during !== undefined) return { broken: { failure: during, isAtUnit: true } };
  const { unit: id, kind, name } = unit;
  const finding = found.kind === 'known' ? found.value : judgeSqlError(found.failure);
  const result = { unit: id, kind, name, at: now(), ...finding };
  await read(() => copy.query(databaseStatements.end));
  const after = copy.failure();
  return after === undefined ? { result } : { result, broken: { failure: after, isAtUnit: false } };
};
