import { describe, expect, it } from 'vitest';
import {
  checkedAs,
  chosen,
  discardedAs,
  done,
  failed,
  good,
  opened,
  recordOf,
  restoredAs,
  result,
  type Told,
} from './story.ts';

const orphan = result('check:orphans', { outcome: 'failed', because: '3 orphans' });
const bad: Told[] = [
  chosen('billing'),
  ...restoredAs('billing'),
  ...checkedAs('billing', [orphan]),
  discardedAs('billing'),
];
const both = opened('database', 'billing');
const blind: Told = [3, 'run', { type: 'sweepBlind', region: 'us-west-2', because: 'AccessDenied' }];
const stop: Told = [4, 'run', { type: 'runFailed', state: 'LookForLeftovers', error: 'TimeoutError', cause: '' }];
const leftover = (isOurs = true): Told => [
  2,
  'run',
  {
    type: 'leftoverFound',
    kind: 'instance',
    name: 'lifeboat-copy-0',
    region: 'us-east-1',
    arn: 'arn:aws:rds:us-east-1:111122223333:db:lifeboat-copy-0',
    resourceId: 'db-OLD',
    ageSeconds: 604_800,
    cost: 12.1,
    isOurs,
    because: 'made by run-0',
  },
];
const clearedAway = (ending: Told[2]): Told => [50, 'discard:lifeboat-copy-0', ending];

describe('the verdict about the run', () => {
  it.each<{ story: string; told: Told[]; verdict: string; reason: string }>([
    {
      story: 'every backup is proven',
      told: [both, ...good('database'), ...good('billing')],
      verdict: 'passed',
      reason: '2 of 2 backups proven whole',
    },
    {
      story: 'one of them is only found',
      told: [opened('database', 'files'), ...good('database'), chosen('files', { verdict: 'found' })],
      verdict: 'passed',
      reason: '1 of 2 backups proven whole, 1 of 2 found and new enough',
    },
    {
      story: 'one failed',
      told: [both, ...good('database'), ...bad],
      verdict: 'failed',
      reason: '1 of 2 failed: orders/billing: 1 of 1 checks failed: check orphans (3 orphans)',
    },
    {
      story: 'one failed and one was not looked at',
      told: [both, ...bad],
      verdict: 'failed',
      reason: '1 of 2 inconclusive: orders/database: nothing was looked at',
    },
    {
      story: 'one was not looked at',
      told: [both, ...good('database')],
      verdict: 'inconclusive',
      reason: '1 of 2 inconclusive: orders/billing: nothing was looked at; 1 of 2 backups proven whole',
    },
    {
      story: 'a copy stays behind',
      told: [opened('database'), ...good('database').slice(0, -1), discardedAs('database', failed('protected'))],
      verdict: 'failed',
      reason: 'copies left over: lifeboat-copy-1',
    },
    {
      story: 'nobody knows about a copy',
      told: [opened('database'), ...good('database').slice(0, -1)],
      verdict: 'inconclusive',
      reason: 'not proven gone: lifeboat-copy-1',
    },
    {
      story: 'a Region could not be searched',
      told: [opened('database'), ...good('database'), blind],
      verdict: 'inconclusive',
      reason: 'not searched for leftovers: us-west-2',
    },
    {
      story: 'a function died',
      told: [opened('database'), ...good('database'), stop],
      verdict: 'inconclusive',
      reason: 'the run was stopped by LookForLeftovers: TimeoutError',
    },
    {
      story: 'an earlier copy was thrown away',
      told: [opened('database'), leftover(), ...good('database'), clearedAway(done())],
      verdict: 'passed',
      reason: '1 of 1 backups proven whole',
    },
    {
      story: 'an earlier copy could not be thrown away',
      told: [opened('database'), leftover(), ...good('database'), clearedAway(failed('protected'))],
      verdict: 'failed',
      reason: 'copies left over: lifeboat-copy-0',
    },
    {
      story: 'nobody knows about an earlier copy',
      told: [opened('database'), leftover(), ...good('database')],
      verdict: 'inconclusive',
      reason: 'not proven gone: lifeboat-copy-0',
    },
    {
      story: 'what was found is not provably ours',
      told: [opened('database'), leftover(false), ...good('database')],
      verdict: 'passed',
      reason: '1 of 1 backups proven whole',
    },
    {
      story: 'a restore took longer than its objective',
      told: [
        opened('database'),
        chosen('database'),
        ...restoredAs('database'),
        ...checkedAs('database', [result('check:orders', { at: '2026-01-05T04:00:00.000Z' })]),
        discardedAs('database'),
      ],
      verdict: 'passed',
      reason: 'restored later than the objective: orders/database',
    },
    {
      story: 'it was refused',
      told: [[0, 'run', { type: 'runRefused', reason: 'another run holds the lock', dryRun: false }]],
      verdict: 'inconclusive',
      reason: 'refused: another run holds the lock',
    },
    {
      story: 'it ended before it was opened',
      told: [stop],
      verdict: 'inconclusive',
      reason: 'the run ended before it said what it would verify',
    },
  ])('is $verdict when $story', ({ told, verdict, reason }) => {
    expect(recordOf(told)).toMatchObject({ verdict, reason: expect.stringContaining(reason) });
  });

  it('is inconclusive when a hash of the ledger does not agree', () => {
    const record = recordOf([opened('database'), ...good('database')], { isChainWhole: false });
    expect(record).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('does not agree') });
  });

  it('names every leftover once, with what became of it', () => {
    const { leftovers } = recordOf([opened('database'), leftover(), leftover(), clearedAway(done())]);
    expect(leftovers).toMatchObject([{ name: 'lifeboat-copy-0', isDiscarded: true }]);
  });

  it('has one result for each that was to be verified, whatever the ledger holds about it', () => {
    expect(recordOf([opened('files', 'database', 'gone')]).results).toHaveLength(3);
    expect(recordOf([stop]).results).toEqual([]);
  });
});
