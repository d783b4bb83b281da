import { databaseStatements } from '../../../shared/aws/database-statements.ts';
import { type Answer, runAnswer } from './answers.ts';
import { type Result, rowResult, type Scope } from './scope.ts';
import { notModelled, SqlError } from './sql-error.ts';
import { plain } from './text.ts';
import { runTransactionCommand } from './transactions.ts';
import { runVerification } from './verification.ts';

const isoOf = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());

const look = (scope: Scope): Result =>
  rowResult(
    [
      { name: 'in_recovery', type: 'bool' },
      { name: 'last_replayed_at', type: 'text' },
      { name: 'is_read_only_for_all', type: 'bool' },
    ],
    [scope.isInRecovery, isoOf(scope.replayedAt), false],
  );

const takeTransactionId = (scope: Scope): Result => {
  if (scope.isInRecovery) throw new SqlError('25006', 'cannot execute pg_current_xact_id() during recovery');
  return rowResult([{ name: 'transaction_id', type: 'text' }], [String(scope.takeTransactionId())]);
};

const askRecovery = (scope: Scope, name = 'pg_is_in_recovery'): Result =>
  rowResult([{ name, type: 'bool' }], [scope.isInRecovery]);

/** The closed list: what Lifeboat itself sends, besides the health question of the rehearsed service. */
const known: ReadonlyMap<string, (scope: Scope) => Result> = new Map([
  [plain(databaseStatements.look), look],
  [plain(databaseStatements.takeTransactionId), takeTransactionId],
]);
const recoveryQuestion = /^SELECT pg_is_in_recovery\(\)(?: AS (\w+))?$/i;

/** Runs one statement. Throws SqlError. */
export const runStatement = (scope: Scope, sql: string, answers: readonly Answer[]): Result => {
  const statement = plain(sql);
  const transaction = runTransactionCommand(scope, statement);
  if (transaction !== undefined) return transaction;
  const verified = runVerification(scope, statement);
  if (verified !== undefined) return verified;
  const answer = answers.findLast(({ pattern }) => pattern.test(statement));
  if (answer !== undefined) return runAnswer(scope, statement, answer);
  const run = known.get(statement);
  if (run !== undefined) return run(scope);
  const question = recoveryQuestion.exec(statement);
  if (question !== null) return askRecovery(scope, question[1]);
  throw notModelled(`the statement ${statement}`);
};
