import { createExtendedQuery } from './extended-query.ts';
import { type Frame, textsIn } from './frames.ts';
import { errorResponse, ready, resultMessages } from './messages.ts';
import type { ModelServer } from './model-server.ts';
import type { Scope } from './scope.ts';
import { BackendCrash, SqlError } from './sql-error.ts';
import { runStatement } from './statements.ts';

/** What the server answers to each message of a session whose user is known. */
export function createQueries(scope: Scope, { known }: ModelServer) {
  const run = (sql: string) => runStatement(scope, sql, known);
  const extended = createExtendedQuery(run, () => ready(scope.status));

  const attempt = (work: () => Buffer): { reply: Buffer; isGood: boolean } => {
    try {
      return { reply: work(), isGood: true };
    } catch (error) {
      if (error instanceof BackendCrash) throw error;
      if (scope.status === 'T') scope.status = 'E';
      return { reply: errorResponse(sqlErrorOf(error), 'ERROR'), isGood: false };
    }
  };

  return ({ kind, body }: Frame): Buffer => {
    if (kind !== 'Q') return extended({ kind, body }, attempt);
    const { reply } = attempt(() => resultMessages(run(textsIn(body)[0] ?? '')));
    return Buffer.concat([reply, ready(scope.status)]);
  };
}

const sqlErrorOf = (error: unknown): SqlError =>
  error instanceof SqlError ? error : new SqlError('XX000', error instanceof Error ? error.message : String(error));
