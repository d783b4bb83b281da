/**
 * Every statement that a verification sends to a copy, besides the checks of the plan. Each answers one row of one value, and
 * has a fixed shape, so that a model of PostgreSQL can know it. Table names come from PostgreSQL itself, which has quoted them.
 */

const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const quoteName = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A range of pages of a table; `to` is excluded. */
export type Pages = Readonly<{ from: number; to: number }>;

/** Of the master, on the copy alone: they prepare the role that only reads. */
export const preparation = {
  /** amcheck: postgresql.org/docs/18/amcheck.html. Nothing happens where it is installed. */
  installChecker: 'CREATE EXTENSION IF NOT EXISTS amcheck',
  /** Whether the role exists and could do more than read: no row, or true. */
  couldWrite: (role: string) => `SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
  OR pg_has_role(rolname, 'pg_write_all_data', 'usage') AS could_write FROM pg_roles WHERE rolname = ${quoteLiteral(role)}`,
  setPassword: (role: string, password: string) =>
    `ALTER ROLE ${quoteName(role)} LOGIN PASSWORD ${quoteLiteral(password)} VALID UNTIL 'infinity'`,
  /** Signatures differ between versions. */
  checkerFunctions: `SELECT string_agg(d.objid::regprocedure::text, ', ') AS functions
  FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
  WHERE e.extname = 'amcheck' AND d.deptype = 'e' AND d.classid = 'pg_proc'::regclass`,
  /**
   * Since when the server's own processes run. After a crash of one backend all of them are started anew, while the postmaster
   * stays (postgresql.org/docs/18/runtime-config-error-handling.html, restart_after_crash). Null where the role may not see them.
   */
  servingSince: `SELECT min(backend_start)::text AS serving_since FROM pg_stat_activity
  WHERE backend_type IN ('checkpointer', 'background writer')`,
  allowChecker: (functions: string, role: string) => `GRANT EXECUTE ON FUNCTION ${functions} TO ${quoteName(role)}`,
} as const;

/** Ordinary tables, partitions among them, and materialised views, with their valid B-tree indexes; system catalogues are not read. */
const catalogue = `SELECT coalesce(json_agg(t ORDER BY t.name), '[]')::text AS catalogue FROM (
  SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.oid::int8 AS oid, c.relkind AS kind,
    pg_relation_size(c.oid) AS bytes,
    current_setting('block_size')::int AS "pageBytes",
    (SELECT coalesce(json_agg(json_build_object('name', quote_ident(i.relname), 'oid', i.oid::int8,
        'bytes', pg_relation_size(i.oid)) ORDER BY i.relname), '[]')
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am a ON a.oid = i.relam
      WHERE x.indrelid = c.oid AND x.indisvalid AND a.amname = 'btree') AS indexes
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't'
    AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'
) t`;

/** Rows, and a sum of hashes that does not depend on their order. Whole rows as text: that reads what is stored apart, too. */
const fingerprint = `SELECT count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) AS fingerprint`;

export const verificationStatements = {
  catalogue,
  /** TID range scans: postgresql.org/docs/14/release-14.html. */
  readPages: (table: string, { from, to }: Pages) =>
    `${fingerprint} FROM ONLY ${table} t WHERE t.ctid >= '(${from},0)' AND t.ctid < '(${to},0)'`,
  /** How many faults amcheck finds in these pages, and the first of them in words; null when there is none. */
  checkPages: (oid: number, { from, to }: Pages) =>
    `SELECT count(*) || ' faults, the first in block ' || min(v.blkno) AS faults FROM verify_heapam(
  relation => ${oid}::oid::regclass, check_toast => true, startblock => ${from}, endblock => ${to - 1}) v HAVING count(*) > 0`,
  /** Throws what is wrong with the index. Every row of the table must be found in it. */
  checkIndex: (oid: number) =>
    `SELECT bt_index_check(index => ${oid}::oid::regclass, heapallindexed => true) AS nothing`,
  newestRow: (table: string, column: string) =>
    `SELECT to_char(max(${column})::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS newest FROM ${table}`,
  compare: (table: string, until: Readonly<{ column: string; at: string }> | undefined) =>
    `${fingerprint} FROM ${table} t${until === undefined ? '' : ` WHERE t.${until.column} <= ${quoteLiteral(until.at)}`}`,
} as const;
