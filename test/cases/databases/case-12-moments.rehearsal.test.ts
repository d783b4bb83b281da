import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRealServer, type RealServer } from './real-server.ts';
import { saidOf, verify } from './verify.ts';

/** The snapshots of the world are of an hour ago. */
const schema = `
  CREATE TABLE leases (id int PRIMARY KEY, ends timestamptz);
  INSERT INTO leases VALUES (1, now() - interval '75 minutes'), (2, 'infinity'), (3, '-infinity'), (4, NULL);
  CREATE TABLE probes (id int PRIMARY KEY, at timestamptz);
  INSERT INTO probes SELECT n, now() - make_interval(days => 30, mins => n) FROM generate_series(1, 90) n;
  INSERT INTO probes VALUES (91, '2120-05-05 00:00+00');
  CREATE TABLE stamps (id int PRIMARY KEY, at timestamptz);
  INSERT INTO stamps VALUES (1, now() - interval '70 minutes'), (2, '2120-05-05 00:00+00');
  CREATE TABLE forever (id int PRIMARY KEY, at timestamptz);
  INSERT INTO forever VALUES (1, 'infinity');
  CREATE TABLE wall (id int PRIMARY KEY, at timestamp, day date);
  INSERT INTO wall VALUES (1, (now() - interval '70 minutes') AT TIME ZONE 'Asia/Tokyo', (now() AT TIME ZONE 'Asia/Tokyo')::date - 1);
  CREATE DOMAIN moment AS timestamptz;
  CREATE TABLE domains (id int PRIMARY KEY, at moment);
  INSERT INTO domains VALUES (1, now() - interval '70 minutes');
  CREATE TABLE nothing (id int PRIMARY KEY, at timestamptz);
  CREATE TABLE texts (id int PRIMARY KEY, at text);
  INSERT INTO texts VALUES (1, '2026-01-01');
`;

describe('the newest row, by real PostgreSQL', () => {
  let real: RealServer;
  beforeAll(async () => {
    real = await openRealServer(schema);
  });
  afterAll(() => real.close());

  const newest = async (expected: Record<string, string>) => {
    const verified = await verify(real, { data: { newestRow: { within: '1h', column: 'at', ...expected } } });
    return { said: saidOf(verified)[`newestRow:${expected.table}`], reason: verified.record.reason, verified };
  };

  it('is the newest that is a moment, and infinity is said', async () => {
    const { said, reason, verified } = await newest({ table: 'leases', column: 'ends' });
    expect(said).toBe('not counted: 1 row at infinity');
    expect(reason).toContain('newest row of leases: not counted: 1 row at infinity');
    expect(verified.record.verdict).toBe('passed');
  });

  it('is not one of the future, beside which the others are old', async () => {
    const { said } = await newest({ table: 'probes' });
    expect(said).toMatch(
      /^it was \d+ s old at the recovery point, more than 3600 s; not counted: 1 row later than the recovery point, up to 2120-05-05T/,
    );
  });

  it('is young enough beside one of the future, which is told in record and notice', async () => {
    const { said, reason, verified } = await newest({ table: 'stamps' });
    expect(said).toMatch(/^not counted: 1 row later than the recovery point, up to 2120-05-05T/);
    expect(verified.result.verdict).toBe('passed');
    for (const text of [reason, verified.notice]) expect(text).toContain('up to 2120-05-05T');
  });

  it.each([
    ['forever', 'no row has a time at or before the recovery point; not counted: 1 row at infinity'],
    ['nothing', 'there is no row at all'],
    ['no_such_table', '42P01: relation "no_such_table" does not exist'],
  ])('of %s fails', async (table, because) => {
    const { said, verified } = await newest({ table });
    expect(said).toBe(because);
    expect(verified.record.verdict).toBe('failed');
  });

  it.each([
    [
      { table: 'wall' },
      'at of public.wall has no time zone: say in the plan in which one it is meant (newestRow.zone)',
    ],
    [{ table: 'wall', column: 'day' }, 'day of public.wall has no time zone'],
    [{ table: 'texts' }, 'at of public.texts is no time'],
  ])('of %o is not guessed at', async (expected, because) => {
    const { said, verified } = await newest(expected);
    expect(said).toContain(because);
    expect(verified.record.verdict).toBe('inconclusive');
  });

  it.each([
    [{ table: 'wall', zone: 'Asia/Tokyo' }, 'passed'],
    [{ table: 'wall', column: 'day', zone: 'Asia/Tokyo', within: '3d' }, 'passed'],
    [{ table: 'domains' }, 'passed'],
    [
      { table: 'wall', zone: 'America/Lima' },
      expect.stringMatching(/^no row has a time at or before the recovery point/),
    ],
  ])('of %o is meant in its zone', async (expected, outcome) => {
    expect((await newest(expected)).said).toEqual(outcome);
  });
});
