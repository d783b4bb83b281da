import type { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { createNetwork } from '../../src/network/create-network.ts';
import { createModelEngine } from '../../src/postgres/create-model-engine.ts';
import type { ModelStatement } from '../../src/postgres/model/answers.ts';
import { rowResult } from '../../src/postgres/model/result.ts';
import { connectTo, type Login, listenAs, outcomeOf, replicaSpec, spec } from './sessions.ts';

const look = 'SELECT pg_is_in_recovery() AS in_recovery, pg_last_xact_replay_timestamp() AS last_replayed_at';
const takeTransactionId = 'SELECT pg_current_xact_id()::text';

/** A statement of somebody's program, answered from what the model knows. */
const known: ModelStatement = {
  pattern: /^SELECT pg_is_in_recovery\(\) AS in_recovery, pg_last_xact_replay_timestamp\(\) AS (?<name>\w+)$/,
  run: ({ isInRecovery, replayedAt }, { name = '' }) =>
    rowResult(
      [
        { name: 'in_recovery', type: 'bool' },
        { name, type: 'text' },
      ],
      [isInRecovery, replayedAt === undefined ? null : new Date(replayedAt).toISOString()],
    ),
};

const setUp = async () => {
  const clock = createVirtualClock();
  const network = createNetwork(clock);
  const engine = createModelEngine(clock, { cuts: network, statements: [known] });
  const primary = await engine.createPrimary(spec);
  const replica = await engine.createReplica(primary, replicaSpec);
  listenAs(network, { host: 'primary', region: 'us-west-2' }, primary);
  listenAs(network, { host: 'replica', region: 'us-east-1' }, replica);
  const open = (host: string, login?: Login) => clock.runUntil(connectTo(network, host, login));
  return { clock, network, engine, primary, replica, open };
};

const secondsBack = (clock: { now: () => number }, seconds: number) =>
  new Date(clock.now() - seconds * 1000).toISOString();

describe('logging in', () => {
  test.each([
    { why: 'a wrong password', login: { password: 'wrong' }, code: '28P01' },
    { why: 'an unknown user', login: { user: 'nobody', password: 'x' }, code: '28P01' },
    { why: 'an unknown database', login: { database: 'other' }, code: '3D000' },
  ])('with $why is refused with $code', async ({ login, code }) => {
    const { open } = await setUp();
    await expect(open('primary', login)).rejects.toMatchObject({ code });
  });

  test('after a request for TLS is granted it goes on in the clear', async () => {
    const { network } = await setUp();
    const stream = network.connect({ host: 'primary', port: 5432 });
    const heard: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => heard.push(chunk));
    stream.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(Buffer.concat(heard).toString()).toBe('S');
    const startUp = Buffer.from('\0\0\0\0\0\x03\0\0user\0app\0database\0orders\0\0', 'latin1');
    startUp.writeInt32BE(startUp.length);
    stream.write(startUp);
    await new Promise((resolve) => setImmediate(resolve));
    expect(Buffer.concat(heard).toString('latin1')).toBe('SR\0\0\0\x08\0\0\0\x03');
  });
});

describe('a statement', () => {
  test('that is not on the closed list is refused by name', async () => {
    const { open } = await setUp();
    expect(await outcomeOf(await open('primary'), 'SELECT  version()')).toEqual({
      code: '0A000',
      message: 'NotSimulated: the statement SELECT version()',
    });
  });

  test.each([
    { value: 25, seen: '25' },
    { value: 0.5, seen: 0.5 },
    { value: null, seen: null },
    { value: true, seen: true },
    { value: 'text', seen: 'text' },
  ])('with an answer of $value reads as $seen', async ({ value, seen }) => {
    const { engine, open } = await setUp();
    engine.setAnswer(/^SELECT count\(\*\) FROM orders$/, value);
    expect(await outcomeOf(await open('replica'), 'SELECT count(*)\n  FROM orders')).toEqual([[seen]]);
  });

  test('with parameters goes by the extended protocol, and an error leaves the session usable', async () => {
    const { engine, open } = await setUp();
    engine.setAnswer(/^INSERT INTO orders/, 0);
    const client = await open('primary');
    const inserted = await client.query('INSERT INTO orders VALUES ($1)', [7]);
    expect(inserted).toMatchObject({ command: 'INSERT', rowCount: 1 });
    await expect(client.query('SELECT $1', [7])).rejects.toMatchObject({ code: '0A000' });
    const { rows } = await client.query('SELECT pg_is_in_recovery() AS standby', []);
    expect(rows).toEqual([{ standby: false }]);
  });

  test('that writes is refused on a replica and to a read-only user', async () => {
    const { engine, open } = await setUp();
    engine.setAnswer(/^INSERT INTO orders/, 0);
    const insert = 'INSERT INTO orders VALUES (1)';
    expect(await outcomeOf(await open('replica'), insert)).toMatchObject({ code: '25006' });
    expect(await outcomeOf(await open('primary', { user: 'reader' }), insert)).toMatchObject({ code: '25006' });
  });
});

describe('replication', () => {
  const lookAt = async (replica: { query: (sql: string) => Promise<{ rows: unknown[] }> }) =>
    (await replica.query(look)).rows[0];

  test('has replayed what is as old as its delay', async () => {
    const { clock, engine, replica, open } = await setUp();
    const client = await open('replica');
    expect(await lookAt(client)).toMatchObject({ in_recovery: true, last_replayed_at: secondsBack(clock, 0) });
    engine.delayReplication(replica, 30);
    await clock.advance(10_000);
    expect(await replica.replicaLagSeconds()).toBe(10);
    await clock.advance(60_000);
    expect(await replica.replicaLagSeconds()).toBe(30);
    expect(await lookAt(client)).toMatchObject({ last_replayed_at: secondsBack(clock, 30) });
  });

  test.each([
    { what: 'the Region of the source is cut', how: 'cut', atOnce: 30 },
    { what: 'the source crashes', how: 'crash', atOnce: 30 },
    { what: 'the source is stopped, which waits for its replicas', how: 'stop', atOnce: 0 },
  ] as const)('stands still when $what, and its lag grows', async ({ how, atOnce }) => {
    const { clock, network, engine, primary, replica } = await setUp();
    engine.delayReplication(replica, 30);
    await clock.advance(60_000);
    if (how === 'cut') network.cut('us-west-2');
    else await primary[how]();
    expect(await replica.replicaLagSeconds()).toBe(atOnce);
    await clock.advance(100_000);
    expect(await replica.replicaLagSeconds()).toBe(atOnce + 100);
    network.heal('us-west-2');
    await primary.start();
    await clock.advance(60_000);
    expect(await replica.replicaLagSeconds()).toBe(30);
  });

  test('ends with promotion: the server takes writes, and what it had replayed stands still', async () => {
    const { clock, network, replica, open } = await setUp();
    await clock.advance(5_000);
    network.cut('us-west-2');
    const lost = secondsBack(clock, 0);
    await clock.advance(60_000);
    const client = await open('replica');
    expect(await outcomeOf(client, takeTransactionId)).toMatchObject({ code: expect.any(String) });
    await replica.promote();
    expect(await lookAt(client)).toMatchObject({ in_recovery: false, last_replayed_at: lost });
    expect(await outcomeOf(client, takeTransactionId)).toEqual([['701']]);
    expect(await replica.replicaLagSeconds()).toBeUndefined();
    await expect(replica.promote()).rejects.toThrow('recovery is not in progress');
  });
});

describe('a server that goes down', () => {
  const closed = (stream: Duplex) => new Promise((resolve) => stream.resume().once('close', resolve));

  test('tells its clients when it is stopped, closes new connections, and serves again once started', async () => {
    const { clock, network, primary, open } = await setUp();
    const client = await open('primary');
    const told = new Promise((resolve) => client.once('error', resolve));
    await primary.stop();
    expect(await told).toMatchObject({ code: '57P01' });
    await closed(network.connect({ host: 'primary', port: 5432 }));
    await primary.start();
    expect(await outcomeOf(await open('primary'), 'ROLLBACK')).toEqual([]);
    expect(clock.now()).toBe(createVirtualClock().now());
  });

  test('drops its clients without a word when it crashes', async () => {
    const { primary, open } = await setUp();
    const client = await open('primary');
    const told = new Promise((resolve) => client.once('error', resolve));
    await primary.crash();
    expect(await told).toMatchObject({ message: 'Connection terminated unexpectedly' });
  });
});
