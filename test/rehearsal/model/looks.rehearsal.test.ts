import { connectTo } from 'simulated-aws/test/postgres/sessions.ts';
import { askers, openSideBySide, type SideBySide } from 'simulated-aws/test/postgres/side-by-side.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createModel } from '../../../rehearsal/model/create-model.ts';
import { databaseStatements } from '../../../shared/postgres/database-statements.ts';

/** What Lifeboat asks a database, of PostgreSQL itself and of its model. */
let both: SideBySide;
beforeAll(async () => {
  both = await openSideBySide(({ clock, network }) => createModel(clock, { cuts: network }));
});
afterAll(() => both.theatre.close());

const { look, lookBeyond, beginWrite, takeTransactionId, end } = databaseStatements;

const plays = [
  { what: 'a look', statements: [look] },
  { what: 'a look at the other side of a fork', statements: [lookBeyond] },
  { what: 'a proof that writes are accepted', statements: [beginWrite, takeTransactionId, end, look] },
];

/**
 * What a transaction writes without a commit PostgreSQL sends by whole pages, the rest up to 200 ms later: until then a replica
 * has heard of more than it can replay.
 */
const settle = async (): Promise<void> => {
  const { network } = both.theatre;
  const primary = await connectTo(network, 'real-primary');
  await primary.query('INSERT INTO orders VALUES (0)');
  await primary.query('DELETE FROM orders');
  await primary.end();
  const replica = await connectTo(network, 'real-replica', { user: 'reader' });
  const hasReplayedAll = async () =>
    (await replica.query<{ has_replayed_all: boolean }>(look)).rows[0]?.has_replayed_all;
  await expect.poll(hasReplayedAll).toBe(true);
  await replica.end();
};

const scenes = askers.flatMap((asker) => plays.map((play) => ({ ...asker, ...play })));

test.each(scenes)('$what by $user on the $host is answered alike', async ({ statements, ...asker }) => {
  if (asker.host === 'replica') await settle();
  await both.compare(asker, statements);
});

test('after promotion the former replicas answer alike', async () => {
  await both.promote();
  for (const user of ['app', 'reader'])
    await both.compare({ host: 'replica', user }, [look, beginWrite, takeTransactionId, end]);
});
