import type { Columns, Relation } from '../domain/verification/catalogue.ts';
import { listing } from './listing.ts';

/** Where amcheck goes when it is not installed: beside nothing of the customer. Quoted. */
export const checkerSchema = quoteName('lifeboat_amcheck');

/** What no name of a customer is worse for having: every column stands behind it. */
const row = 'lifeboat_row';

/** Of the master, on the copy alone: they prepare the role that only reads. */
export const preparation = {
  /** For the whole session: it does nothing of the customer's. */
  ownNames: 'SET search_path TO pg_catalog',
  /** The schema of amcheck (postgresql.org/docs/18/amcheck.html), quoted; no row where it is not installed. */
  checker: `SELECT quote_ident(n.nspname) AS checker
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'amcheck'`,
  makeCheckerSchema: `CREATE SCHEMA IF NOT EXISTS ${checkerSchema}`,
  installChecker: `CREATE EXTENSION IF NOT EXISTS amcheck SCHEMA ${checkerSchema}`,
  /**
   * Whether the role exists and could do more than read: no row, or true. BYPASSRLS lets a role see more rows, and write none
   * (postgresql.org/docs/18/sql-createrole.html).
   */
  couldWrite: (role: string) => `SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication
  OR pg_has_role(rolname, 'pg_write_all_data', 'usage') AS could_write FROM pg_roles WHERE rolname = ${quoteLiteral(role)}`,
  setPassword: (role: string, password: string) =>
    `ALTER ROLE ${quoteName(role)} LOGIN PASSWORD ${quoteLiteral(password)} VALID UNTIL 'infinity'`,
  /** With their schema, since that is not in the search path. Signatures differ between versions. */
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
  allowCheckerSchema: (schema: string, role: string) => `GRANT USAGE ON SCHEMA ${schema} TO ${quoteName(role)}`,
} as const;

/**
 * Every statement that a verification sends to a copy, besides the checks of the plan. Each answers one row of one value, and
 * has a fixed shape, so that a model of PostgreSQL can know it.
 *
 * Names of the customer meet names of ours here, and none may take the place of another. Tables and columns are quoted by PostgreSQL
 * itself. A column is always written behind the alias of its table, and the alias is never written alone: in `t::text` a column called t
 * would win over the row. Our functions, operators and catalogues are found in pg_catalog alone (`ownNames`).
 */

function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
function quoteName(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** A range of pages of a table; `to` is excluded. */
export type Pages = Readonly<{ from: number; to: number }>;

/** `row`: the whole row as one text. `columns`: a hash of each column, for rows that are too long to be one. */
export type Form = 'row' | 'columns';

/** A column of a time, and the zone in which it is meant where the column has none. */
export type TimeColumn = Readonly<{ name: string; type: 'timestamptz' | 'timestamp' | 'date'; zone: string }>;

export const verificationStatements = {
  /** In a transaction of our own statements: nothing that a customer has made is found by its bare name. */
  ownNames: 'SET LOCAL search_path TO pg_catalog',
  ...listing,
  /** The oid of what the plan names, as the customer's own search path finds it; null where there is none. */
  resolve: (name: string) =>
    `SELECT pg_catalog.to_regclass(${quoteLiteral(name)})::pg_catalog.oid::pg_catalog.text AS oid`,
  /** TID range scans: postgresql.org/docs/14/release-14.html. */
  readPages: ({ name, columns }: Relation, { from, to }: Pages, form: Form = 'row') =>
    `${fingerprint(columns, form)} FROM ONLY ${name} AS ${row} WHERE ${row}.ctid >= '(${from},0)' AND ${row}.ctid < '(${to},0)'`,
  /** How many faults amcheck finds in these pages, and the first of them in words; null when there is none. */
  checkPages: (checker: string, oid: number, { from, to }: Pages) =>
    `SELECT count(*) || ' faults, the first in block ' || min(v.blkno) AS faults FROM ${checker}.verify_heapam(
  relation => ${oid}::oid::regclass, check_toast => true, startblock => ${from}, endblock => ${to - 1}) v HAVING count(*) > 0`,
  /** Throws what is wrong with the index. Every row of the table must be found in it. */
  checkIndex: (checker: string, oid: number) =>
    `SELECT ${checker}.bt_index_check(index => ${oid}::oid::regclass, heapallindexed => true) AS nothing`,
  newestRow,
  compare: (
    { name, columns }: Relation,
    until: Readonly<{ column: TimeColumn; at: string }> | undefined,
    form: Form = 'row',
  ) =>
    `${fingerprint(columns, form)} FROM ${name} AS ${row}${until === undefined ? '' : ` WHERE ${momentOf(until.column)} <= ${instant(until.at)}`}`,
} as const;

/** Rows, and a sum of hashes that does not depend on their order. Whole rows: that reads what is stored apart, too. */
const fingerprint = (columns: Columns, form: Form): string =>
  `SELECT count(*) || ':' || coalesce(sum(hashtextextended(${rowText(columns, form)}, 0)::numeric), 0) AS fingerprint`;

function rowText(columns: Columns, form: Form): string {
  const values = columns.map((column) => (form === 'row' ? `${row}.${column[0]}` : hashOf(column)));
  return `ROW(${values.join(', ')})::text`;
}

/** A text as long as PostgreSQL stores one (1 GB) has a hash; bytes would be twice as long as text. */
const hashOf = ([name, type]: Columns[number]): string =>
  type === 'bytea'
    ? `hashtextextended(encode(sha256(${row}.${name}), 'hex'), 0)`
    : `hashtextextended(${row}.${name}::text COLLATE "C", 0)`;

/**
 * The newest moment that is one and not after `at`; how many rows are later, the latest of them, and how many are at infinity. Each is
 * asked by itself, so that an index may answer.
 */
function newestRow(table: string, column: TimeColumn, at: string): string {
  const moment = momentOf(column);
  const from = `FROM ${table} AS ${row}`;
  const later = `${moment} > ${instant(at)} AND ${moment} < 'infinity'`;
  return `SELECT json_build_object(
  'isEmpty', NOT EXISTS (SELECT ${from}),
  'newest', (SELECT ${isoOf(`max(${moment})`)} ${from} WHERE ${moment} <= ${instant(at)} AND ${moment} > '-infinity'),
  'later', (SELECT count(*) ${from} WHERE ${later}),
  'latest', (SELECT ${isoOf(`max(${moment})`)} ${from} WHERE ${later}),
  'infinite', (SELECT count(*) ${from} WHERE ${moment} = 'infinity'))::text AS newest`;
}

function momentOf({ name, type, zone }: TimeColumn): string {
  const column = `${row}.${name}`;
  if (type === 'timestamptz') return column;
  return `(${column}${type === 'date' ? '::timestamp' : ''} AT TIME ZONE ${quoteLiteral(zone)})`;
}

function instant(at: string): string {
  return `${quoteLiteral(at)}::timestamptz`;
}

function isoOf(moment: string): string {
  return `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
