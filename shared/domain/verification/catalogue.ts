import * as z from 'zod';

const Index = z.object({ name: z.string(), oid: z.int(), bytes: z.number() });

/** What PostgreSQL says that the copy holds: statements.ts, catalogue. */
export const Catalogue = z.array(
  z.object({
    /** With its schema, quoted where that is needed. */
    name: z.string(),
    oid: z.int(),
    kind: z.string(),
    bytes: z.number(),
    pageBytes: z.int(),
    indexes: z.array(Index),
  }),
);
export type Catalogue = z.output<typeof Catalogue>;
export type CatalogueTable = Catalogue[number];
