import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdministrator, damage, openRealServer, type RealServer } from './real-server.ts';
import { saidOf, verify } from './verify.ts';

const schema = `
  CREATE TABLE carts (id int PRIMARY KEY, tags text[]);
  INSERT INTO carts SELECT n, ARRAY[md5(n::text)] FROM generate_series(1, 300) n;
`;

describe('what lies beside the tables of the plan’s database', () => {
  let real: RealServer;
  beforeAll(async () => {
    real = await openRealServer(schema);
  });
  afterAll(() => real.close());

  it('is whole as long as there is nothing', async () => {
    const { record, result, notice } = await verify(real);
    expect(record.reason).toBe('1 of 1 backups proven whole');
    expect(result.notLookedAt).toEqual([]);
    expect(notice.split('\n')[0]).toBe('Restore verification passed: 1 of 1 backups proven whole');
  });

  it('is named, and nothing is called whole beside it', async () => {
    await asAdministrator(
      real,
      `CREATE UNLOGGED TABLE "Waiting Room" (id serial PRIMARY KEY); INSERT INTO "Waiting Room" DEFAULT VALUES;
       CREATE INDEX carts_by_tag ON carts USING gin (tags);
       CREATE MATERIALIZED VIEW empty_view AS SELECT * FROM carts WITH NO DATA;
       CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
       CREATE FOREIGN TABLE archive (id int) SERVER far;`,
    );
    const { record, result, notice } = await verify(real);
    expect(result.verdict).toBe('passed');
    expect(result.notLookedAt).toEqual([
      { kind: 'foreignTable', name: 'public.archive' },
      { kind: 'otherIndex', name: 'public.carts_by_tag (gin)' },
      { kind: 'unfilledView', name: 'public.empty_view' },
      { kind: 'unlogged', name: 'public."Waiting Room"' },
      { kind: 'unlogged', name: 'public."Waiting Room_id_seq"' },
    ]);
    const [first = ''] = notice.split('\n');
    for (const text of [record.reason, first]) {
      expect(text).toContain('1 of 1 proven in what was looked at');
      expect(text).toContain('public."Waiting Room"');
      expect(text).not.toMatch(/\bwhole\b/);
    }
    for (const { name } of result.notLookedAt) expect(notice).toContain(name);
  });

  it('is named when another database takes no connections', async () => {
    await asAdministrator(real, 'CREATE DATABASE locked');
    await asAdministrator(real, 'ALTER DATABASE locked ALLOW_CONNECTIONS false');
    const { result } = await verify(real);
    expect(result.notLookedAt).toContainEqual({ kind: 'database', name: 'locked (it takes no connections)' });
    await asAdministrator(real, 'DROP DATABASE locked');
  });
});

describe('another database of the instance, and large objects', () => {
  let real: RealServer;
  beforeAll(async () => {
    real = await openRealServer(schema);
    await asAdministrator(
      real,
      `SELECT lo_from_bytea(0, decode(repeat('5a', 90000), 'hex')) FROM generate_series(1, 4)`,
    );
    await asAdministrator(real, 'CREATE DATABASE "Ledger"');
    const invoices = `CREATE TABLE invoices (id int PRIMARY KEY, body text); CREATE TABLE private (id int);
      INSERT INTO invoices SELECT n, repeat(md5(n::text), 9) FROM generate_series(1, 900) n;`;
    await asAdministrator(real, invoices, 'Ledger');
  });
  afterAll(() => real.close());

  it('are read, and are whole', async () => {
    const verified = await verify(real);
    expect(verified.record.reason).toBe('1 of 1 backups proven whole');
    expect(saidOf(verified)).toMatchObject({
      'heap:pg_catalog.pg_largeobject#0': 'passed',
      '@Ledger:read:public.invoices#0': 'passed',
      '@Ledger:heap:public.invoices#0': 'passed',
      '@Ledger:index:public.invoices/invoices_pkey': 'passed',
    });
  });

  it('are named where the reader may not read them, and their pages are looked at all the same', async () => {
    await asAdministrator(real, 'REVOKE pg_read_all_data FROM lifeboat_reader');
    await asAdministrator(real, 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO lifeboat_reader');
    await asAdministrator(real, 'GRANT SELECT ON invoices TO lifeboat_reader', 'Ledger');
    const verified = await verify(real);
    expect(verified.result.verdict).toBe('passed');
    expect(verified.result.notLookedAt).toEqual([{ kind: 'unreadable', name: 'Ledger: public.private' }]);
    await asAdministrator(real, 'REVOKE CONNECT ON DATABASE "Ledger" FROM PUBLIC');
    const closed = await verify(real);
    expect(closed.result.notLookedAt).toEqual([{ kind: 'database', name: 'Ledger (42501)' }]);
    expect(closed.record.reason).not.toMatch(/\bwhole\b/);
    await asAdministrator(
      real,
      'GRANT CONNECT ON DATABASE "Ledger" TO PUBLIC; GRANT pg_read_all_data TO lifeboat_reader',
    );
  });

  it('are found damaged where they are', async () => {
    await damage(real, [
      { database: 'orders', relation: 'pg_largeobject' },
      { database: 'Ledger', relation: 'invoices' },
    ]);
    const verified = await verify(real);
    expect(verified.result.verdict).toBe('failed');
    const said = saidOf(verified);
    expect(said['heap:pg_catalog.pg_largeobject#0']).toMatch(/^XX001: invalid page/);
    expect(said['@Ledger:read:public.invoices#0']).toMatch(/^XX001: invalid page/);
    expect(said['read:public.carts#0']).toBe('passed');
    expect(verified.record.reason).toContain('large objects');
    expect(verified.record.reason).toContain('Ledger: public.invoices');
  });
});
