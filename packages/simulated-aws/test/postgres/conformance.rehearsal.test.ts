import { afterAll, beforeAll, expect, test } from 'vitest';
import { createModelEngine } from '../../src/postgres/create-model-engine.ts';
import { connectTo } from './sessions.ts';
import { askers, openSideBySide, type SideBySide } from './side-by-side.ts';

let both: SideBySide;
beforeAll(async () => {
  both = await openSideBySide(({ clock, network }) => createModelEngine(clock, { cuts: network }));
});
afterAll(() => both.theatre.close());

const beginWrite = 'BEGIN TRANSACTION READ WRITE';
const beginRead = 'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY';
const end = 'ROLLBACK';
const side = 'SELECT pg_is_in_recovery() AS standby';
const takeId = 'SELECT pg_current_xact_id()::text AS id';
/** Writes nothing, and is refused or not all the same. */
const insert = 'INSERT INTO orders SELECT 1 WHERE false';
const count = 'SELECT count(*) FROM orders';

const plays = [
  { what: 'on which side it is', statements: [side, 'SELECT pg_is_in_recovery()'] },
  { what: 'a transaction id', statements: [beginWrite, takeId, end, side] },
  { what: 'a transaction id without its name', statements: ['BEGIN', 'SELECT pg_current_xact_id()::text', end] },
  { what: 'checks of data', statements: [beginRead, count, end] },
  { what: 'a write', statements: [insert] },
  { what: 'a write in a transaction for reading', statements: [beginRead, insert, count, end, count] },
  { what: 'a write in a transaction for writing', statements: [beginWrite, insert, end] },
  { what: 'a commit of what has failed', statements: [beginRead, insert, 'COMMIT', count] },
];
const scenes = askers.flatMap((asker) => plays.map((play) => ({ ...asker, ...play })));

test.each(scenes)('$what by $user on the $host is answered alike', async ({ statements, ...asker }) => {
  await both.compare(asker, statements);
});

test('a wrong password is refused alike', async () => {
  for (const host of ['real-primary', 'model-primary'])
    await expect(connectTo(both.theatre.network, host, { password: 'wrong' })).rejects.toMatchObject({ code: '28P01' });
});

test('after promotion the former replicas answer alike', async () => {
  await both.promote();
  for (const user of ['app', 'reader']) await both.compare({ host: 'replica', user }, [side, beginWrite, takeId, end]);
});
