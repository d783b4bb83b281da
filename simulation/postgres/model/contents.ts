/** What a modelled database holds, as far as verifications look at it. No rows are kept: their number and a checksum stand for them. */
export type ModelTable = Readonly<{
  /** With its schema. */
  name: string;
  oid: number;
  pages: number;
  rows: number;
  checksum: number;
  indexes: readonly Readonly<{ name: string; oid: number }>[];
  /** ISO 8601: the newest value of its time column. */
  newestAt?: string;
  /** Which of its files does not hold what was written; `fatal`: so that the server crashes over it. */
  damaged?: 'heap' | 'index' | 'fatal';
}>;

export type ModelContents = readonly ModelTable[];

const pageBytes = 8192;

export const catalogueOf = (contents: ModelContents): string =>
  JSON.stringify(
    contents.map(({ name, oid, pages, indexes }) => ({
      ...{ name, oid, kind: 'r', bytes: pages * pageBytes, pageBytes },
      indexes: indexes.map((index) => ({ ...index, bytes: pageBytes })),
    })),
  );

/** What a database holds that nobody has said more of. */
export const usualContents: ModelContents = [
  {
    ...{ name: 'public.organizations', oid: 16_401, pages: 1, rows: 25, checksum: 4_242 },
    indexes: [{ name: 'organizations_pkey', oid: 16_402 }],
  },
  {
    ...{ name: 'public.agents', oid: 16_411, pages: 3, rows: 500, checksum: -77 },
    indexes: [{ name: 'agents_pkey', oid: 16_412 }],
  },
];
