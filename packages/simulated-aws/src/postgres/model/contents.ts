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
