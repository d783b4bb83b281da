/** What a database holds, and what lies beside what is read. Only catalogues of PostgreSQL are asked, and no column of a customer. */

/** Of a domain the type that it is made of. */
const baseType = `(WITH RECURSIVE made (type, base) AS (
        SELECT p.oid, p.typbasetype FROM pg_type p WHERE p.oid = a.atttypid
        UNION ALL SELECT p.oid, p.typbasetype FROM made JOIN pg_type p ON p.oid = made.base)
      SELECT made.type FROM made WHERE made.base = 0)`;

/**
 * Columns with a value in the table; one that is made when it is read (PostgreSQL 18, virtual) holds nothing. Of the types those are told
 * that are treated apart.
 */
const columns = `(SELECT coalesce(json_agg(json_build_array(quote_ident(a.attname), CASE ${baseType}
        WHEN 'bytea'::regtype THEN 'bytea' WHEN 'timestamptz'::regtype THEN 'timestamptz'
        WHEN 'timestamp'::regtype THEN 'timestamp' WHEN 'date'::regtype THEN 'date' ELSE '' END) ORDER BY a.attnum), '[]')
      FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> 'v')`;

const qualified = `quote_ident(n.nspname) || '.' || quote_ident(c.relname)`;

const ofCustomer = `n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'`;

/** Rows of these lie in pages of PostgreSQL's own kind, and a snapshot carries them. */
const isRead = `c.relkind IN ('r', 'm') AND c.relpersistence = 'p' AND c.relispopulated
    AND c.relam = (SELECT m.oid FROM pg_am m WHERE m.amname = 'heap')`;

/** Of what is none the function throws, and the order in which PostgreSQL asks conditions is its own. */
const mayReadSequence = `CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'SELECT, USAGE') ELSE false END`;

/** Ordinary tables, partitions among them, and materialised views, with their valid B-tree indexes; and large objects, kind s. */
const catalogue = `SELECT coalesce(json_agg(t ORDER BY t.name), '[]')::text AS catalogue FROM (
  SELECT ${qualified} AS name, c.oid::int8 AS oid,
    CASE WHEN n.nspname = 'pg_catalog' THEN 's' ELSE c.relkind::text END AS kind,
    pg_relation_size(c.oid) AS bytes,
    current_setting('block_size')::int AS "pageBytes",
    has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid) AS "mayRead",
    ${columns} AS columns,
    (SELECT coalesce(json_agg(json_build_object('name', quote_ident(i.relname), 'oid', i.oid::int8,
        'bytes', pg_relation_size(i.oid)) ORDER BY i.relname), '[]')
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am a ON a.oid = i.relam
      WHERE x.indrelid = c.oid AND x.indisvalid AND a.amname = 'btree' AND n.nspname <> 'pg_catalog') AS indexes
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE (${isRead} AND ${ofCustomer}) OR c.oid = 'pg_largeobject'::regclass
) t`;

/**
 * What no unit looks at, by kind and name: what neither snapshot nor replica carries, what lies elsewhere, what was never filled, and what
 * amcheck does not check. Temporary relations end with their session.
 */
const beside = `SELECT coalesce(json_agg(json_build_array(b.kind, b.name) ORDER BY b.kind, b.name), '[]')::text AS beside FROM (
  SELECT CASE WHEN c.relkind = 'f' THEN 'foreignTable' WHEN c.relpersistence = 'u' THEN 'unlogged'
      WHEN c.relkind = 'S' THEN 'sequence' WHEN NOT c.relispopulated THEN 'unfilledView' ELSE 'otherTable' END AS kind, ${qualified} AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ofCustomer} AND c.relpersistence <> 't' AND (c.relkind = 'f' OR (c.relkind IN ('r', 'm') AND NOT (${isRead}))
    OR (c.relkind = 'S' AND (c.relpersistence = 'u' OR NOT ${mayReadSequence})))
  UNION ALL
  SELECT CASE WHEN x.indisvalid THEN 'otherIndex' ELSE 'invalidIndex' END, ${qualified} || ' (' || m.amname || ')'
  FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = c.relam
  WHERE ${ofCustomer} AND c.relkind = 'i' AND c.relpersistence = 'p' AND (m.amname <> 'btree' OR NOT x.indisvalid)
) b`;

/**
 * The other databases of the instance, and whether each takes connections. Not those that PostgreSQL makes others from, and not RDS's own
 * (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_PostgreSQL.html), which nobody may enter.
 */
const databases = `SELECT coalesce(json_agg(json_build_array(d.datname, d.datallowconn AND d.datconnlimit <> -2) ORDER BY d.datname), '[]')::text AS databases
  FROM pg_database d
  WHERE d.datname <> current_database() AND d.datname <> 'rdsadmin' AND NOT (d.datistemplate AND d.datname IN ('template0', 'template1'))`;

/** The state of every sequence that may be read: one page each. */
const sequences = `SELECT count(*) || ':' || coalesce(sum(hashint8extended(pg_sequence_last_value(c.oid), 0)::numeric), 0) AS fingerprint
  FROM pg_class c
  WHERE c.relkind = 'S' AND c.relpersistence = 'p' AND ${mayReadSequence}`;

const isSystemTable = `c.relkind = 'r' AND c.relnamespace = 'pg_catalog'::regnamespace AND c.oid <> 'pg_largeobject'::regclass`;

export const listing = { catalogue, beside, databases, relation, sequences, checkSystem, checkSystemIndexes } as const;

/** The name and the columns of one relation of any kind. */
function relation(oid: string): string {
  return `SELECT json_build_object('name', ${qualified}, 'columns', ${columns})::text AS relation
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ${oid}::oid`;
}

/** amcheck over PostgreSQL's own tables, listed first: without them nothing else can be found. Null when there is no fault. */
function checkSystem(checker: string): string {
  return `SELECT count(*) || ' faults, the first in ' || min(c.relname || ', block ' || v.blkno) AS faults
  FROM (SELECT c.oid, c.relname FROM pg_class c WHERE ${isSystemTable} OFFSET 0) c,
    LATERAL ${checker}.verify_heapam(relation => c.oid::regclass, check_toast => true) v
  HAVING count(*) > 0`;
}

function checkSystemIndexes(checker: string): string {
  return `SELECT count(*) || ' indexes' AS nothing
  FROM (SELECT i.oid FROM pg_class i JOIN pg_index x ON x.indexrelid = i.oid JOIN pg_am m ON m.oid = i.relam
      WHERE i.relnamespace = 'pg_catalog'::regnamespace AND x.indisvalid AND m.amname = 'btree' OFFSET 0) i,
    LATERAL ${checker}.bt_index_check(index => i.oid::regclass, heapallindexed => true)`;
}
