import { read } from '../../shared/aws/read.ts';
import type { DataCheckResult } from '../../shared/contracts/verification/facts.ts';
import { faultOf } from '../../shared/domain/recovery/judge-checks.ts';
import {
  comparableUntil,
  type DataVerdict,
  type Fingerprint,
  judgeManifest,
  judgeNewestRow,
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

/** A transaction of its own: a statement that fails takes nothing with it, and none can write. */
const inTransaction = async <T>(query: Query, work: () => Promise<T>): Promise<T> => {
  await query(databaseStatements.beginRead);
  try {
    return await work();
  } finally {
    await query(databaseStatements.end);
  }
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
  const ofSource = await source((query) => inTransaction(query, async () => fingerprintIn(await query(statement))));
  return { ...judgeManifest(table, ofCopy, ofSource), rows: ofCopy.rows, checksum: ofCopy.checksum };
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

/** Looks at one thing. Whatever comes of it is a result: what threw has failed or did not run, and never passed. */
export const runUnit = async (unit: Unit, subjects: Subjects, now: () => string): Promise<DataCheckResult> => {
  const found = await read(() => inTransaction(subjects.copy, () => ask(unit, subjects)));
  const { unit: id, kind, name } = unit;
  const finding = found.kind === 'known' ? found.value : judgeSqlError(found.failure);
  return { unit: id, kind, name, at: now(), ...finding };
};
