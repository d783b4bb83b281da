import { describe, expect, it } from 'vitest';
import type { VerificationRecord } from '../../../../shared/contracts/verification/record.ts';
import { chosen, discardedAs, done, failed, opened, recordOf, restoredAs, type Told } from './story.ts';

const [asked, , look] = restoredAs('database');

const answered = (outcome: Record<string, unknown>): Told => [
  11,
  'restore:orders/database',
  { type: 'outcome', ...outcome },
];
const accepted = answered({ result: 'accepted' });
const rejected = answered({ result: 'rejected', error: 'DBSnapshotNotFound' });
const taken = answered({ result: 'rejected', error: 'DBInstanceAlreadyExists' });
const lookWhileDiscarding: Told = [1700, 'discard:orders/database', look?.[2] ?? {}];
const notSeen: Told = [1800, 'discard:orders/database', { ...failed('not seen is not gone'), error: 'CopyNotSeen' }];

const recordWith = (...told: (Told | undefined)[]): VerificationRecord =>
  recordOf([opened('database'), chosen('database'), ...told.filter((entry) => entry !== undefined)]);

describe('the copy', () => {
  it.each<{ story: string; told: (Told | undefined)[]; verdict: string; name?: string }>([
    { story: 'nothing was asked for', told: [], verdict: 'notMade' },
    { story: 'AWS said no', told: [asked, rejected], verdict: 'notMade' },
    { story: 'its name is taken by something else', told: [asked, taken], verdict: 'notMade' },
    { story: 'AWS said no and it is there', told: [asked, rejected, look], verdict: 'unknown' },
    { story: 'no answer came', told: [asked], verdict: 'unseen', name: 'lifeboat-copy-1' },
    { story: 'AWS has taken the order', told: [asked, accepted], verdict: 'unseen', name: 'lifeboat-copy-1' },
    { story: 'it was looked for in vain', told: [asked, accepted, notSeen], verdict: 'unseen' },
    // As an earlier version wrote it, which took not seen for gone.
    { story: 'it was called gone unseen', told: [asked, accepted, discardedAs('database')], verdict: 'unseen' },
    {
      story: 'the time ran out before it showed',
      told: [asked, accepted, discardedAs('database', failed('not done after 3600 s'))],
      verdict: 'unseen',
    },
    {
      story: 'something stands there that is not ours',
      told: [asked, accepted, discardedAs('database', failed('is left alone: its tag', true))],
      verdict: 'leftOver',
    },
    { story: 'it was seen and is gone', told: [asked, look, discardedAs('database')], verdict: 'discarded' },
    {
      story: 'it was seen on its way out and is gone',
      told: [asked, lookWhileDiscarding, discardedAs('database')],
      verdict: 'discarded',
    },
    { story: 'it was seen and does not show any more', told: [asked, look, notSeen], verdict: 'unseen' },
    {
      story: 'it could not be removed',
      told: [asked, look, discardedAs('database', failed('deletion protection'))],
      verdict: 'leftOver',
      name: 'lifeboat-copy-1',
    },
    { story: 'nobody removed it', told: [asked, look], verdict: 'unknown', name: 'lifeboat-copy-1' },
  ])('is $verdict when $story', ({ told, verdict, name }) => {
    expect(recordWith(...told).results[0]?.copy).toMatchObject({ verdict, ...(name && { name }) });
  });

  it('that was ordered and not seen keeps the run from passing, by its name', () => {
    const { verdict, reason } = recordWith(asked, accepted, notSeen);
    expect(verdict).not.toBe('passed');
    expect(reason).toContain('ordered and not seen yet: lifeboat-copy-1');
  });
});

const claim = (name: string, changes: Record<string, unknown> = {}) => ({
  ...{ kind: 'instance', name, region: 'us-east-1', madeBy: 'run-0', plan: 'orders', verification: 'database' },
  orderedAt: '2026-01-05T02:00:00.000Z',
  ...changes,
});
const claims = (...copies: ReturnType<typeof claim>[]): Told => [
  1,
  'run',
  { type: 'claimsRead', madeBy: 'run-0', openedAt: '2026-01-05T01:00:00.000Z', copies },
];
const seenLate: Told = [
  60,
  'discard:copy-a',
  {
    type: 'copySeen',
    ...{ kind: 'instance', name: 'copy-a', arn: 'arn:a', resourceId: 'db-A', createdAt: '2026-01-05T02:30:00.000Z' },
  },
];
const found = (changes: Record<string, unknown> = {}): Told => [
  2,
  'run',
  {
    type: 'leftoverFound',
    ...{ kind: 'instance', name: 'copy-a', region: 'us-east-1', arn: 'arn:a', resourceId: 'db-A', ageSeconds: 60 },
    ...{ madeBy: 'run-0', plan: 'orders', verification: 'database', isOurs: true, because: 'ordered by run run-0' },
    ...changes,
  },
];

describe('what earlier runs have ordered', () => {
  const earlier = (...told: Told[]) => recordOf([opened('files'), chosen('files', { verdict: 'found' }), ...told]);

  it('and nobody has seen is told, and does not keep the run from passing', () => {
    const { awaited, verdict, reason } = earlier(claims(claim('copy-a')));
    expect(awaited).toMatchObject([{ name: 'copy-a', madeBy: 'run-0', isGivenUp: false }]);
    expect(awaited[0]?.because).toBe('ordered 1 h before by run run-0, and not seen yet: the next runs look for it');
    expect({ verdict, reason }).toMatchObject({
      verdict: 'passed',
      reason: expect.stringContaining('ordered by an earlier run and not seen yet: copy-a'),
    });
  });

  it('more than a week ago and nobody has seen is told for the last time', () => {
    const { awaited } = earlier(claims(claim('copy-a', { orderedAt: '2025-12-29T02:59:00.000Z' })));
    expect(awaited).toMatchObject([{ isGivenUp: true, because: expect.stringContaining('never seen') }]);
  });

  it('and has shown while this run was at work is a leftover, gone or not', () => {
    const shown = [claims(claim('copy-a')), seenLate] as const;
    const row = { name: 'copy-a', arn: 'arn:a', resourceId: 'db-A', ageSeconds: 1860, isOurs: true };
    expect(earlier(...shown)).toMatchObject({ awaited: [], leftovers: [{ ...row, isDiscarded: false }] });
    expect(earlier(...shown, [90, 'discard:copy-a', done()])).toMatchObject({
      awaited: [],
      leftovers: [{ ...row, isDiscarded: true }],
      verdict: 'passed',
    });
  });

  it('and was found standing, by name or by id, is a leftover and not awaited', () => {
    expect(earlier(claims(claim('copy-a')), found())).toMatchObject({ awaited: [], leftovers: [{ name: 'copy-a' }] });
    const renamed = found({ name: 'kept', isOurs: false, because: 'somebody has renamed it' });
    expect(earlier(claims(claim('copy-a', { resourceId: 'db-A' })), renamed)).toMatchObject({
      awaited: [],
      leftovers: [{ name: 'kept', isOurs: false }],
    });
  });

  it('and its maker has deleted is not awaited once it is proven gone', () => {
    const seen = claims(claim('copy-a', { resourceId: 'db-A' }));
    expect(earlier(seen, [90, 'discard:copy-a', done()]).awaited).toEqual([]);
  });

  it('and was seen by this run, and vanished, is not proven gone', () => {
    const vanished: Told = [700, 'discard:copy-a', { ...failed('does not show any more'), error: 'CopyNotSeen' }];
    expect(earlier(claims(claim('copy-a')), found(), vanished)).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('not proven gone: copy-a'),
    });
  });
});

describe('a failure of the machine', () => {
  const passed = (...told: Told[]) => recordOf([opened('files'), chosen('files', { verdict: 'found' }), ...told]);
  const stop: Told[2] = { type: 'runFailed', state: 'Execution', error: 'ABORTED', cause: '' };
  const recorded: Told = [100, 'run', { type: 'recorded', location: 's3://x', seal: 'x' }];

  it('before the record was stored is part of the verdict, and one that came after it is not', () => {
    expect(passed([50, 'run', stop], recorded)).toMatchObject({ verdict: 'inconclusive' });
    expect(passed(recorded, [150, 'run', stop])).toMatchObject({ verdict: 'passed' });
  });
});

describe('a recovery point that was gone when it was to be restored', () => {
  it('is told with the one in its place', () => {
    const insteadOf = [{ id: 'rds:newest', because: 'it was gone' }];
    const because = 'rds:older in place of rds:newest: it was gone';
    const point = { id: 'rds:older', type: 'automated', databaseTime: '2026-01-04T02:00:00.000Z' };
    const { results, reason } = recordOf([
      opened('database'),
      chosen('database'),
      chosen('database', { because, point, insteadOf, passedOver: insteadOf }),
      ...restoredAs('database'),
    ]);
    expect(results[0]).toMatchObject({ point, insteadOf, passedOver: insteadOf });
    expect(reason).toContain('restored in place of what was gone: orders/database (rds:older for rds:newest)');
  });
});
