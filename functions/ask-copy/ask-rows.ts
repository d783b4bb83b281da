import { callErrorOf } from '../../shared/aws/call-error-of.ts';
import type { Fingerprint } from '../../shared/domain/verification/judge-data.ts';
import { isTooLong } from '../../shared/domain/verification/sql-fault.ts';
import type { Query } from '../../shared/postgres/database.ts';
import { databaseStatements } from '../../shared/postgres/database-statements.ts';
import { type Form, verificationStatements } from '../../shared/verification/statements.ts';
import { fingerprintIn } from './answers.ts';

/** A transaction that cannot write, and in which only names of PostgreSQL's own are found. */
export async function beginOwn(query: Query): Promise<void> {
  await query(databaseStatements.beginRead);
  await query(verificationStatements.ownNames);
}

/**
 * Rows as whole texts; where one is longer than PostgreSQL lets a text be, column by column, which takes a text of each value alone and
 * none of bytes. In a transaction that `beginOwn` has begun.
 */
export async function askRows(
  query: Query,
  statement: (form: Form) => string,
  first: Form = 'row',
): Promise<Fingerprint & Readonly<{ form: Form }>> {
  try {
    return { ...fingerprintIn(await query(statement(first))), form: first };
  } catch (error) {
    if (first === 'columns' || !isTooLong(callErrorOf(error))) throw error;
  }
  await query(databaseStatements.end);
  await beginOwn(query);
  return { ...fingerprintIn(await query(statement('columns'))), form: 'columns' };
}
