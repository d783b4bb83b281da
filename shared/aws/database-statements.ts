/**
 * Every statement that Lifeboat itself sends to a database; the plans' own checks come besides. Texts are fixed, so that
 * a model of PostgreSQL can know them. None of them writes.
 */
export const databaseStatements = {
  /**
   * One row of three texts and flags. The time is that of the last commit that was replayed, in UTC to the millisecond:
   * static after a promotion, null after a restart as primary (functions-admin.html, "Recovery Information Functions").
   * Whether the server makes every session read-only is asked without what was set for this role alone: a read-only role
   * says nothing about what others may do.
   */
  look: `SELECT pg_is_in_recovery() AS in_recovery,
  to_char(pg_last_xact_replay_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS last_replayed_at,
  EXISTS (
    SELECT FROM pg_settings
    WHERE name = 'default_transaction_read_only' AND setting = 'on' AND source NOT IN ('user', 'database user', 'client')
  ) AS is_read_only_for_all`,
  /** Refused in recovery, granted to every role: what a role's own default says is overridden. */
  beginWrite: 'BEGIN TRANSACTION READ WRITE',
  /**
   * What a write needs first and a standby cannot give: a transaction id. It is rolled back, so nothing is written; a
   * server that protects itself against wraparound refuses it, too.
   */
  takeTransactionId: 'SELECT pg_current_xact_id()::text AS transaction_id',
  beginRead: 'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY',
  end: 'ROLLBACK',
} as const;
