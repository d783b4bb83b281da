/**
 * Who would be read-only. What ALTER ROLE and ALTER DATABASE say stands in pg_db_role_setting for everybody to read, and the nearest of
 * them counts: of the role in this database, of the role, of the database, of all (postgresql.org/docs/18/sql-alterrole.html). Under them
 * lies the server's own, which a role sees as long as nothing nearer hides it. That transaction_read_only can be kept in the same way
 * changes nothing: each transaction begins by the default (tried on PostgreSQL 18).
 *
 * Of roles those count that may log in here and change rows of some table: what a reader's sessions are says nothing.
 */

const wanted = `split_part(c.entry, '=', 1) = 'default_transaction_read_only'`;

const mayChangeRows = `EXISTS (SELECT FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
      WHERE t.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND has_table_privilege(r.oid, t.oid, 'INSERT, UPDATE, DELETE'))`;

/** Before the statement that looks: what it says of read-only sessions, as one row of `read_only`. */
export const readOnlyTables = `WITH here AS (
  SELECT d.oid FROM pg_database d WHERE d.datname = current_database()
), said AS (
  SELECT s.setrole, s.setdatabase, split_part(c.entry, '=', 2)::boolean AS is_on
  FROM pg_db_role_setting s, unnest(s.setconfig) AS c (entry) WHERE ${wanted}
), server AS (
  SELECT CASE WHEN p.source NOT IN ('user', 'database user', 'database', 'global', 'client', 'session') THEN p.setting = 'on' END AS is_on
  FROM pg_settings p WHERE p.name = 'default_transaction_read_only'
), common AS (
  SELECT coalesce(${saidFor('0', 'here.oid')}, ${saidFor('0', '0')}, server.is_on) AS is_on FROM here, server
), writers AS (
  SELECT r.rolname, coalesce(${saidFor('r.oid', 'here.oid')}, ${saidFor('r.oid', '0')}, common.is_on) AS is_on
  FROM pg_roles r, here, common
  WHERE r.rolcanlogin AND NOT r.rolsuper AND has_database_privilege(r.oid, here.oid, 'CONNECT') AND ${mayChangeRows}
), read_only AS (
  SELECT CASE WHEN EXISTS (SELECT FROM writers w) THEN NOT EXISTS (SELECT FROM writers w WHERE w.is_on IS NOT TRUE)
      ELSE common.is_on IS TRUE END AS is_for_all,
    (SELECT coalesce(json_agg(w.rolname ORDER BY w.rolname), '[]') FROM writers w WHERE w.is_on)::text AS roles,
    common.is_on IS NULL AS is_hidden
  FROM common
)`;

function saidFor(role: string, database: string): string {
  return `(SELECT bool_or(s.is_on) FROM said s WHERE s.setrole = ${role} AND s.setdatabase = ${database})`;
}
