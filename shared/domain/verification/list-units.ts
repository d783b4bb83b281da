import type { DataCheck } from '../../contracts/data-check.ts';
import type { DataCheckResult } from '../../contracts/verification/facts.ts';
import type { DataExpectations, ManifestTable, NewestRow } from '../../contracts/verification/restore.ts';
import type { Catalogue, CatalogueTable, Relation } from './catalogue.ts';

/** 256 MB of pages of 8 KB: what comes from S3 for the first time takes seconds, not minutes. */
const pagesAtOnce = 32_768;
/** A fault that may pass, such as a source that does not answer, is tried so often. */
const attempts = 3;

type Range = Readonly<{ from: number; to: number; bytes: number }>;

/** One thing to look at, small enough for one statement. */
export type Unit = Readonly<{ unit: string; name: string }> &
  Readonly<
    | { kind: 'check'; check: DataCheck }
    | { kind: 'newestRow'; expected: NewestRow }
    | ({ kind: 'read'; relation: Relation } & Range)
    | ({ kind: 'heap'; oid: number } & Range)
    | { kind: 'index'; oid: number; bytes: number }
    | { kind: 'manifest'; table: ManifestTable }
    | { kind: 'sequences' }
    /** PostgreSQL's own tables, or their indexes. */
    | { kind: 'system'; of: 'tables' | 'indexes' }
  >;

/** Of every database the same. */
const commonUnits: readonly Unit[] = [
  { kind: 'sequences', unit: 'sequences', name: 'sequences' },
  { kind: 'system', unit: 'system:tables', name: 'system catalogues', of: 'tables' },
  { kind: 'system', unit: 'system:indexes', name: 'indexes of the system catalogues', of: 'indexes' },
];

/** Everything that is to be looked at in the plan's database, in order: what the plan asks for first, since it decides soonest. */
export const listUnits = (data: DataExpectations, catalogue: Catalogue): Unit[] => [
  ...planned(data),
  ...catalogue.filter(isOfCustomer).flatMap(readUnits),
  ...pagesOf(catalogue),
];

const planned = ({ checks, newestRow, manifest }: DataExpectations): Unit[] => [
  ...checks.map((check): Unit => ({ kind: 'check', unit: `check:${check.name}`, name: check.name, check })),
  ...(newestRow === undefined
    ? []
    : [
        {
          kind: 'newestRow' as const,
          unit: `newestRow:${newestRow.table}`,
          name: `newest row of ${newestRow.table}`,
          expected: newestRow,
        },
      ]),
  ...(manifest?.tables ?? []).map(
    (table): Unit => ({ kind: 'manifest', unit: `manifest:${table.table}`, name: table.table, table }),
  ),
];

const isOfCustomer = ({ kind }: CatalogueTable): boolean => kind !== 's';

function readUnits(table: CatalogueTable): Unit[] {
  const { name, columns } = table;
  const ranges = rangesOf(table);
  // A table without a page is read, too: that it can be is a finding.
  const all = ranges.length > 0 ? ranges : [{ from: 0, to: 1, bytes: 0 }];
  const relation = { name, columns };
  return all.map((range) => ({ kind: 'read', unit: `read:${name}#${range.from}`, name, relation, ...range }));
}

function rangesOf({ bytes, pageBytes }: CatalogueTable): Range[] {
  const pages = Math.ceil(bytes / pageBytes);
  const count = Math.ceil(pages / pagesAtOnce);
  return Array.from({ length: count }, (_, index) => {
    const from = index * pagesAtOnce;
    const to = Math.min(pages, from + pagesAtOnce);
    return { from, to, bytes: (to - from) * pageBytes };
  });
}

const pagesOf = (catalogue: Catalogue): Unit[] => [
  ...catalogue.flatMap(heapUnits),
  ...catalogue.flatMap(indexUnits),
  ...commonUnits,
];

const heapUnits = (table: CatalogueTable): Unit[] =>
  rangesOf(table).map((range) => ({
    kind: 'heap',
    unit: `heap:${table.name}#${range.from}`,
    name: isOfCustomer(table) ? table.name : 'large objects',
    oid: table.oid,
    ...range,
  }));

const indexUnits = ({ name: table, indexes }: CatalogueTable): Unit[] =>
  indexes.map(({ name, oid, bytes }) => ({
    kind: 'index',
    unit: `index:${table}/${name}`,
    name: `${name} on ${table}`,
    oid,
    bytes,
  }));

/** Of another database of the instance what the role may read, and the pages of all. Names begin with the database. */
export function listOtherUnits(database: string, catalogue: Catalogue): Unit[] {
  const readable = catalogue.filter((table) => isOfCustomer(table) && table.mayRead);
  return [...readable.flatMap(readUnits), ...pagesOf(catalogue)].map((unit) => ({
    ...unit,
    unit: `@${database}:${unit.unit}`,
    name: `${database}: ${unit.name}`,
  }));
}

/** Tables of another database whose rows nobody reads, since the role may not. */
export const unreadableIn = (catalogue: Catalogue): string[] =>
  catalogue.filter((table) => isOfCustomer(table) && !table.mayRead).map(({ name }) => name);

/** What has no answer yet. A check that did not run is tried again, a few times, unless that could not help. */
export function pendingUnits(units: readonly Unit[], results: readonly DataCheckResult[]): Unit[] {
  const byUnit = Map.groupBy(results, ({ unit }) => unit);
  return units.filter(({ unit }) => {
    const before = byUnit.get(unit) ?? [];
    return before.every(({ outcome, isFinal }) => outcome === 'didNotRun' && !isFinal) && before.length < attempts;
  });
}
