import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRealClock } from '../../src/clock/real-clock.ts';
import { createNetwork } from '../../src/network/create-network.ts';
import { createPostgresEngine } from '../../src/postgres/create-postgres-engine.ts';
import type { Database } from '../../src/postgres/database.ts';
import { connectTo, listenAs, outcomeOf, replicaSpec, spec } from './sessions.ts';
import { openTheatre, type Theatre } from './theatre.ts';

const count = async (theatre: Theatre, host: string): Promise<number> => {
  const client = await connectTo(theatre.network, host);
  const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM orders');
  await client.end();
  return rows[0]?.n ?? Number.NaN;
};

const write = async (theatre: Theatre, from: number, to: number): Promise<void> => {
  const client = await connectTo(theatre.network, 'primary');
  await client.query('INSERT INTO orders SELECT generate_series($1::int, $2::int)', [from, to]);
  await client.end();
};

describe('a primary and its replica', () => {
  let theatre: Theatre;
  let primary: Database;
  let replica: Database;
  beforeAll(async () => {
    theatre = await openTheatre();
    primary = await theatre.engine.createPrimary(spec);
    replica = await theatre.engine.createReplica(primary, replicaSpec);
    listenAs(theatre.network, { host: 'primary', region: 'us-west-2' }, primary);
    listenAs(theatre.network, { host: 'replica', region: 'us-east-1' }, replica);
  });
  afterAll(() => theatre.close());

  test('stream: a row on the primary arrives at the replica, whose lag is then known', async () => {
    await write(theatre, 1, 10);
    await expect.poll(() => count(theatre, 'replica')).toBe(10);
    expect(await replica.replicaLagSeconds()).toBeLessThan(5);
    expect(await primary.replicaLagSeconds()).toBeUndefined();
  });

  test('let nobody in with a wrong password, an unknown name or to the administrator’s database', async () => {
    for (const login of [{ password: 'wrong' }, { user: 'stranger' }, { database: 'template1' }, { user: 'rdsadmin' }])
      await expect(connectTo(theatre.network, 'primary', login)).rejects.toMatchObject({
        code: expect.stringMatching(/^28/),
      });
  });

  test('let a read-only user read, and write nowhere, whatever it sets', async () => {
    const client = await connectTo(theatre.network, 'primary', { user: 'reader' });
    expect(await outcomeOf(client, 'SELECT count(*)::int >= 0 FROM orders')).toEqual([[true]]);
    expect(await outcomeOf(client, 'INSERT INTO orders VALUES (999)')).toMatchObject({ code: '25006' });
    await client.query('SET default_transaction_read_only = off');
    expect(await outcomeOf(client, 'INSERT INTO orders VALUES (999)')).toMatchObject({ code: '42501' });
    expect(await outcomeOf(client, 'CREATE TABLE mine ()')).toMatchObject({ code: '42501' });
    await client.end();
  });

  test('refuse writes on the replica', async () => {
    const client = await connectTo(theatre.network, 'replica');
    expect(await outcomeOf(client, 'INSERT INTO orders VALUES (999)')).toMatchObject({ code: '25006' });
    await client.end();
  });

  test('survive a crash of the primary with every row', async () => {
    await primary.crash();
    await expect(connectTo(theatre.network, 'primary')).rejects.toThrow();
    await primary.start();
    expect(await count(theatre, 'primary')).toBe(10);
  });

  test('stream again after that', async () => {
    await write(theatre, 11, 12);
    await expect.poll(() => count(theatre, 'replica')).toBe(12);
  });

  test('lose nothing by a clean stop, even of a stream that is held back', async () => {
    theatre.engine.delayReplication(replica, 0.3);
    await write(theatre, 13, 20);
    expect(await count(theatre, 'replica')).toBe(12);
    await primary.stop();
    expect(await count(theatre, 'replica')).toBe(20);
    await replica.promote();
    expect(await count(theatre, 'replica')).toBe(20);
    await expect(replica.promote()).rejects.toThrow('recovery is not in progress');
  });

  test('leave the replica writable once it is promoted', async () => {
    const client = await connectTo(theatre.network, 'replica');
    expect(await outcomeOf(client, 'INSERT INTO orders VALUES (999)')).toEqual([]);
    await client.end();
  });
});

test('rows that are held back when the Region is cut are missing after promotion, and no others', async () => {
  const theatre = await openTheatre();
  const primary = await theatre.engine.createPrimary(spec);
  const replica = await theatre.engine.createReplica(primary, replicaSpec);
  listenAs(theatre.network, { host: 'primary', region: 'us-west-2' }, primary);
  listenAs(theatre.network, { host: 'replica', region: 'us-east-1' }, replica);
  await write(theatre, 1, 100);
  await expect.poll(() => count(theatre, 'replica')).toBe(100);

  theatre.engine.delayReplication(replica, 20);
  await write(theatre, 101, 107);
  theatre.network.cut('us-west-2');
  await primary.crash();
  await replica.promote();

  expect(await count(theatre, 'replica')).toBe(100);
  await theatre.close();
});

test('a cut Region alone stops the stream, without a crash', async () => {
  const theatre = await openTheatre();
  const primary = await theatre.engine.createPrimary(spec);
  const replica = await theatre.engine.createReplica(primary, replicaSpec);
  listenAs(theatre.network, { host: 'replica', region: 'us-east-1' }, replica);
  theatre.network.cut('us-west-2');
  // The primary still works within its Region, where this test stands.
  listenAs(theatre.network, { host: 'primary', region: 'within us-west-2' }, primary);
  await write(theatre, 1, 5);
  await replica.promote();
  expect([await count(theatre, 'primary'), await count(theatre, 'replica')]).toEqual([5, 0]);
  await theatre.close();
});

test('closing leaves no process and no folder, even while servers are being made', async () => {
  const theatre = await openTheatre();
  const primary = await theatre.engine.createPrimary(spec);
  const replica = theatre.engine.createReplica(primary, replicaSpec);
  await theatre.close();
  await replica;
  expect(theatre.log.filter((line) => line.includes('ready to accept'))).toHaveLength(2);
  const pids = new Set(theatre.log.map((line) => /\[(\d+)\]/.exec(line)?.[1]));
  for (const pid of pids) {
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'gone');
    expect(name).not.toContain('postgres');
  }
  expect(existsSync(theatre.folder)).toBe(false);
});

test('a folder that holds something is refused, and left as it is', async () => {
  const theatre = await openTheatre();
  await theatre.engine.createPrimary(spec);
  const { engine } = theatre.another();
  await expect(engine.createPrimary(spec)).rejects.toMatchObject({
    name: 'Complaint',
    message: expect.stringContaining('not empty'),
  });
  await engine.close();
  expect(existsSync(theatre.folder)).toBe(true);
  await theatre.close();
});

test.runIf(process.getuid?.() === 0)(
  'as root, a folder that others cannot reach is a complaint that says what to do',
  async () => {
    const closed = await mkdtemp(path.join(tmpdir(), 'mainsail-test-'));
    const clock = createRealClock();
    const folder = path.join(closed, 'servers');
    const engine = createPostgresEngine({ folder, network: createNetwork(clock), clock });
    await expect(engine.createPrimary(spec)).rejects.toMatchObject({
      name: 'Complaint',
      message: expect.stringMatching(/nobody may not write there\): set TMPDIR to a folder/),
    });
    await engine.close();
    await rm(closed, { recursive: true });
  },
);
