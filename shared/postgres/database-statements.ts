/**
 * Every statement that Lifeboat itself sends to a database; the plans' own checks come besides. Texts are fixed, so that
 * a model of PostgreSQL can know them. None of them writes.
 */
export const databaseStatements = {
  /**
   * One row of texts and flags. The first time is that of the last commit that was replayed, in UTC to the millisecond:
   * static after a promotion, null after a restart as primary (functions-admin.html, "Recovery Information Functions").
   * Whether the server makes every session read-only is asked without what was set for this role alone: a read-only role
   * says nothing about what others may do.
   * Of the receiver only who has pg_read_all_stats sees more than that there is one (monitoring-stats.html): the status is null
   * to all others. A receiver that has just started has no message yet and says the time of its start for both ends of the
   * way (walreceiver.c), where those of a message never are the same; its log's end is then that of the stream before.
   */
  look: `SELECT pg_is_in_recovery() AS in_recovery,
  to_char(pg_last_xact_replay_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS last_replayed_at,
  EXISTS (
    SELECT FROM pg_settings
    WHERE name = 'default_transaction_read_only' AND setting = 'on' AND source NOT IN ('user', 'database user', 'client')
  ) AS is_read_only_for_all,
  receiver.pid IS NOT NULL AS has_receiver, receiver.status AS receiver_status,
  to_char(receiver.last_msg_send_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS heard_at,
  receiver.last_msg_receipt_time <> receiver.last_msg_send_time
    AND receiver.latest_end_lsn <= pg_last_wal_replay_lsn() AS has_replayed_all
FROM (SELECT 1) AS one LEFT JOIN pg_stat_wal_receiver AS receiver ON true`,
  /** On the other side of a fork: whether it takes writes, and when it last did, where it keeps the times of commits. */
  lookBeyond: `SELECT NOT pg_is_in_recovery() AS is_primary,
  CASE WHEN current_setting('track_commit_timestamp') = 'on' THEN
    to_char((pg_last_committed_xact()).timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  END AS last_commit_at`,
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

/** Plans a statement without running it: its tables and columns, and the rights on them, are looked at all the same. */
export const explained = (sql: string): string => `EXPLAIN ${sql.trim()}`;
