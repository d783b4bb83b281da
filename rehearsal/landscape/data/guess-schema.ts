import type { NamedTable } from '../claims/claim.ts';
import type { WantedCheck } from '../draft/draft.ts';
import { type Column, type Table, tablesIn } from './read-sql.ts';

/** In a table of which nobody says how many rows it has. */
const usualRows = 100;
/** Rows of a backup are older than its moment. */
const ageSeconds = 7200;

const plainCount = /^\s*select\s+count\s*\(\s*\*\s*\)\s+from\s+(?:public\.)?([a-z_][a-z0-9_.]*)\s*$/i;

export type Guess = Readonly<{ schema: string }> | Readonly<{ unknown: WantedCheck }>;

/**
 * Tables and rows such that the checks of a plan pass, told from their statements; or the check whose statement does not tell. Whether
 * they do pass is asked of the database itself (prove-checks.ts): a guess that is wrong is said before anything starts.
 */
export function guessSchema(checks: readonly WantedCheck[], named: readonly NamedTable[]): Guess {
  const read = checks.map((check) => ({ check, tables: tablesIn(check.sql) }));
  const unknown = read.find(({ tables }) => tables === undefined)?.check;
  if (unknown !== undefined) return { unknown };
  const asked = read.flatMap(({ check, tables = [] }) => withoutForbidden(tables, check));
  const tables = mergeTables([...asked, ...namedTables(named)]);
  const counts = tables.map((table) => rowsOf(table, checks));
  const fewest = Math.min(usualRows, ...counts);
  return { schema: tables.map((table, index) => tableText(table, counts[index] ?? usualRows, fewest)).join('\n') };
}

/** What no rows may be found by is not what rows are made of. */
const withoutForbidden = (tables: readonly Table[], { atLeast }: WantedCheck): Table[] =>
  atLeast === undefined
    ? tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => ({ ...column, literals: [] })) }))
    : [...tables];

const mergeTables = (tables: readonly Table[]): Table[] =>
  [...Map.groupBy(tables, ({ name }) => name.replace(/^public\./, ''))].map(([name, all]) => ({
    name,
    columns: mergeColumns(all.flatMap(({ columns }) => columns)),
  }));

const mergeColumns = (columns: readonly Column[]): Column[] =>
  [...Map.groupBy(columns, ({ name }) => name)].map(([name, all]) => ({
    name,
    type: all.find(({ type }) => type !== 'bigint')?.type ?? 'bigint',
    literals: all.flatMap(({ literals }) => literals),
  }));

const namedTables = (named: readonly NamedTable[]): Table[] =>
  named.map(({ table: name, column }) => ({
    name,
    columns: column === undefined ? [] : [{ name: column, type: 'timestamptz', literals: [] }],
  }));

/** As many as every count of the whole table takes. */
function rowsOf({ name }: Table, checks: readonly WantedCheck[]): number {
  const counts = checks.filter(({ sql }) => plainCount.exec(sql)?.[1]?.toLowerCase() === name);
  const least = Math.max(usualRows, ...counts.map(({ atLeast = 0 }) => Math.ceil(atLeast)));
  return Math.min(least, ...counts.map(({ atMost = Number.POSITIVE_INFINITY }) => Math.floor(atMost)));
}

function tableText(table: Table, rows: number, fewest: number): string {
  const columns = table.columns.some(({ name }) => name === 'id')
    ? table.columns
    : [{ name: 'id', type: 'bigint', literals: [] } as const, ...table.columns];
  const name = quoted(table.name);
  const schema = table.name.includes('.')
    ? [`CREATE SCHEMA IF NOT EXISTS ${quoted(table.name.split('.')[0] ?? '')};`]
    : [];
  const definitions = columns.map(
    (column) => `${quoted(column.name)} ${column.type}${column.name === 'id' ? ' PRIMARY KEY' : ''}`,
  );
  const values = columns.map((column) => expressionFor(column, fewest));
  return [
    ...schema,
    `CREATE TABLE ${name} (${definitions.join(', ')});`,
    `INSERT INTO ${name} SELECT ${values.join(', ')} FROM generate_series(1, ${rows}) n;`,
  ].join('\n');
}

const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');

/** `n` is the number of the row. What a check that wants rows compares with is there; what nobody may find is not. */
function expressionFor({ name, type, literals }: Column, fewest: number): string {
  switch (type) {
    case 'text':
      return literals[0] === undefined ? `${literal(`${name} `)} || n` : literal(literals[0]);
    case 'timestamptz':
      return `now() - make_interval(secs => ${ageSeconds} + n)`;
    case 'boolean':
      return 'true';
    case 'bigint':
      return name === 'id' ? 'n' : `1 + (n - 1) % ${Math.max(1, fewest)}`;
    default:
      return type satisfies never;
  }
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
