import { callErrorOf } from '../../shared/aws/call-error-of.ts';
import { read } from '../../shared/aws/read.ts';
import type { DataCheckResult } from '../../shared/contracts/verification/facts.ts';
import type { CallError } from '../../shared/domain/judge-call-error.ts';
import { isBreak } from '../../shared/domain/verification/judge-break.ts';
import { judgeSqlError } from '../../shared/domain/verification/judge-data.ts';
import type { Unit } from '../../shared/domain/verification/list-units.ts';
import type { Query } from '../../shared/postgres/database.ts';
import { databaseStatements } from '../../shared/postgres/database-statements.ts';
import { askUnit } from './ask-unit.ts';
import type { Subjects } from './subjects.ts';

/** That the copy's connection is gone, and whether it went while the unit was asked, or before or after. */
export type Broken = Readonly<{ failure: CallError; isAtUnit: boolean }>;

/** A result, a break, or both: what was answered before the connection went stays an answer. */
export type Looked = Readonly<{ result?: DataCheckResult; broken?: Broken }>;

/**
 * Looks at one thing. Whatever the copy answers is a result: what threw has failed or did not run, and never passed. That its
 * connection broke is no answer.
 */
export async function runUnit(unit: Unit, subjects: Subjects, now: () => string): Promise<Looked> {
  const copy = watch(subjects.copy);
  const begun = await read(() => copy.query(databaseStatements.beginRead));
  const before = copy.failure();
  if (before !== undefined) return { broken: { failure: before, isAtUnit: false } };
  const found = begun.kind === 'known' ? await read(() => askUnit(unit, { ...subjects, copy: copy.query })) : begun;
  const during = copy.failure();
  if (during !== undefined) return { broken: { failure: during, isAtUnit: true } };
  const { unit: id, kind, name } = unit;
  const finding = found.kind === 'known' ? found.value : judgeSqlError(found.failure, askedBy(unit));
  const result = { unit: id, kind, name, at: now(), ...finding };
  await read(() => copy.query(databaseStatements.end));
  const after = copy.failure();
  return after === undefined ? { result } : { result, broken: { failure: after, isAtUnit: false } };
}

/** Keeps the first break of a connection: after it the driver's words are its own. */
function watch(query: Query) {
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
}

/** A table that the plan names and that is missing is a finding; what PostgreSQL has listed itself is there. */
const askedBy = ({ kind }: Unit) =>
  kind === 'check' || kind === 'newestRow' || kind === 'manifest' ? 'planned' : 'ours';
