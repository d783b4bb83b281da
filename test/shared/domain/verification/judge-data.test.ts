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

describe('an error of PostgreSQL', () => {
  it.each([
    {
      error: 'XX001',
      message: 'invalid page in block 0',
      outcome: 'failed',
      because: 'XX001: invalid page in block 0',
    },
    { error: 'XX002', message: 'lacks matching tuple', outcome: 'failed', because: 'XX002: lacks matching tuple' },
    {
      error: '42P01',
      message: 'relation "a" does not exist',
      outcome: 'failed',
      because: '42P01: relation "a" does not exist',
    },
    {
      error: '42501',
      message: 'permission denied for table a',
      outcome: 'didNotRun',
      because: '42501: permission denied for table a',
      isFinal: true as const,
    },
    { error: '22012', message: 'secret of a row', outcome: 'didNotRun', because: '22012', isFinal: true as const },
    {
      error: 'NotANumber',
      message: 'secret of a row',
      outcome: 'didNotRun',
      because: 'NotANumber',
      isFinal: true as const,
    },
    { error: '57014', message: 'secret of a row', outcome: 'didNotRun', because: '57014' },
    { error: '53200', message: 'secret of a row', outcome: 'didNotRun', because: '53200' },
  ])('$error is $outcome, and tells nothing of what stands in rows', ({ error, message, ...verdict }) => {
    expect(judgeSqlError({ error, message })).toEqual(verdict);
  });
});

describe('an error of the source', () => {
  it.each([
    { error: 'ECONNRESET', because: 'of the source: ECONNRESET: in words' },
    { error: 'Error', because: 'of the source: in words' },
    { error: '57P01', because: 'of the source: 57P01: in words' },
    { error: 'XX001', because: 'of the source: XX001: in words' },
    { error: '57014', because: 'of the source: 57014' },
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
  it.each([
    ['young enough', '2026-01-05T01:30:00.000Z', { outcome: 'passed' }],
    [
      'too old',
      '2026-01-05T00:30:00.000Z',
      { outcome: 'failed', because: 'it was 5400 s old at the recovery point, more than 3600 s' },
    ],
    ['missing', null, { outcome: 'failed', because: 'there is no row at all' }],
  ])('is %s', (_, newest, verdict) => {
    expect(judgeNewestRow(newest, at, 3600)).toEqual(verdict);
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
    ...{ name, oid: 1, kind: 'r', bytes: pages * 8192, pageBytes: 8192 },
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
    ]);
    const pages = units.flatMap((unit) =>
      unit.kind === 'read' && unit.table === 'public.large' ? [unit.to - unit.from] : [],
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
