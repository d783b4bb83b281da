import * as z from 'zod';

const Index = z.object({ name: z.string(), oid: z.int(), bytes: z.number() });

/** Name, quoted where that is needed, and type, of those that are treated apart: the others are an empty text. */
const Column = z.tuple([z.string(), z.enum(['bytea', 'timestamptz', 'timestamp', 'date', ''])]);

/** What a statement over whole rows has to know of a relation. The name has its schema; both are quoted where that is needed. */
export const Relation = z.object({ name: z.string(), columns: z.array(Column) });
export type Relation = z.output<typeof Relation>;
export type Columns = Relation['columns'];

/** What PostgreSQL says that the copy holds: listing.ts, catalogue. */
export const Catalogue = z.array(
  Relation.extend({
    oid: z.int(),
    /** As in pg_class; `s`: PostgreSQL's own, of which the pages are looked at and nobody may read the rows. */
    kind: z.string(),
    bytes: z.number(),
    pageBytes: z.int(),
    /** Whether the role that only reads is shown all of its rows. */
    mayRead: z.boolean(),
    indexes: z.array(Index),
  }),
);
export type Catalogue = z.output<typeof Catalogue>;
export type CatalogueTable = Catalogue[number];

/** What no unit looks at: kind and name (listing.ts, beside). */
export const BesideRows = z.array(z.tuple([z.string(), z.string()]));

/** Another database of the instance, and whether it takes connections. */
export const DatabaseRows = z.array(z.tuple([z.string(), z.boolean()]));
