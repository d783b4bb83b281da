import type { DataCheck } from '../../contracts/data-check.ts';
import type { DataCheckResult } from '../../contracts/verification/facts.ts';
import type { DataExpectations, ManifestTable } from '../../contracts/verification/restore.ts';
import type { Catalogue, CatalogueTable } from './catalogue.ts';

type PagesUnit = Readonly<{ oid: number; table: string; from: number; to: number; bytes: number }>;

/** One thing to look at, small enough for one statement. */
export type Unit = Readonly<{ unit: string; name: string }> &
  Readonly<
    | { kind: 'check'; check: DataCheck }
    | { kind: 'newestRow'; table: string; column: string; withinSeconds: number }
    | ({ kind: 'read' } & PagesUnit)
    | ({ kind: 'heap' } & PagesUnit)
    | { kind: 'index'; oid: number; bytes: number }
    | { kind: 'manifest'; table: ManifestTable }
  >;

/** 256 MB of pages of 8 KB: what comes from S3 for the first time takes seconds, not minutes. */
const pagesAtOnce = 32_768;
/** A fault that may pass, such as a source that does not answer, is tried so often. */
const attempts = 3;

const rangesOf = ({ bytes, pageBytes, oid, name }: CatalogueTable): PagesUnit[] => {
  const pages = Math.ceil(bytes / pageBytes);
  const count = Math.ceil(pages / pagesAtOnce);
  return Array.from({ length: count }, (_, index) => {
    const from = index * pagesAtOnce;
    const to = Math.min(pages, from + pagesAtOnce);
    return { oid, table: name, from, to, bytes: (to - from) * pageBytes };
  });
};

const readUnits = (table: CatalogueTable): Unit[] => {
  const ranges = rangesOf(table);
  // A table without a page is read, too: that it can be is a finding.
  const all = ranges.length > 0 ? ranges : [{ oid: table.oid, table: table.name, from: 0, to: 1, bytes: 0 }];
  return all.map((range) => ({ kind: 'read', unit: `read:${table.name}#${range.from}`, name: table.name, ...range }));
};

const heapUnits = (table: CatalogueTable): Unit[] =>
  rangesOf(table).map((range) => ({
    kind: 'heap',
    unit: `heap:${table.name}#${range.from}`,
    name: table.name,
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

/** Everything that is to be looked at, in order: what the plan asks for first, since it decides soonest. */
export const listUnits = ({ checks, newestRow, manifest }: DataExpectations, catalogue: Catalogue): Unit[] => [
  ...checks.map((check): Unit => ({ kind: 'check', unit: `check:${check.name}`, name: check.name, check })),
  ...(newestRow === undefined
    ? []
    : [
        {
          kind: 'newestRow' as const,
          unit: `newestRow:${newestRow.table}`,
          name: `newest row of ${newestRow.table}`,
          table: newestRow.table,
          column: newestRow.column,
          withinSeconds: newestRow.within,
        },
      ]),
  ...(manifest?.tables ?? []).map(
    (table): Unit => ({ kind: 'manifest', unit: `manifest:${table.table}`, name: table.table, table }),
  ),
  ...catalogue.flatMap(readUnits),
  ...catalogue.flatMap(heapUnits),
  ...catalogue.flatMap(indexUnits),
];

/** What has no answer yet. A check that did not run is tried again, a few times, unless that could not help. */
export const pendingUnits = (units: readonly Unit[], results: readonly DataCheckResult[]): Unit[] => {
  const byUnit = Map.groupBy(results, ({ unit }) => unit);
  return units.filter(({ unit }) => {
    const before = byUnit.get(unit) ?? [];
    return before.every(({ outcome, isFinal }) => outcome === 'didNotRun' && !isFinal) && before.length < attempts;
  });
};
