import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { listenAs } from 'simulated-aws/test/postgres/sessions.ts';
import { openTheatre, type Theatre } from 'simulated-aws/test/postgres/theatre.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VerificationRecord } from '../../../shared/contracts/verification/record.ts';
import type { Connect, Login, Query } from '../../../shared/postgres/database.ts';
import { verifiedPlan } from './plan.ts';
import { playRun } from './play-run.ts';
import { createVerifyWorld, type VerifyWorld } from './world.ts';

const region = 'us-west-2';
const password = 'any';
const spec = {
  name: 'orders-database',
  region,
  database: 'orders',
  users: [
    { name: 'postgres', password, readOnly: false },
    { name: 'lifeboat_reader', password, readOnly: true },
  ],
  schema: `CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 1000);
    CREATE TABLE parcels (id int PRIMARY KEY); INSERT INTO parcels SELECT generate_series(1, 50);`,
};

/** What becomes of a session as it sends a statement. */
type Harm = (sql: string, session: Readonly<{ pid: number; cut: () => void }>) => Promise<void>;

/** Sessions of real PostgreSQL over the simulated network, as `connectDatabase` makes them. */
const connectThrough =
  ({ network }: Theatre, harm: Harm): Connect =>
  async <T>(
    { user, password: secret, database, statementTimeoutSeconds, options = '' }: Login,
    work: (query: Query) => Promise<T>,
  ) => {
    const stream = network.connect({ host: 'copy', port: 5432 });
    const client = new pg.Client({
      ...{ user, password: secret, database, options, stream: () => stream },
      query_timeout: statementTimeoutSeconds * 1000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const session = { pid: rows[0]?.pid ?? 0, cut: () => void stream.destroy() };
      return await work(async (text) => {
        await harm(text, session);
        return (await client.query({ text, rowMode: 'array' })).rows;
      });
    } catch (error) {
      // A server that comes back is given the time that the machine would give it.
      if (error instanceof Error && 'code' in error && error.code === '57P03') await sleep(100);
      throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  };

const readsParcels = /FROM ONLY public\.parcels/;

const checksOf = ({ results: [result] }: VerificationRecord) =>
  Object.fromEntries((result?.checks ?? []).map(({ unit, outcome, because }) => [unit, because ?? outcome]));

const breaksIn = ({ entries }: VerificationRecord) =>
  entries.flatMap(({ fact }) => (fact.type === 'copyBroke' ? [`${fact.unit}: ${fact.because}`] : []));

/** What was looked at, as often as it was answered. */
const answeredIn = ({ entries }: VerificationRecord) =>
  entries.flatMap(({ fact }) => (fact.type === 'checked' ? fact.results.map(({ unit }) => unit) : [])).toSorted();

const whole = {
  'check:orders': 'passed',
  'read:public.orders#0': 'passed',
  'read:public.parcels#0': 'passed',
  'heap:public.orders#0': 'passed',
  'heap:public.parcels#0': 'passed',
  'index:public.orders/orders_pkey': 'passed',
  'index:public.parcels/parcels_pkey': 'passed',
  sequences: 'passed',
  'system:tables': 'passed',
  'system:indexes': 'passed',
};

describe('the copy, as real PostgreSQL', () => {
  let theatre: Theatre;
  let world: VerifyWorld;
  beforeAll(async () => {
    theatre = await openTheatre();
    listenAs(theatre.network, { host: 'copy', region }, await theatre.engine.createPrimary(spec));
  });
  afterAll(() => theatre.close());
  afterEach(() => world.close());

  /** A verification whose copy is that server, and whose statements may be harmed. */
  const verify = async (harm: Harm, sql?: string): Promise<VerificationRecord> => {
    const plan = verifiedPlan('instance', sql);
    world = await createVerifyWorld(plan);
    const { dependencies } = world;
    const access = { ...dependencies.access, connect: connectThrough(theatre, harm) };
    return await playRun({ ...world, dependencies: { ...dependencies, access } }, 'run');
  };

  it('is whole', async () => {
    const record = await verify(async () => undefined);
    expect(checksOf(record)).toEqual(whole);
    expect(record.verdict).toBe('passed');
  });

  it('is whole although the connection is cut at each of its statements once', async () => {
    const seen = new Set<string>();
    const record = await verify(async (sql, { cut }) => {
      const name = sql.replaceAll(/'[^']*'/g, '');
      if (seen.has(name)) return;
      seen.add(name);
      cut();
    });
    expect(seen.size).toBeGreaterThan(12);
    expect(checksOf(record)).toEqual(whole);
    expect(record.verdict).toBe('passed');
    // Statements that begin or end a transaction, or prepare the look, are of no unit.
    expect(breaksIn(record)).toHaveLength(Object.keys(whole).length);
    // What was answered before a break is kept.
    expect(answeredIn(record)).toEqual(Object.keys(whole).toSorted());
  });

  it('is whole although reading it has lasted longer than it is given to answer, and the connection is cut then', async () => {
    const left = new Set(['slow', 'cut']);
    const record = await verify(async (sql, { cut }) => {
      if (sql.includes('FROM ONLY public.orders') && left.delete('slow')) world.pass(3000);
      if (readsParcels.test(sql) && left.delete('cut')) cut();
    });
    expect(left).toEqual(new Set());
    expect(breaksIn(record)).toHaveLength(1);
    expect(checksOf(record)).toEqual(whole);
    expect(record.verdict).toBe('passed');
  });

  it('is not called whole, nor damaged, when the connection is cut whenever one table is read', async () => {
    let cuts = 0;
    const record = await verify(async (sql, { cut }) => {
      if (!readsParcels.test(sql)) return;
      cuts += 1;
      cut();
    });
    expect(cuts).toBe(3);
    const words = 'not looked at, because the connection broke three times at it; the last time: ';
    expect(checksOf(record)).toEqual({ ...whole, 'read:public.parcels#0': expect.stringContaining(words) });
    expect(record.verdict).toBe('inconclusive');
    expect(record.results[0]?.because).toContain(`1 of 10 checks did not run: read public.parcels (${words}`);
  });

  it('is not called damaged by a check that ends its own session', async () => {
    const sql = 'SELECT count(*) FROM pg_terminate_backend(pg_backend_pid())';
    const record = await verify(async () => undefined, sql);
    const last = 'the last time: 57P01: terminating connection due to administrator command';
    expect(checksOf(record)).toEqual({ ...whole, 'check:orders': expect.stringContaining(last) });
    expect(breaksIn(record)).toHaveLength(3);
    expect(record.verdict).toBe('inconclusive');
  });

  it('is called damaged when the server crashes whenever one table is read', async () => {
    let crashes = 0;
    const record = await verify(async (sql, { pid }) => {
      if (!readsParcels.test(sql)) return;
      crashes += 1;
      process.kill(pid, 'SIGKILL');
    });
    expect(crashes).toBe(3);
    const words = 'the server of the copy crashed three times at it; the last time: ';
    expect(checksOf(record)).toEqual({ ...whole, 'read:public.parcels#0': expect.stringContaining(words) });
    expect(record.verdict).toBe('failed');
    expect(record.results[0]?.because).toContain(`1 of 10 checks failed: read public.parcels (${words}`);
  });

  it('gives up a copy that answers nothing once the time of the plan is over, and calls it neither', async () => {
    const record = await verify(async (sql, { cut }) => {
      if (/json_agg/.test(sql)) cut();
    });
    expect(record.verdict).toBe('inconclusive');
    expect(record.results[0]?.because).toMatch(/^the checks stopped: not read after 24\d\d s: /);
  });
});
