import * as z from 'zod';
import { read } from '../aws/read.ts';
import type { Reading } from '../domain/reading.ts';
import type { DatabasePlace, Query, WithDatabase } from './database.ts';
import { databaseStatements } from './database-statements.ts';
import { ownNames } from './own-names.ts';

const Names = z.array(z.string());

/** What one database has beside what is replicated; `databases`: the others of the instance. */
const BesideRow = z.object({
  unlogged: Names,
  foreignTables: Names,
  publications: Names,
  subscriptions: Names,
  databases: Names,
});

/** So many other databases are entered, all at once: a look has little time. */
const mostDatabases = 10;

const none = { unlogged: [], foreignTables: [], publications: [], subscriptions: [], notLookedAt: [] };

export type BesideRow = z.output<typeof BesideRow>;

/** Over a connection that finds names of PostgreSQL's own alone. */
export async function askBeside(query: Query): Promise<BesideRow> {
  const text = (await query(databaseStatements.beside))[0]?.[0];
  return BesideRow.parse(JSON.parse(typeof text === 'string' ? text : 'null'));
}

/** What a promotion does not carry, or nobody could look at: by name, with the database before it where it is another. */
export type BesideFacts = Readonly<{
  unlogged: readonly string[];
  foreignTables: readonly string[];
  /** Logical replication out of a database: its slots stay behind. */
  publications: readonly string[];
  subscriptions: readonly string[];
  /** Databases that nobody could look into, and why. */
  notLookedAt: readonly string[];
}>;

type Other = Readonly<{ name: string; found: Reading<BesideRow> }>;

/** What was asked of the place's own database, and the same of every other one of its instance, over one connection each. */
export async function lookBeside(
  own: Reading<BesideRow>,
  place: DatabasePlace,
  withDatabase: WithDatabase,
): Promise<BesideFacts> {
  if (own.kind === 'unreadable') return { ...none, notLookedAt: [`database ${place.database} (${own.failure.error})`] };
  const { databases } = own.value;
  const inside = (database: string) => withDatabase({ ...place, database, options: ownNames }, askBeside);
  const others = await Promise.all(
    databases
      .slice(0, mostDatabases)
      .map(async (name): Promise<Other> => ({ name, found: await read(() => inside(name)) })),
  );
  const all = [{ prefix: '', row: own.value }, ...others.flatMap(rowOf)];
  const named = (of: (row: BesideRow) => readonly string[]) =>
    all.flatMap(({ prefix, row }) => of(row).map((name) => `${prefix}${name}`));
  return {
    unlogged: named(({ unlogged }) => unlogged),
    foreignTables: named(({ foreignTables }) => foreignTables),
    publications: named(({ publications }) => publications),
    subscriptions: named(({ subscriptions }) => subscriptions),
    notLookedAt: [
      ...others.flatMap(closed),
      ...databases.slice(mostDatabases).map((name) => `database ${name} (one of too many)`),
    ],
  };
}

const rowOf = ({ name, found }: Other) => (found.kind === 'known' ? [{ prefix: `${name}: `, row: found.value }] : []);

const closed = ({ name, found }: Other): string[] =>
  found.kind === 'unreadable' ? [`database ${name} (${found.failure.error})`] : [];
