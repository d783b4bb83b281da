import { listed } from '../listed.ts';

/** What people call one and several of a kind, and why nobody looked. */
const words: Readonly<Record<string, readonly [one: string, several: string]>> = {
  unlogged: [
    'unlogged relation, whose rows no snapshot and no replica carries',
    'unlogged relations, whose rows no snapshot and no replica carries',
  ],
  database: ['database of the instance', 'databases of the instance'],
  unreadable: ['table that the reader may not read', 'tables that the reader may not read'],
  sequence: ['sequence', 'sequences'],
  foreignTable: ['foreign table, whose rows are elsewhere', 'foreign tables, whose rows are elsewhere'],
  otherTable: ['table of another access method', 'tables of another access method'],
  otherIndex: ['index that is no B-tree', 'indexes that are no B-trees'],
  invalidIndex: ['invalid index', 'invalid indexes'],
  unfilledView: ['materialized view that was never filled', 'materialized views that were never filled'],
};

/** What is empty by its nature: it is named, and nothing of it could be damaged. */
const holdsNothing: ReadonlySet<string> = new Set(['unfilledView']);

/** Something that a verification has not looked at. */
export type Beside = Readonly<{ kind: string; name: string }>;

/** Beside these nothing is whole. */
export const unseen = (things: readonly Beside[]): Beside[] => things.filter(({ kind }) => !holdsNothing.has(kind));

/** `1 unlogged relation, whose rows …: public.jobs; 2 foreign tables, …: a, b`. Of each kind the first are named, and all counted. */
export const besideWords = (things: readonly Beside[], most = 5): string =>
  [...Map.groupBy(things, ({ kind }) => kind)]
    .map(([kind, those]) => {
      const [one, several] = words[kind] ?? [kind, kind];
      return `${those.length} ${those.length === 1 ? one : several}: ${listed(
        those.map(({ name }) => name),
        most,
      )}`;
    })
    .join('; ');
