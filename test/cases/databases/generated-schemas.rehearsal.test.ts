import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingOf } from '../../support/settings.ts';
import { fullName, type GeneratedSchema, generatedSchema, namesakes, prelude, quoted, sqlOf } from './generated.ts';
import { asAdministrator, damage, openRealServer, type RealServer } from './real-server.ts';
import { type Verified, verify } from './verify.ts';

/** In CI always the same twelve; `SCHEMAS=200 SCHEMAS_SEED=…` plays more and others. */
const count = Number(settingOf('SCHEMAS') ?? 12);
const seed = Number(settingOf('SCHEMAS_SEED') ?? 13);

const schemas = fc.sample(generatedSchema, { numRuns: count, seed });

const extrasOf = ({ largeObjects, hasForeignTable, hasEmptyView, hasSequence }: GeneratedSchema): string[] => [
  ...(largeObjects > 0
    ? [`SELECT lo_from_bytea(0, decode(repeat('5a', 9000), 'hex')) FROM generate_series(1, ${largeObjects})`]
    : []),
  ...(hasForeignTable
    ? [
        'CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere; CREATE FOREIGN TABLE odd.away (id int) SERVER far',
      ]
    : []),
  ...(hasEmptyView ? ['CREATE MATERIALIZED VIEW odd.hollow AS SELECT 1 AS one WITH NO DATA'] : []),
  ...(hasSequence ? ["CREATE SEQUENCE odd.numbers; SELECT nextval('odd.numbers')"] : []),
];

const make = async (real: RealServer, name: string, schema: GeneratedSchema): Promise<void> => {
  await asAdministrator(real, `CREATE DATABASE ${name}`);
  const statements = [prelude, ...schema.tables.map(sqlOf), ...extrasOf(schema)];
  for (const statement of statements) await asAdministrator(real, statement, name);
  if (!schema.hasNamesakes) return;
  await asAdministrator(real, namesakes, name);
  await asAdministrator(real, `ALTER DATABASE ${name} SET search_path TO public, pg_catalog`);
};

/** By PostgreSQL itself, in statements of the test's own: what could be turned over, so that something of it is lost. */
const targets = {
  nothing: undefined,
  heap: `relkind = 'r' AND relpersistence = 'p' AND relnamespace IN ('public'::regnamespace, 'odd'::regnamespace, '"Odd Schema"'::regnamespace)`,
  index: `relkind = 'i' AND relpersistence = 'p' AND relam = 403 AND relnamespace IN ('public'::regnamespace, 'odd'::regnamespace, '"Odd Schema"'::regnamespace)`,
  toast: `relkind = 't' AND relpersistence = 'p' AND oid IN (SELECT reltoastrelid FROM pg_catalog.pg_class WHERE oid >= 16384)`,
  largeObjects: `relname = 'pg_largeobject' AND relnamespace = 'pg_catalog'::regnamespace`,
  catalogue: `relname = 'pg_description' AND relnamespace = 'pg_catalog'::regnamespace`,
} as const;

const targetIn = async (real: RealServer, database: string, { damages }: GeneratedSchema) => {
  const condition = targets[damages];
  if (condition === undefined) return [];
  const [[oid] = []] = await asAdministrator(
    real,
    `SET search_path TO pg_catalog; SELECT oid::regclass::text FROM pg_class WHERE ${condition} AND pg_relation_size(oid) > 0 ORDER BY oid LIMIT 1`,
    database,
  );
  return typeof oid === 'string' ? [{ database, relation: oid.replaceAll("'", "''") }] : [];
};

/** What nobody looks at, by the definition of the schema. Partitions of an index are indexes of their own. */
const besideOf = (database: string, { tables, hasForeignTable, hasEmptyView }: GeneratedSchema) => ({
  unlogged: tables.filter(([, { kind }]) => kind === 'unlogged').length,
  foreignTable: hasForeignTable ? 1 : 0,
  unfilledView: hasEmptyView ? 1 : 0,
  otherIndex: tables
    .filter(([, { index, kind }]) => (index === 'hash' || index === 'brin') && kind !== 'unlogged')
    .reduce((sum, [, { kind }]) => sum + (kind === 'partitioned' ? 2 : 1), 0),
  database,
});

const foundBeside = ({ result }: Verified, database: string) => {
  const of = (kind: string) =>
    result.notLookedAt.filter((one) => one.kind === kind && one.name.startsWith(`${database}: `)).length;
  const [unlogged, foreignTable] = [of('unlogged'), of('foreignTable')];
  return { unlogged, foreignTable, unfilledView: of('unfilledView'), otherIndex: of('otherIndex'), database };
};

describe(`${count} generated schemas on real PostgreSQL (seed ${seed})`, () => {
  let real: RealServer;
  const databases = schemas.map((schema, index) => ({ schema, name: `s${index}`, isDamaged: false }));
  let verified: Verified;

  beforeAll(async () => {
    real = await openRealServer('CREATE TABLE anchor (id int PRIMARY KEY); INSERT INTO anchor VALUES (1)');
    const places = [];
    for (const one of databases) {
      await make(real, one.name, one.schema);
      const target = await targetIn(real, one.name, one.schema);
      one.isDamaged = target.length > 0;
      places.push(...target);
    }
    await damage(real, places);
    verified = await verify(real);
  });
  afterAll(() => real.close());

  const checksOf = (name: string) => verified.result.checks.filter(({ unit }) => unit.startsWith(`@${name}:`));

  it('have some that are damaged, and some that are not', () => {
    expect(new Set(databases.map(({ isDamaged }) => isDamaged))).toEqual(new Set([true, false]));
  });

  it('damaged ones are never called whole', () => {
    for (const { name, schema } of databases.filter(({ isDamaged }) => isDamaged))
      expect({ name, schema, failed: checksOf(name).some(({ outcome }) => outcome === 'failed') }).toMatchObject({
        failed: true,
      });
  });

  it('whole ones are never called damaged, and nothing of them is left out', () => {
    for (const { name, schema } of databases.filter(({ isDamaged }) => !isDamaged)) {
      const open = checksOf(name).filter(({ outcome }) => outcome !== 'passed');
      expect({ name, schema, open }).toMatchObject({ open: [] });
      expect(checksOf(name).filter(({ kind }) => kind === 'system')).toHaveLength(2);
    }
  });

  it('are read row by row: as many as were written', async () => {
    for (const { name, schema } of databases.filter(({ isDamaged }) => !isDamaged)) {
      let rows = 0;
      for (const entry of schema.tables) {
        const [[number] = []] = await asAdministrator(real, `SELECT count(*)::int FROM ${fullName(entry)}`, name);
        if (entry[1].kind !== 'unlogged') rows += Number(number);
      }
      const read = checksOf(name).filter(({ kind }) => kind === 'read');
      expect({ name, rows: read.reduce((sum, one) => sum + (one.rows ?? 0), 0) }).toEqual({ name, rows });
    }
  });

  it('have everything named that was not looked at', () => {
    for (const { name, schema } of databases.filter(({ schema: { damages } }) => damages !== 'catalogue'))
      expect(foundBeside(verified, name)).toEqual(besideOf(name, schema));
  });
});

describe(`${count} generated tables and what they are compared with (seed ${seed})`, () => {
  let real: RealServer;
  const tables = schemas.flatMap(({ tables: [first] }, index) =>
    first === undefined
      ? []
      : [
          {
            name: `c${index}`,
            table: { ...first[1], schema: 'public' as const, kind: 'plain' as const, rows: 60 as const },
          },
        ],
  );
  const changed = tables.filter((_, index) => index % 2 === 0);

  beforeAll(async () => {
    real = await openRealServer('SELECT 1');
    await asAdministrator(real, prelude);
    for (const { name, table } of tables) await asAdministrator(real, sqlOf([name, table]));
    await asAdministrator(real, namesakes);
    await asAdministrator(real, 'ALTER DATABASE orders SET search_path TO public, pg_catalog');
    await asAdministrator(real, 'CREATE DATABASE source TEMPLATE orders', 'template1');
    // One value of one column goes: each column has its turn.
    for (const [index, { name, table }] of changed.entries()) {
      const column = table.columns[index % table.columns.length]?.[0] ?? 'key_';
      const where = `ctid = (SELECT ctid FROM ${name} WHERE ${quoted(column)} IS NOT NULL LIMIT 1)`;
      await asAdministrator(real, `UPDATE ${name} SET ${quoted(column)} = NULL WHERE ${where}`, 'source');
    }
  });
  afterAll(() => real.close());

  it('differ where one value of any column does, and nowhere else', async () => {
    const manifest = {
      ...{ instance: 'orders-database', region: 'primary', secret: 'orders/reader' },
      tables: tables.map(({ name }) => ({ table: name })),
    };
    const { result } = await verify(real, { source: 'source', data: { manifest } });
    const differing = result.checks.filter(({ kind, outcome }) => kind === 'manifest' && outcome === 'failed');
    expect(differing.map(({ name }) => name).toSorted()).toEqual(changed.map(({ name }) => name).toSorted());
    expect(result.checks.filter(({ kind, outcome }) => kind === 'manifest' && outcome === 'didNotRun')).toEqual([]);
  });
});
