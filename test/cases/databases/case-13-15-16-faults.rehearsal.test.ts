import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdministrator, damage, openRealServer, type RealServer } from './real-server.ts';
import { saidOf, verify } from './verify.ts';

const schema = `
  CREATE TABLE parcels (id int PRIMARY KEY, note text);
  INSERT INTO parcels SELECT n, md5(n::text) FROM generate_series(1, 400) n;
  CREATE TABLE scans (id int PRIMARY KEY, image bytea);
  CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM parcels WITH NO DATA;
`;

describe('a sound copy that PostgreSQL refuses something of', () => {
  let real: RealServer;
  beforeAll(async () => {
    real = await openRealServer(schema);
  });
  afterAll(() => real.close());

  it('is whole with a view that was never filled, which is named', async () => {
    const { record, result } = await verify(real);
    expect(result.notLookedAt).toEqual([{ kind: 'unfilledView', name: 'public.totals' }]);
    expect(record.reason).toMatch(/^1 of 1 backups proven whole; .*never filled: public\.totals$/);
  });

  it('is whole with a value that is too long to be one text, which is read and compared all the same', async () => {
    const half = 560 * 1024 * 1024;
    await asAdministrator(real, `INSERT INTO scans VALUES (1, convert_to(repeat('7', ${half}), 'UTF8'))`);
    const tables = [{ table: 'scans' }];
    const manifest = { instance: 'orders-database', region: 'primary', secret: 'orders/reader', tables };
    const verified = await verify(real, { data: { manifest } });
    expect(saidOf(verified)).toMatchObject({ 'read:public.scans#0': 'passed', 'manifest:scans': 'passed' });
    expect(verified.record.verdict).toBe('passed');
    await asAdministrator(real, 'TRUNCATE scans');
  });

  it('is not called damaged by an expression of the customer that fails in an index', async () => {
    await asAdministrator(
      real,
      `CREATE FUNCTION picky(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS
         $$ BEGIN IF current_setting('picky.fails', true) = 'on' THEN RAISE 'secret %', $1; END IF; RETURN $1; END $$;
       CREATE INDEX parcels_picky ON parcels (picky(id));
       ALTER ROLE lifeboat_reader SET picky.fails = 'on'`,
    );
    const verified = await verify(real);
    expect(saidOf(verified)['index:public.parcels/parcels_picky']).toBe(
      'an expression of the database or the plan failed: P0001',
    );
    expect(verified.record.verdict).toBe('inconclusive');
    await asAdministrator(real, 'DROP INDEX parcels_picky');
  });

  it('with row-level security says what the reader needs, and is whole once it has that', async () => {
    await asAdministrator(
      real,
      `ALTER TABLE parcels ENABLE ROW LEVEL SECURITY;
       CREATE POLICY all_of_it ON parcels FOR SELECT TO lifeboat_reader USING (true)`,
    );
    const hidden = await verify(real);
    expect(saidOf(hidden)['read:public.parcels#0']).toMatch(
      /^row-level security hides rows from the reader, so that nobody knows how many: give it BYPASSRLS \(42501/,
    );
    expect(hidden.record.verdict).toBe('inconclusive');
    await asAdministrator(real, 'ALTER ROLE lifeboat_reader BYPASSRLS');
    const shown = await verify(real);
    expect(saidOf(shown)['read:public.parcels#0']).toBe('passed');
    expect(shown.record.reason).toMatch(/^1 of 1 backups proven whole/);
  });

  it('is called damaged where a page is, and where a file of it is gone', async () => {
    await damage(real, [{ database: 'orders', relation: 'parcels' }]);
    const verified = await verify(real);
    expect(saidOf(verified)['read:public.parcels#0']).toMatch(/^XX001: invalid page in block 0/);
    expect(verified.record.verdict).toBe('failed');
  });
});
