import { readOnlyTables } from './read-only-statement.ts';

const relations = `quote_ident(n.nspname) || '.' || quote_ident(c.relname) ORDER BY n.nspname, c.relname`;
const fromRelations = `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname NOT LIKE 'pg\\_toast%' AND`;

const beside = `SELECT json_build_object(
  'unlogged', ${names(relations)} ${fromRelations} c.relpersistence = 'u' AND c.relkind IN ('r', 'S')),
  'foreignTables', ${names(relations)} ${fromRelations} c.relkind = 'f'),
  'publications', ${names('p.pubname ORDER BY p.pubname')} FROM pg_publication p),
  'subscriptions', ${names('s.subname ORDER BY s.subname')} FROM pg_subscription s
    WHERE s.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())),
  'databases', ${names('d.datname ORDER BY d.datname')} FROM pg_database d
    WHERE d.datname <> current_database() AND d.datname <> 'rdsadmin' AND NOT (d.datistemplate AND d.datname IN ('template0', 'template1')))
)::text AS beside`;

/**
 * Every statement that Lifeboat itself sends to a database; the plans' own checks come besides. Texts are fixed, so that
 * a model of PostgreSQL can know them. None of them writes.
 */
export const databaseStatements = {
  /**
   * One row of texts and flags. The first time is that of the last commit that was replayed, in UTC to the millisecond:
   * static after a promotion, null after a restart as primary (functions-admin.html, "Recovery Information Functions").
   * Who is made read-only: read-only-statement.ts. What was set for this role alone says nothing about what others may do.
   * Of the receiver only who has pg_read_all_stats sees more than that there is one (monitoring-stats.html): the status is null
   * to all others. A receiver that has just started has no message yet and says the time of its start for both ends of the
   * way (walreceiver.c), where those of a message never are the same; its log's end is then that of the stream before.
   */
  look: `${readOnlyTables}
SELECT pg_is_in_recovery() AS in_recovery,
  to_char(pg_last_xact_replay_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS last_replayed_at,
  read_only.is_for_all AS is_read_only_for_all, read_only.roles AS read_only_roles, read_only.is_hidden AS is_default_hidden,
  receiver.pid IS NOT NULL AS has_receiver, receiver.status AS receiver_status,
  to_char(receiver.last_msg_send_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS heard_at,
  receiver.last_msg_receipt_time <> receiver.last_msg_send_time
    AND receiver.latest_end_lsn <= pg_last_wal_replay_lsn() AS has_replayed_all
FROM read_only LEFT JOIN pg_stat_wal_receiver AS receiver ON true`,
  /**
   * What a promotion does not carry, or nobody has looked at: of this database the unlogged relations, foreign tables, publications and
   * subscriptions, and the other databases of the instance.
   */
  beside,
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

function names(of: string) {
  return `(SELECT coalesce(json_agg(${of}), '[]')`;
}
