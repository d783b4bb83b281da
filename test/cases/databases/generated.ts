import fc from 'fast-check';

/** Names that SQL reserves, that our statements use, or that have to be quoted. None is a system column's. */
const names = [
  ...[
    't',
    'lifeboat_row',
    'select',
    'Row',
    'count',
    'user',
    'order',
    'sum',
    'text',
    'pg_class',
    'oid',
    'ROW',
    'fingerprint',
  ],
  ...[
    'a.b',
    'with space',
    'quo"te',
    "apo'strophe",
    'ünïcode',
    '$1',
    'x'.repeat(63),
    'lifeboat_row.t',
    '--',
    'null',
    'ctid_',
  ],
];

/** Types with an expression for the value of row n. */
const types: Readonly<Record<string, string>> = {
  int: 'n',
  text: "repeat(chr(65 + n % 26), 1 + n % 40) || E'\\n\"(,)'",
  bytea: "decode(md5(n::text), 'hex')",
  timestamptz: "'2026-01-01'::timestamptz + make_interval(mins => n)",
  date: "'2026-01-01'::date + n",
  numeric: 'n / 7.0',
  float8: 'n / 7.0::float8',
  json: "json_build_object('n', n)",
  jsonb: "jsonb_build_object('n', n)",
  point: 'point(n, n)',
  'int[]': 'ARRAY[n, NULL, n]',
  'text[]': "ARRAY['a,b', NULL, n::text]",
  boolean: 'n % 2 = 0',
  moment: 'now()',
  pair: "ROW(n, 'x')::pair",
  long: "(SELECT string_agg(md5((n * 1000 + k)::text), '') FROM generate_series(1, 200) k)::long",
};

const column = fc.record({ type: fc.constantFrom(...Object.keys(types)), isNull: fc.boolean() });

const table = fc.record({
  schema: fc.constantFrom('public', 'odd', 'Odd Schema'),
  columns: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), column), {
    selector: ([name]) => name,
    minLength: 1,
    maxLength: 7,
  }),
  kind: fc.constantFrom('plain', 'plain', 'partitioned', 'parent', 'unlogged', 'generated'),
  rows: fc.constantFrom(0, 1, 60),
  index: fc.constantFrom('none', 'btree', 'hash', 'brin'),
});
export type GeneratedTable = typeof table extends fc.Arbitrary<infer T> ? T : never;

/** What one database holds, and what of it is turned over. */
export const generatedSchema = fc.record({
  tables: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), table), {
    selector: ([name]) => name,
    minLength: 1,
    maxLength: 5,
  }),
  largeObjects: fc.constantFrom(0, 0, 3),
  hasForeignTable: fc.boolean(),
  hasEmptyView: fc.boolean(),
  hasSequence: fc.boolean(),
  hasNamesakes: fc.boolean(),
  damages: fc.constantFrom('nothing', 'nothing', 'heap', 'index', 'toast', 'largeObjects', 'catalogue'),
});
export type GeneratedSchema = typeof generatedSchema extends fc.Arbitrary<infer T> ? T : never;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Before anything else in a database: types and schemas that tables use. */
export const prelude = `CREATE SCHEMA odd; CREATE SCHEMA "Odd Schema"; CREATE DOMAIN moment AS timestamptz;
  CREATE DOMAIN inner_long AS text; CREATE DOMAIN long AS inner_long; CREATE TYPE pair AS (a int, b text);`;

/** Things of a customer that are called as ours are, and found before them. */
export const namesakes = `CREATE FUNCTION public.hashtextextended(text, bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint';
  CREATE FUNCTION public.quote_ident(name) RETURNS text LANGUAGE sql AS 'SELECT ''x''';
  CREATE FUNCTION public.pg_relation_size(oid) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint';
  CREATE TABLE public.pg_attribute (attrelid oid); CREATE TABLE public.pg_index (indexrelid oid);`;

export const fullName = ([name, { schema }]: readonly [string, GeneratedTable]): string =>
  `${quoted(schema)}.${quoted(name)}`;

const definition = ([name, { type }]: GeneratedTable['columns'][number]): string => `${quoted(name)} ${type}`;

const expressionOf = ([, { type, isNull }]: GeneratedTable['columns'][number]): string =>
  isNull ? `CASE WHEN n % 3 = 0 THEN NULL ELSE ${types[type]} END` : `${types[type]}`;

const made = (entry: readonly [string, GeneratedTable]): string => {
  const [name, { schema, columns, kind }] = entry;
  const full = fullName(entry);
  const body = columns.map(definition).join(', ');
  switch (kind) {
    case 'partitioned':
      return `CREATE TABLE ${full} (key_ int, ${body}) PARTITION BY RANGE (key_);
        CREATE TABLE ${quoted(schema)}.${quoted(`${name.slice(0, 50)} low`)} PARTITION OF ${full} FOR VALUES FROM (0) TO (30);
        CREATE TABLE ${quoted(schema)}.${quoted(`${name.slice(0, 50)} high`)} PARTITION OF ${full} FOR VALUES FROM (30) TO (1000);`;
    case 'parent':
      return `CREATE TABLE ${full} (key_ int, ${body});
        CREATE TABLE ${quoted(schema)}.${quoted(`${name.slice(0, 50)} child`)} (more int) INHERITS (${full});
        INSERT INTO ${quoted(schema)}.${quoted(`${name.slice(0, 50)} child`)} (key_, more) VALUES (1, 2);`;
    case 'generated':
      return `CREATE TABLE ${full} (key_ int, ${body}, twice_ int GENERATED ALWAYS AS (key_ * 2) STORED,
        worse_ int GENERATED ALWAYS AS (1 / (key_ - key_)) VIRTUAL);`;
    default:
      return `CREATE ${kind === 'unlogged' ? 'UNLOGGED ' : ''}TABLE ${full} (key_ int, ${body});`;
  }
};

/** All that makes a table, its rows and its index. */
export const sqlOf = (entry: readonly [string, GeneratedTable]): string => {
  const [, { columns, rows, index }] = entry;
  const full = fullName(entry);
  const into = ['key_', ...columns.map(([column]) => quoted(column))].join(', ');
  return `${made(entry)}
    INSERT INTO ${full} (${into}) SELECT n, ${columns.map(expressionOf).join(', ')} FROM generate_series(1, ${rows}) n;
    ${index === 'none' ? '' : `CREATE INDEX ON ${full} USING ${index} (key_);`}`;
};
