import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdministrator, openRealServer, type RealServer } from './real-server.ts';
import { saidOf, verify } from './verify.ts';

/** Columns, tables, schemas and functions that are called like what our statements use. */
const hostile = `
  CREATE TABLE gauges (t timestamptz PRIMARY KEY, reading float8);
  CREATE TABLE rows_of_ours (lifeboat_row int PRIMARY KEY, "ROW" text, count text, "select" text, "Ünï ""cöde" int);
  CREATE TABLE "Order" ("user" int PRIMARY KEY, "lifeboat_row.t" text);
  INSERT INTO gauges SELECT now() - make_interval(mins => n), n FROM generate_series(100, 300) n;
  INSERT INTO rows_of_ours SELECT n, 'a', 'b', 'c', n FROM generate_series(1, 50) n;
  INSERT INTO "Order" SELECT n, 'x' FROM generate_series(1, 50) n;
  CREATE FUNCTION public.hashtextextended(text, bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint';
  CREATE FUNCTION public.pg_relation_size(oid) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint';
  CREATE TABLE public.pg_class (oid oid, relname name, relkind "char", relnamespace oid, relpersistence "char");
  ALTER DATABASE orders SET search_path TO public, pg_catalog;
`;

const manifest = (tables: readonly object[]) => ({
  manifest: { instance: 'orders-database', region: 'primary', secret: 'orders/reader', tables },
});

describe('names of the customer that are names of ours', () => {
  let real: RealServer;
  beforeAll(async () => {
    real = await openRealServer(hostile);
    await asAdministrator(real, 'CREATE DATABASE source TEMPLATE orders', 'template1');
    await asAdministrator(real, 'ALTER DATABASE source SET search_path TO public, pg_catalog');
  });
  afterAll(() => real.close());

  const tables = [{ table: 'gauges' }, { table: 'rows_of_ours' }];

  it('are whole where nothing differs', async () => {
    const verified = await verify(real, { source: 'source', data: manifest(tables) });
    expect(saidOf(verified)).toMatchObject({ 'manifest:gauges': 'passed', 'manifest:rows_of_ours': 'passed' });
    expect(verified.result.checks.find(({ unit }) => unit === 'read:public."Order"#0')).toMatchObject({ rows: 50 });
    expect(verified.record.verdict).toBe('passed');
  });

  it.each([
    ['gauges', 'UPDATE gauges SET reading = reading + 1 WHERE reading = 150'],
    ['rows_of_ours', 'UPDATE rows_of_ours SET "ROW" = count WHERE lifeboat_row = 7'],
    ['rows_of_ours', 'UPDATE rows_of_ours SET "Ünï ""cöde" = 0 WHERE lifeboat_row = 7'],
  ])('differ in %s when any column does', async (table, change) => {
    await asAdministrator(real, 'DROP DATABASE source');
    await asAdministrator(real, 'CREATE DATABASE source TEMPLATE orders', 'template1');
    await asAdministrator(real, `SET search_path TO public; ${change}`, 'source');
    const verified = await verify(real, { source: 'source', data: manifest(tables) });
    expect(saidOf(verified)[`manifest:${table}`]).toMatch(/^the checksums over \d+ rows differ/);
    expect(verified.record.verdict).toBe('failed');
  });

  it('are compared by the columns of the copy, and a column that is gone from the source is said', async () => {
    await asAdministrator(real, 'DROP DATABASE source');
    await asAdministrator(real, 'CREATE DATABASE source TEMPLATE orders', 'template1');
    await asAdministrator(real, 'ALTER TABLE gauges ADD extra int; ALTER TABLE rows_of_ours DROP count', 'source');
    const said = saidOf(await verify(real, { source: 'source', data: manifest(tables) }));
    expect(said['manifest:gauges']).toBe('passed');
    expect(said['manifest:rows_of_ours']).toMatch(/^of the source: 42703: /);
  });
});
