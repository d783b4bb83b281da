import type { Database } from 'simulated-aws/postgres/database.ts';
import { connectTo, type Login, listenAs, replicaSpec, spec } from 'simulated-aws/test/postgres/sessions.ts';
import { openTheatre, type Theatre } from 'simulated-aws/test/postgres/theatre.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createModel } from '../../../rehearsal/model/create-model.ts';
import { knownOf } from '../../../shared/domain/reading.ts';
import type { ReceiverFacts } from '../../../shared/domain/recovery/judge-lag.ts';
import type { Query } from '../../../shared/postgres/database.ts';
import { lookAtDatabase, lookBeyond } from '../../../shared/postgres/look-at-database.ts';

/** What a replica says of what it hears is what "nothing is lost" rests on: asked of PostgreSQL itself, and of the model. */
describe.each(['PostgreSQL', 'the model'] as const)('%s', (kind) => {
  let theatre: Theatre;
  let primary: Database;
  let replica: Database;

  beforeAll(async () => {
    theatre = await openTheatre();
    const model = createModel(theatre.clock, { cuts: theatre.network });
    model.setAnswer(/^INSERT INTO orders/, 0);
    const engine = kind === 'PostgreSQL' ? theatre.engine : model;
    primary = await engine.createPrimary(spec);
    replica = await engine.createReplica(primary, replicaSpec);
    listenAs(theatre.network, { host: 'primary', region: 'us-west-2' }, primary);
    listenAs(theatre.network, { host: 'replica', region: 'us-east-1' }, replica);
  });
  afterAll(() => theatre.close());

  const placeOf = (host: string) => ({
    ...{ host, port: 5432, database: spec.database, secret: 'reader', region: 'us-east-1', statementTimeoutSeconds: 5 },
  });
  const as =
    (login: Login) =>
    async <T>({ host }: { host: string }, work: (query: Query) => Promise<T>): Promise<T> => {
      const client = await connectTo(theatre.network, host, login);
      try {
        return await work(async (text) => (await client.query({ text, rowMode: 'array' })).rows);
      } finally {
        await client.end();
      }
    };
  const heardBy = async (login: Login = { user: 'reader' }, host = 'replica'): Promise<ReceiverFacts | undefined> =>
    knownOf(await lookAtDatabase(as(login), placeOf(host)))?.receiver;
  const isWhole = async (): Promise<boolean> => {
    const heard = await heardBy();
    return heard?.kind === 'streaming' && heard.hasReplayedAll;
  };
  const write = async (sql: string): Promise<void> => {
    const client = await connectTo(theatre.network, 'primary');
    await client.query(sql);
    await client.end();
  };

  test('a replica that streams says when it last heard from its source, and that it has all of it', async () => {
    const before = new Date(theatre.clock.now() - 1000).toISOString();
    await write('INSERT INTO orders VALUES (1)');
    await expect.poll(isWhole).toBe(true);
    const heard = await heardBy();
    expect(heard?.kind === 'streaming' && heard.heardAt !== undefined && heard.heardAt > before).toBe(true);
  });

  test('a primary has no receiver', async () => {
    expect(await heardBy({ user: 'reader' }, 'primary')).toEqual({ kind: 'none' });
  });

  test('without its source a replica hears nothing, and once it is back a later word than its start', async () => {
    await primary.stop();
    await expect.poll(() => heardBy()).toEqual({ kind: 'none' });
    const stopped = new Date(theatre.clock.now()).toISOString();
    // The model is back in less than the millisecond that tells two times apart.
    await theatre.clock.sleep(10);
    await primary.start();
    await expect.poll(isWhole).toBe(true);
    const heard = await heardBy();
    expect(heard?.kind === 'streaming' && heard.heardAt !== undefined && heard.heardAt > stopped).toBe(true);
  });

  test('the other side of a fork says whether it takes writes, and not when, unless it keeps the times', async () => {
    const reader = as({ user: 'reader' });
    expect(await lookBeyond(reader, placeOf('primary'))).toEqual({
      kind: 'known',
      value: { isPrimary: true, lastCommitAt: undefined },
    });
    expect(await lookBeyond(reader, placeOf('replica'))).toMatchObject({ value: { isPrimary: false } });
  });

  test('what was promoted hears no more', async () => {
    await replica.promote();
    await expect.poll(() => heardBy()).toEqual({ kind: 'none' });
  });
});

/** The second one that writes: no master user, and no reader of statistics. */
const plain = { name: 'plain', password: 'plain', readOnly: false };

describe('a role that may not see the statistics', () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await openTheatre();
    const primary = await theatre.engine.createPrimary({ ...spec, users: [...spec.users, plain] });
    const replica = await theatre.engine.createReplica(primary, replicaSpec);
    listenAs(theatre.network, { host: 'primary', region: 'us-west-2' }, primary);
    listenAs(theatre.network, { host: 'replica', region: 'us-east-1' }, replica);
  });
  afterAll(() => theatre.close());

  test('finds that there is a receiver, and nothing of what it hears', async () => {
    const look = async () => {
      const client = await connectTo(theatre.network, 'replica', { user: 'plain', password: 'plain' });
      try {
        return knownOf(
          await lookAtDatabase(
            (_place, work) => work(async (text) => (await client.query({ text, rowMode: 'array' })).rows),
            {
              ...{ host: 'replica', port: 5432, database: spec.database, secret: 'plain' },
              ...{ region: 'us-east-1', statementTimeoutSeconds: 5 },
            },
          ),
        )?.receiver;
      } finally {
        await client.end();
      }
    };
    await expect.poll(look).toEqual({ kind: 'hidden' });
  });
});
