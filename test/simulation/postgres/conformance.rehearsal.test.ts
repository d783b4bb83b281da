import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseStatements } from '../../../shared/postgres/database-statements.ts';
import { createModelEngine } from '../../../simulation/postgres/create-model-engine.ts';
import type { DatabaseEngine } from '../../../simulation/postgres/database.ts';
import { connectTo, listenAs, outcomeOf, replicaSpec, spec } from './sessions.ts';
import { openTheatre, type Theatre } from './theatre.ts';

/** The model is worth what it has in common with PostgreSQL: both are asked the same, and answer the same. */
let theatre: Theatre;

const perform = async (engine: DatabaseEngine, name: string) => {
  const primary = await engine.createPrimary(spec);
  const replica = await engine.createReplica(primary, replicaSpec);
  listenAs(theatre.network, { host: `${name}-primary`, region: 'us-west-2' }, primary);
  listenAs(theatre.network, { host: `${name}-replica`, region: 'us-east-1' }, replica);
  return { primary, replica };
};

let databases: Record<'real' | 'model', Awaited<ReturnType<typeof perform>>>;

beforeAll(async () => {
  theatre = await openTheatre();
  const model = createModelEngine(theatre.clock, theatre.network);
  model.setAnswer(/^INSERT INTO orders/, 0);
  model.setAnswer(/^SELECT count\(\*\) FROM orders$/, 0);
  databases = { real: await perform(theatre.engine, 'real'), model: await perform(model, 'model') };
});
afterAll(() => theatre.close());

/** What differs by nature: times, and numbers of transactions. */
const shape = (outcome: unknown): unknown => {
  if (!Array.isArray(outcome)) return outcome;
  return outcome.map((row: unknown) => (Array.isArray(row) ? row.map(shapeOfValue) : row));
};
const shapeOfValue = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return 'a time';
  return /^[1-9]\d{2,}$/.test(value) ? 'a transaction' : value;
};

const runAll = async (client: pg.Client, statements: readonly string[]) => {
  const outcomes: unknown[] = [];
  for (const statement of statements) outcomes.push(shape(await outcomeOf(client, statement)));
  await client.end();
  return outcomes;
};

const { look, lookBeyond, beginWrite, takeTransactionId, beginRead, end } = databaseStatements;
/** Writes nothing, and is refused or not all the same. */
const insert = 'INSERT INTO orders SELECT 1 WHERE false';
const count = 'SELECT count(*) FROM orders';

const plays = [
  { what: 'a look', statements: [look, 'SELECT pg_is_in_recovery() AS standby'] },
  { what: 'a look at the other side of a fork', statements: [lookBeyond] },
  { what: 'a proof that writes are accepted', statements: [beginWrite, takeTransactionId, end, look] },
  { what: 'checks of data', statements: [beginRead, count, end] },
  { what: 'a write', statements: [insert] },
  { what: 'a write in a transaction for reading', statements: [beginRead, insert, count, end, count] },
  { what: 'a write in a transaction for writing', statements: [beginWrite, insert, end] },
  { what: 'a commit of what has failed', statements: [beginRead, insert, 'COMMIT', count] },
];

/**
 * What a transaction writes without a commit PostgreSQL sends by whole pages, the rest up to 200 ms later: until then a replica
 * has heard of more than it can replay.
 */
const settle = async (): Promise<void> => {
  const primary = await connectTo(theatre.network, 'real-primary');
  await primary.query('INSERT INTO orders VALUES (0)');
  await primary.query('DELETE FROM orders');
  await primary.end();
  const replica = await connectTo(theatre.network, 'real-replica', { user: 'reader' });
  const hasReplayedAll = async () =>
    (await replica.query<{ has_replayed_all: boolean }>(look)).rows[0]?.has_replayed_all;
  await expect.poll(hasReplayedAll).toBe(true);
  await replica.end();
};

const compare = async (host: string, user: string, statements: readonly string[]) => {
  const [real, model] = await Promise.all(
    ['real', 'model'].map(async (kind) =>
      runAll(await connectTo(theatre.network, `${kind}-${host}`, { user }), statements),
    ),
  );
  expect(model).toEqual(real);
};

const roles = ['primary', 'replica'] as const;
const users = ['app', 'reader'] as const;
const scenes = roles.flatMap((host) => users.flatMap((user) => plays.map((play) => ({ host, user, ...play }))));

test.each(scenes)('$what by $user on the $host is answered alike', async ({ host, user, statements }) => {
  if (host === 'replica') await settle();
  await compare(host, user, statements);
});

test('a wrong password is refused alike', async () => {
  for (const host of ['real-primary', 'model-primary'])
    await expect(connectTo(theatre.network, host, { password: 'wrong' })).rejects.toMatchObject({ code: '28P01' });
});

test('after promotion the former replicas answer alike', async () => {
  await databases.real.replica.promote();
  await databases.model.replica.promote();
  for (const user of users) await compare('replica', user, [look, beginWrite, takeTransactionId, end]);
});
