import { databaseStatements } from '../../../shared/postgres/database-statements.ts';
import { type Answer, runAnswer } from './answers.ts';
import type { Value } from './messages.ts';
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
      { name: 'has_receiver', type: 'bool' },
      { name: 'receiver_status', type: 'text' },
      { name: 'heard_at', type: 'text' },
      { name: 'has_replayed_all', type: 'bool' },
    ],
    [scope.isInRecovery, isoOf(scope.replayedAt), false, ...receiver(scope)],
  );

/** The role of a modelled reader may see it; what has arrived is replayed. */
const receiver = ({ heardAt }: Scope): Value[] =>
  heardAt === undefined ? [false, null, null, null] : [true, 'streaming', isoOf(heardAt), true];

/** Without the times of commits, as servers are unless they are told to keep them. */
const lookBeyond = (scope: Scope): Result =>
  rowResult(
    [
      { name: 'is_primary', type: 'bool' },
      { name: 'last_commit_at', type: 'text' },
    ],
    [!scope.isInRecovery, null],
  );

/** Of a statement that it would answer; what is not modelled stays an error. */
const explain = (plan: string): Result => rowResult([{ name: 'QUERY PLAN', type: 'text' }], [plan]);

const takeTransactionId = (scope: Scope): Result => {
  if (scope.isInRecovery) throw new SqlError('25006', 'cannot execute pg_current_xact_id() during recovery');
  return rowResult([{ name: 'transaction_id', type: 'text' }], [String(scope.takeTransactionId())]);
};

const askRecovery = (scope: Scope, name = 'pg_is_in_recovery'): Result =>
  rowResult([{ name, type: 'bool' }], [scope.isInRecovery]);

/** The closed list: what Lifeboat itself sends, besides the health question of the rehearsed service. */
const known: ReadonlyMap<string, (scope: Scope) => Result> = new Map([
  [plain(databaseStatements.look), look],
  [plain(databaseStatements.lookBeyond), lookBeyond],
  [plain(databaseStatements.takeTransactionId), takeTransactionId],
]);
const explanation = /^EXPLAIN (.+)$/i;
const recoveryQuestion = /^SELECT pg_is_in_recovery\(\)(?: AS (\w+))?$/i;

/** Runs one statement. Throws SqlError. */
export const runStatement = (scope: Scope, sql: string, answers: readonly Answer[]): Result => {
  const statement = plain(sql);
  const transaction = runTransactionCommand(scope, statement);
  if (transaction !== undefined) return transaction;
  const verified = runVerification(scope, statement);
  if (verified !== undefined) return verified;
  const planned = explanation.exec(statement)?.[1];
  if (planned !== undefined) {
    runStatement(scope, planned, answers);
    return explain('Result');
  }
  const answer = answers.findLast(({ pattern }) => pattern.test(statement));
  if (answer !== undefined) return runAnswer(scope, statement, answer);
  const run = known.get(statement);
  if (run !== undefined) return run(scope);
  const question = recoveryQuestion.exec(statement);
  if (question !== null) return askRecovery(scope, question[1]);
  throw notModelled(`the statement ${statement}`);
};
