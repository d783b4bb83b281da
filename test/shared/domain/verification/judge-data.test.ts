import { describe, expect, it } from 'vitest';
import type { DataCheckResult } from '../../../../shared/contracts/verification/facts.ts';
import type { Catalogue } from '../../../../shared/domain/verification/catalogue.ts';
import {
  judgeManifest,
  judgeNewestRow,
  judgeSourceError,
  judgeSqlError,
} from '../../../../shared/domain/verification/judge-data.ts';
import { listUnits, pendingUnits } from '../../../../shared/domain/verification/list-units.ts';

const final = { isFinal: true } as const;

describe('an error of PostgreSQL about what it has listed itself', () => {
  const answers = [
    ['XX001', 'invalid page in block 0', 'failed', 'XX001: invalid page in block 0'],
    ['XX002', 'lacks matching tuple', 'failed', 'XX002: lacks matching tuple'],
    ['XX000', 'right sibling of page 7 is wrong', 'failed', 'XX000: right sibling of page 7 is wrong'],
    [
      '58P01',
      'could not open file "base/5/16401": No such file',
      'failed',
      '58P01: could not open file "base/5/16401"',
    ],
    ['58030', 'could not read blocks 3..4 in file "base/5/7"', 'failed', '58030: could not read blocks 3..4'],
    ['58P01', 'could not access status of transaction 700', 'failed', '58P01: could not access status'],
    ['58P01', 'could not load library "pgcrypto.so"', 'didNotRun', '58P01: could not load library'],
    ['XX000', 'cache lookup failed for type 7', 'didNotRun', 'XX000: cache lookup failed for type 7', final],
    [
      'XX000',
      'invalid memory alloc request size 1174405123',
      'didNotRun',
      'a row is longer than PostgreSQL can write as a text: XX000: invalid memory',
      final,
    ],
    ['54000', 'secret of a row', 'didNotRun', 'a row is longer than PostgreSQL can write as a text: 54000', final],
    [
      '42501',
      'permission denied for table a',
      'didNotRun',
      'the reader has no right to it: 42501: permission denied for table a',
      final,
    ],
    [
      '42501',
      'query would be affected by row-level security policy for table "a"',
      'didNotRun',
      'row-level security hides rows from the reader, so that nobody knows how many: give it BYPASSRLS (42501',
      final,
    ],
    ['22012', 'secret of a row', 'didNotRun', 'an expression of the database or the plan failed: 22012', final],
    ['P0001', 'secret of a row', 'didNotRun', 'an expression of the database or the plan failed: P0001', final],
    ['42P01', 'relation "a" does not exist', 'didNotRun', '42P01: relation "a" does not exist', final],
    ['55000', 'secret of a row', 'didNotRun', 'it is not in the state for being read: 55000', final],
    ['NotANumber', 'secret of a row', 'didNotRun', 'NotANumber', final],
    ['57014', 'secret of a row', 'didNotRun', 'it took longer than the plan gives a statement: 57014'],
    ['53200', 'secret of a row', 'didNotRun', 'the server had no memory for it: 53200'],
  ] as const;
  const cases = answers.map(([error, message, outcome, because, rest]) => ({ error, message, outcome, because, rest }));

  it.each(cases)('$error $message is $outcome', ({ error, message, outcome, because, rest }) => {
    const verdict = judgeSqlError({ error, message }, 'ours');
    expect(verdict).toEqual({ outcome, because: expect.stringContaining(because), ...rest });
    expect(verdict.because).not.toContain('secret');
  });

  it.each(['42P01', '42703', '3F000'])('%s is a finding where the plan has named what is missing', (error) => {
    expect(judgeSqlError({ error, message: 'a does not exist' }, 'planned')).toEqual({
      outcome: 'failed',
      because: `${error}: a does not exist`,
    });
  });
});

describe('an error of the source', () => {
  it.each([
    { error: 'ECONNRESET', because: 'of the source: ECONNRESET: in words' },
    { error: 'Error', because: 'of the source: in words' },
    { error: '57P01', because: 'of the source: 57P01: in words' },
    { error: 'XX001', because: 'of the source: XX001: in words' },
    { error: '57014', because: 'of the source: it took longer than the plan gives a statement: 57014' },
    { error: '42P01', because: 'of the source: 42P01: in words', isFinal: true as const },
    {
      error: 'AccessDeniedException',
      because: 'of the source: AccessDeniedException: in words',
      isFinal: true as const,
    },
    { error: 'ThrottlingException', because: 'of the source: ThrottlingException: in words' },
  ])('$error says nothing of the copy', ({ error, ...verdict }) => {
    expect(judgeSourceError({ error, message: 'in words' })).toEqual({ outcome: 'didNotRun', ...verdict });
  });
});

describe('the newest row', () => {
  const at = '2026-01-05T02:00:00.000Z';
  const young = '2026-01-05T01:30:00.000Z';
  const old = '2026-01-05T00:30:00.000Z';
  const tooOld = 'it was 5400 s old at the recovery point, more than 3600 s';
  const none = { isEmpty: false, newest: null, later: 0, latest: null, infinite: 0 };
  const ofTheFuture = { later: 2, latest: '2099-01-01T00:00:00.000Z' };
  const future = '2 rows later than the recovery point, up to 2099-01-01T00:00:00.000Z';
  it.each([
    ['young enough', { newest: young }, { outcome: 'passed' }],
    ['too old', { newest: old }, { outcome: 'failed', because: tooOld }],
    ['missing', { isEmpty: true }, { outcome: 'failed', because: 'there is no row at all' }],
    ['without a time', {}, { outcome: 'failed', because: 'no row has a time at or before the recovery point' }],
    [
      'too old beside rows of the future',
      { newest: old, ...ofTheFuture },
      { outcome: 'failed', because: `${tooOld}; not counted: ${future}` },
    ],
    [
      'young enough beside rows of the future',
      { newest: young, ...ofTheFuture },
      { outcome: 'passed', because: `not counted: ${future}` },
    ],
    [
      'young enough beside one at infinity',
      { newest: young, infinite: 1 },
      { outcome: 'passed', because: 'not counted: 1 row at infinity' },
    ],
    [
      'at infinity alone',
      { infinite: 3 },
      {
        outcome: 'failed',
        because: 'no row has a time at or before the recovery point; not counted: 3 rows at infinity',
      },
    ],
  ])('is %s', (_, found, verdict) => {
    expect(judgeNewestRow({ ...none, ...found }, at, 3600)).toEqual(verdict);
  });
});

describe('the comparison with the source', () => {
  const exact = { rowTolerance: 0, checksum: true };
  const of = (rows: number, checksum = 'a') => ({ rows, checksum });
  it.each([
    { what: 'the same', table: exact, copy: of(10), source: of(10), outcome: 'passed' },
    { what: 'fewer rows', table: exact, copy: of(9), source: of(10), outcome: 'failed' },
    { what: 'other contents', table: exact, copy: of(10, 'b'), source: of(10), outcome: 'failed' },
    { what: 'an emptied copy', table: exact, copy: of(0), source: of(10), outcome: 'failed' },
    { what: 'nothing on both sides', table: exact, copy: of(0), source: of(0), outcome: 'didNotRun' },
    {
      what: 'within tolerance',
      table: { rowTolerance: 0.1, checksum: false },
      copy: of(91, 'b'),
      source: of(100),
      outcome: 'passed',
    },
    {
      what: 'beyond tolerance',
      table: { rowTolerance: 0.1, checksum: false },
      copy: of(89),
      source: of(100),
      outcome: 'failed',
    },
  ])('of $what is $outcome', ({ table, copy, source, outcome }) => {
    expect(judgeManifest(table, copy, source).outcome).toBe(outcome);
  });
});

describe('what is looked at', () => {
  const table = (name: string, pages: number): Catalogue[number] => ({
    ...{ name, oid: 1, kind: 'r', bytes: pages * 8192, pageBytes: 8192, columns: [], mayRead: true },
    indexes: [{ name: `${name}_pkey`, oid: 2, bytes: 8192 }],
  });
  const data = {
    database: 'orders',
    reader: 'reader',
    statementTimeout: 60,
    checks: [{ name: 'one', sql: 'SELECT 1', atLeast: 1 }],
  };
  const units = listUnits(data, [table('public.small', 1), table('public.large', 70_000), table('public.empty', 0)]);

  it('is every page of every table once, every heap, every index, and the checks of the plan first', () => {
    expect(units.map(({ unit }) => unit)).toEqual([
      'check:one',
      'read:public.small#0',
      'read:public.large#0',
      'read:public.large#32768',
      'read:public.large#65536',
      'read:public.empty#0',
      'heap:public.small#0',
      'heap:public.large#0',
      'heap:public.large#32768',
      'heap:public.large#65536',
      'index:public.small/public.small_pkey',
      'index:public.large/public.large_pkey',
      'index:public.empty/public.empty_pkey',
      'sequences',
      'system:tables',
      'system:indexes',
    ]);
    const pages = units.flatMap((unit) =>
      unit.kind === 'read' && unit.name === 'public.large' ? [unit.to - unit.from] : [],
    );
    expect(pages.reduce((sum, count) => sum + count, 0)).toBe(70_000);
  });

  it('is tried three times where it did not run, and once where it has an answer', () => {
    const result = (outcome: DataCheckResult['outcome']): DataCheckResult => ({
      ...{ unit: 'check:one', kind: 'check', name: 'one', outcome, at: '2026-01-05T03:00:00.000Z' },
    });
    const isPending = (...outcomes: DataCheckResult['outcome'][]) =>
      pendingUnits(units, outcomes.map(result)).some(({ unit }) => unit === 'check:one');
    expect(isPending()).toBe(true);
    expect(isPending('didNotRun', 'didNotRun')).toBe(true);
    expect(isPending('didNotRun', 'didNotRun', 'didNotRun')).toBe(false);
    expect(pendingUnits(units, [{ ...result('didNotRun'), isFinal: true }])).toHaveLength(units.length - 1);
    expect(isPending('failed')).toBe(false);
    expect(isPending('didNotRun', 'passed')).toBe(false);
  });
});
