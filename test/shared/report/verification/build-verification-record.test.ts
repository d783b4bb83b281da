import { describe, expect, it } from 'vitest';
import {
  at,
  checkedAs,
  chosen,
  done,
  failed,
  good,
  opened,
  recordOf,
  restoredAs,
  result,
  type Told,
  whole,
} from './story.ts';

const one = (...told: Told[]) => recordOf([opened('database'), ...told]).results[0];
const onCheck = (results: Record<string, unknown>[]) => [
  chosen('database'),
  ...restoredAs('database'),
  ...checkedAs('database', results),
];
const foundAs = (changes: Record<string, unknown> = {}) =>
  recordOf([opened('files'), chosen('files', { verdict: 'found', ...changes })]).results[0];
const orphan = result('check:orphans', { outcome: 'failed', because: '3 orphans' });
const missed = result('check:orphans', { outcome: 'didNotRun', because: 'timed out' });
const old = { ageSeconds: 31 * 3600 };

describe('the verdict about one backup', () => {
  it.each<{ story: string; told: Told[]; verdict: string; because: string }>([
    { story: 'nobody looked at', told: [], verdict: 'inconclusive', because: 'nothing was looked at' },
    {
      story: 'has no recovery point',
      told: [chosen('database', { verdict: 'failed', because: 'no snapshot in 35 days', point: undefined })],
      verdict: 'failed',
      because: 'no snapshot in 35 days',
    },
    {
      story: 'was restored and checked',
      told: good('database'),
      verdict: 'passed',
      because: 'every check passed (4), 1 table read',
    },
    {
      story: 'has a check that failed',
      told: onCheck([...whole, orphan]),
      verdict: 'failed',
      because: '1 of 5 checks failed: check orphans (3 orphans)',
    },
    {
      story: 'has a check that failed before the checks were cut off',
      told: [
        chosen('database'),
        ...restoredAs('database'),
        ...checkedAs('database', [orphan, { ...missed, unit: 'b' }]).slice(0, 1),
      ],
      verdict: 'failed',
      because: '1 of 2 checks failed: check orphans (3 orphans)',
    },
    {
      story: 'has more failures than a line can take',
      told: onCheck(['a', 'b', 'c', 'd', 'e'].map((name) => result(`read:${name}`, { outcome: 'failed' }))),
      verdict: 'failed',
      because: '5 of 5 checks failed: read a, read b, read c and 2 more',
    },
    {
      story: 'has a check that did not run',
      told: onCheck([...whole, missed]),
      verdict: 'inconclusive',
      because: '1 of 5 checks did not run: check orphans (timed out)',
    },
    {
      story: 'could not be restored',
      told: [chosen('database'), ...restoredAs('database', failed('the instance is incompatible-restore'))],
      verdict: 'failed',
      because: 'the restore failed: the instance is incompatible-restore',
    },
    {
      story: 'was not restored since we refused to',
      told: [chosen('database'), ...restoredAs('database', failed('the security group is in use', true))],
      verdict: 'inconclusive',
      because: 'nothing was restored: the security group is in use',
    },
    {
      story: 'was still being restored',
      told: [chosen('database'), ...restoredAs('database').slice(0, 3)],
      verdict: 'inconclusive',
      because: 'the restore did not come to its end',
    },
    {
      story: 'was restored and never checked',
      told: [chosen('database'), ...restoredAs('database')],
      verdict: 'inconclusive',
      because: 'the checks did not come to their end; nothing was checked',
    },
    {
      story: 'was checked by nothing',
      told: [chosen('database'), ...restoredAs('database'), [1601, 'check:orders/database', done()]],
      verdict: 'inconclusive',
      because: 'nothing was checked',
    },
    {
      story: 'had its checks stopped',
      told: [
        chosen('database'),
        ...restoredAs('database'),
        ...checkedAs('database', whole, failed('no connection', true)),
      ],
      verdict: 'inconclusive',
      because: 'the checks stopped: no connection',
    },
    {
      story: 'is too old, though every check passed',
      told: [chosen('database', old), ...good('database').slice(1)],
      verdict: 'failed',
      because: 'too old: 31 h, limit 26 h',
    },
    {
      story: 'has an age that nobody knows',
      told: [chosen('database', { ageSeconds: undefined, point: undefined }), ...good('database').slice(1)],
      verdict: 'inconclusive',
      because: 'its age is not known',
    },
    {
      story: 'was to be restored and was only found',
      told: [chosen('database', { verdict: 'found' })],
      verdict: 'inconclusive',
      because: 'the plan says restore, the ledger found',
    },
    {
      story: 'came back later than the objective',
      told: onCheck([result('check:orders', { at: at(3610) })]),
      verdict: 'passed',
      because: 'every check passed (1), 0 tables read; restore time 1 h, objective 30 min not met',
    },
  ])('is $verdict when it $story', ({ told, verdict, because }) => {
    expect(one(...told)).toMatchObject({ verdict, because: expect.stringContaining(because) });
  });

  it.each([
    { story: 'is new enough', changes: {}, verdict: 'passed', because: 'the newest of 7' },
    { story: 'is too old', changes: old, verdict: 'failed', because: 'too old: 31 h, limit 26 h' },
    { story: 'is as old as is allowed', changes: { ageSeconds: 26 * 3600 }, verdict: 'passed', because: 'the newest' },
    { story: 'says its time only', changes: { ageSeconds: undefined }, verdict: 'passed', because: 'the newest of 7' },
  ])('is $verdict when it is only found and $story', ({ changes, verdict, because }) => {
    expect(foundAs(changes)).toMatchObject({ verdict, because: expect.stringContaining(because) });
    expect(foundAs(changes)?.restore).toBeUndefined();
  });

  it('is inconclusive when the deployed plan does not have it any more', () => {
    const { results } = recordOf([opened('database', 'gone'), ...good('database'), ...good('gone')]);
    expect(results.map(({ verdict }) => verdict)).toEqual(['passed', 'inconclusive']);
    expect(results[1]).toMatchObject({ counts: { passed: 4 }, copy: { verdict: 'discarded' } });
  });
});

describe('what was looked at', () => {
  it('counts rows and bytes of what was read, each unit once', () => {
    const again = result('read:public.orders#1', { at: at(1550), rows: 301, bytes: 2001 });
    const heap = result('heap:public.lines', { bytes: 999, at: at(1555) });
    const counted = one(...onCheck([...whole, again, heap, result('index:lines_pkey'), missed]));
    expect(counted?.counts).toEqual({
      passed: 6,
      failed: 0,
      didNotRun: 1,
      tables: 1,
      indexes: 1,
      rows: 1001,
      bytes: 7001,
    });
    expect(counted?.checks).toHaveLength(7);
  });

  it('counts no table of which a part could not be read', () => {
    const damaged = result('read:public.orders#2', { name: 'public.orders', outcome: 'failed' });
    const orders = result('read:public.orders#1', { name: 'public.orders' });
    const lines = result('read:public.lines', { name: 'public.lines' });
    expect(one(...onCheck([orders, damaged, lines]))?.counts.tables).toBe(1);
  });

  it('lets a later look at a unit replace an earlier one', () => {
    const first = result('check:orphans', { outcome: 'didNotRun' });
    expect(one(...onCheck([...whole, first, result('check:orphans')]))?.verdict).toBe('passed');
  });
});

describe('the time a restore took', () => {
  it('counts from the call: until available, until the first check of data, until all was read', () => {
    expect(one(...good('database'))?.restore).toEqual({
      objectiveSeconds: 1800,
      untilAvailableSeconds: 890,
      untilFirstCheckSeconds: 990,
      untilReadSeconds: 1490,
      isMet: true,
      startedAt: at(10),
    });
  });

  it('counts until the end of the restore where AWS’s own end is not known', () => {
    const told = [chosen('database'), ...restoredAs('database', done())];
    expect(one(...told)?.restore).toMatchObject({ untilAvailableSeconds: 900, isMet: false });
  });

  it.each<{ story: string; told: Told[] }>([
    { story: 'the checks did not end', told: good('database').slice(0, -2) },
    { story: 'a part was not read', told: onCheck([...whole, result('read:b', { outcome: 'didNotRun' })]) },
  ])('does not say that all was read when $story', ({ told }) => {
    expect(one(...told)?.restore?.untilReadSeconds).toBeUndefined();
  });

  it('takes neither a login nor a failed check for the first check', () => {
    const { restore } = one(...onCheck([result('login:reader'), result('catalogue:tables'), orphan])) ?? {};
    expect(restore).toMatchObject({ isMet: false });
    expect(restore?.untilFirstCheckSeconds).toBeUndefined();
  });
});
