import { Relation } from '../../shared/domain/verification/catalogue.ts';
import type { Query } from '../../shared/postgres/database.ts';
import { type TimeColumn, verificationStatements } from '../../shared/verification/statements.ts';
import { jsonIn, textIn } from './answers.ts';

/**
 * What a plan names, as the search path of the role finds it; from then on only names of PostgreSQL's own are found. Throws 42P01
 * undefined_table, as PostgreSQL would.
 */
export async function findRelation(query: Query, name: string): Promise<Relation> {
  const oid = textIn(await query(verificationStatements.resolve(name)));
  await query(verificationStatements.ownNames);
  if (oid === null) throw missing('42P01', `relation "${name}" does not exist`);
  return Relation.parse(jsonIn(await query(verificationStatements.relation(oid))));
}

const missing = (code: string, message: string): Error => Object.assign(new Error(message), { code });

/**
 * A column that is not there must be missed before it is asked for: PostgreSQL takes `row.name` for a function of the row, if there is
 * one of that name (postgresql.org/docs/18/sql-expressions.html, 4.2.6). Throws 42703 undefined_column.
 */
export function requireColumns({ name: table, columns }: Relation, wanted: Relation): void {
  const known = new Set(columns.map(([name]) => name));
  const gone = wanted.columns.find(([name]) => !known.has(name));
  if (gone !== undefined) throw missing('42703', `column ${gone[0]} of ${table} does not exist`);
}

type Wanted = Readonly<{ column: string; zone: string | undefined; field: string }>;

/** A column of a time; `untold`: nobody can say which moment its values are. */
type Found = Readonly<{ kind: 'told'; column: TimeColumn } | { kind: 'untold'; because: string }>;

/** Throws 42703 undefined_column. */
export function timeColumnOf({ name: table, columns }: Relation, { column, zone, field }: Wanted): Found {
  const found = columns.find(([name]) => name === column || name === `"${column}"`);
  if (found === undefined) throw missing('42703', `column "${column}" of ${table} does not exist`);
  const [name, type] = found;
  if (type === '' || type === 'bytea') return { kind: 'untold', because: `${column} of ${table} is no time` };
  if (type !== 'timestamptz' && zone === undefined)
    return {
      kind: 'untold',
      because: `${column} of ${table} has no time zone: say in the plan in which one it is meant (${field})`,
    };
  return { kind: 'told', column: { name, type, zone: zone ?? 'UTC' } };
}
