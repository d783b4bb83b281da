import type { ModelStatement } from 'simulated-aws/postgres/model/answers.ts';
import type { Value } from 'simulated-aws/postgres/model/result.ts';
import { type Result, rowResult } from 'simulated-aws/postgres/model/result.ts';
import type { Scope } from 'simulated-aws/postgres/model/scope.ts';
import { databaseStatements } from '../../shared/postgres/database-statements.ts';
import { exactly } from './shape.ts';

const nothingBeside = JSON.stringify({
  ...{ unlogged: [], foreignTables: [], publications: [], subscriptions: [], databases: [] },
});

/** What every step asks of a database, answered by the model. */
export const lookAnswers: readonly ModelStatement[] = [
  { pattern: exactly(databaseStatements.look), run: look },
  { pattern: exactly(databaseStatements.lookBeyond), run: lookBeyond },
  {
    pattern: exactly(databaseStatements.beside),
    run: () => rowResult([{ name: 'beside', type: 'text' }], [nothingBeside]),
  },
];

function look(scope: Scope): Result {
  return rowResult(
    [
      { name: 'in_recovery', type: 'bool' },
      { name: 'last_replayed_at', type: 'text' },
      { name: 'is_read_only_for_all', type: 'bool' },
      { name: 'read_only_roles', type: 'text' },
      { name: 'is_default_hidden', type: 'bool' },
      { name: 'has_receiver', type: 'bool' },
      { name: 'receiver_status', type: 'text' },
      { name: 'heard_at', type: 'text' },
      { name: 'has_replayed_all', type: 'bool' },
    ],
    [scope.isInRecovery, isoOf(scope.replayedAt), false, '[]', scope.isReadOnlyUser, ...receiver(scope)],
  );
}

function isoOf(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}

/** The role of a modelled reader may see it; what has arrived is replayed. */
function receiver({ heardAt }: Scope): Value[] {
  return heardAt === undefined ? [false, null, null, null] : [true, 'streaming', isoOf(heardAt), true];
}

/** Without the times of commits, as servers are unless they are told to keep them. */
function lookBeyond(scope: Scope): Result {
  return rowResult(
    [
      { name: 'is_primary', type: 'bool' },
      { name: 'last_commit_at', type: 'text' },
    ],
    [!scope.isInRecovery, null],
  );
}
