import { commandResult, type Result } from './result.ts';
import type { Scope } from './scope.ts';
import { SqlError } from './sql-error.ts';

const beginning =
  /^(?:BEGIN|START TRANSACTION)(?: TRANSACTION| WORK)?(?: ISOLATION LEVEL (?:REPEATABLE READ|READ COMMITTED|SERIALIZABLE))?(?: READ (ONLY|WRITE))?$/i;
const ending = /^(ROLLBACK|COMMIT)$/i;

/** Undefined for what neither begins nor ends a transaction. In a spoilt one nothing but its end is accepted. */
export function runTransactionCommand(scope: Scope, statement: string): Result | undefined {
  const last = ending.exec(statement)?.[1];
  if (last !== undefined) return end(scope, last);
  if (scope.status === 'E')
    throw new SqlError('25P02', 'current transaction is aborted, commands ignored until end of transaction block');
  const first = beginning.exec(statement);
  return first === null ? undefined : begin(scope, first[1]);
}

function end(scope: Scope, word: string): Result {
  const tag = scope.status === 'E' ? 'ROLLBACK' : word.toUpperCase();
  scope.status = 'I';
  return commandResult(tag);
}

/** A transaction that is refused has not begun. */
function begin(scope: Scope, mode: string | undefined): Result {
  const wanted = mode?.toUpperCase();
  if (wanted === 'WRITE' && scope.isInRecovery)
    throw new SqlError('0A000', 'cannot set transaction read-write mode during recovery');
  scope.status = 'T';
  scope.isReadOnly = wanted === undefined ? scope.isReadOnlyUser : wanted === 'ONLY';
  return commandResult('BEGIN');
}
