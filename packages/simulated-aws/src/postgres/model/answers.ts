import type { Column, Value } from './result.ts';
import { commandResult, type Result, rowResult } from './result.ts';
import type { Scope } from './scope.ts';
import { SqlError } from './sql-error.ts';

const writing = /^(INSERT|UPDATE|DELETE)(?: INTO| FROM)? (\w+)/i;

/**
 * A statement that a model answers besides those that every model does: whoever makes the engine gives what their programs
 * send. The pattern is of the whole text, its white space put together and without the semicolon; `groups` are its named groups.
 * It may throw SqlError.
 */
export type ModelStatement = Readonly<{
  pattern: RegExp;
  run: (scope: Scope, groups: Readonly<Record<string, string>>) => Result;
}>;

/** An answer that whoever sets the scene gives; a function is asked each time. */
export type Answer = Readonly<{ pattern: RegExp; value: Value | ((scope: Readonly<Scope>) => Value) }>;

/** A row of the one value; for a statement that writes, its acceptance or refusal, the value being without meaning. */
export function runAnswer(scope: Scope, statement: string, { value }: Answer): Result {
  const [, verb, table = ''] = writing.exec(statement) ?? [];
  const word = verb?.toUpperCase();
  if (word !== undefined) refuseWrite(scope, word, table);
  const answer = typeof value === 'function' ? value(scope) : value;
  if (word !== undefined) return commandResult(word === 'INSERT' ? 'INSERT 0 1' : `${word} 1`);
  return rowResult([{ name: 'value', type: typeOf(answer) }], [answer]);
}

function refuseWrite(scope: Scope, word: string, table: string): void {
  const isReadOnly = scope.status === 'I' ? scope.isReadOnlyUser : scope.isReadOnly;
  if (scope.isInRecovery || isReadOnly)
    throw new SqlError('25006', `cannot execute ${word} in a read-only transaction`);
  if (scope.isReadOnlyUser) throw new SqlError('42501', `permission denied for table ${table}`);
}

function typeOf(value: Value): Column['type'] {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int8' : 'float8';
  return 'text';
}
