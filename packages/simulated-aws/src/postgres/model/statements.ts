import { type Answer, type ModelStatement, runAnswer } from './answers.ts';
import { type Result, rowResult } from './result.ts';
import type { Scope } from './scope.ts';
import { notModelled, SqlError } from './sql-error.ts';
import { plain } from './text.ts';
import { runTransactionCommand } from './transactions.ts';

/** What every model answers (postgresql.org/docs/18/functions-info.html, functions-admin.html). */
const builtIn: readonly ModelStatement[] = [
  {
    pattern: /^SELECT pg_is_in_recovery\(\)(?: AS (?<name>\w+))?$/i,
    run: (scope, { name = 'pg_is_in_recovery' }) => askRecovery(scope, name),
  },
  {
    pattern: /^SELECT pg_current_xact_id\(\)::text(?: AS (?<name>\w+))?$/i,
    run: (scope, { name = 'pg_current_xact_id' }) => takeTransactionId(scope, name),
  },
];

const explanation = /^EXPLAIN (.+)$/i;

/** What a server knows of statements: those it was made with, and the answers that were set since. */
export type Known = Readonly<{ statements: readonly ModelStatement[]; answers: readonly Answer[] }>;

/** Runs one statement. Throws SqlError. */
export function runStatement(scope: Scope, sql: string, known: Known): Result {
  const statement = plain(sql);
  const early = runTransactionCommand(scope, statement) ?? runFirst(known.statements, scope, statement);
  if (early !== undefined) return early;
  const planned = explanation.exec(statement)?.[1];
  if (planned !== undefined) return explain(scope, planned, known);
  const answer = known.answers.findLast(({ pattern }) => pattern.test(statement));
  if (answer !== undefined) return runAnswer(scope, statement, answer);
  const result = runFirst(builtIn, scope, statement);
  if (result === undefined) throw notModelled(`the statement ${statement}`);
  return result;
}

function runFirst(statements: readonly ModelStatement[], scope: Scope, statement: string): Result | undefined {
  for (const { pattern, run } of statements) {
    const match = pattern.exec(statement);
    if (match !== null) return run(scope, match.groups ?? {});
  }
  return undefined;
}

/** Of a statement that it would answer; what is not modelled stays an error. */
function explain(scope: Scope, planned: string, known: Known): Result {
  runStatement(scope, planned, known);
  return rowResult([{ name: 'QUERY PLAN', type: 'text' }], ['Result']);
}

function takeTransactionId(scope: Scope, name: string): Result {
  if (scope.isInRecovery) throw new SqlError('25006', 'cannot execute pg_current_xact_id() during recovery');
  return rowResult([{ name, type: 'text' }], [String(scope.takeTransactionId())]);
}

const askRecovery = (scope: Scope, name: string): Result => rowResult([{ name, type: 'bool' }], [scope.isInRecovery]);
