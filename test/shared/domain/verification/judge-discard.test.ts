import { describe, expect, it } from 'vitest';
import type { DatabaseInstance } from '../../../../shared/domain/verification/copy.ts';
import type { DiscardOrder } from '../../../../shared/domain/verification/discard-order.ts';
import { judgeDiscard } from '../../../../shared/domain/verification/judge-discard.ts';
import { notSeen } from '../../../../shared/domain/verification/judge-gone.ts';
import type { Claim } from '../../../../shared/domain/verification/prove-ownership.ts';
import type { Waits } from '../../../../shared/domain/verification/waits.ts';
import { act, at, claimWith, copyWith, deletion, known, name, region, seenAs, unreadable } from './orders.ts';

type Told = Readonly<{ claim?: Partial<Claim>; waits?: Waits; second?: number }>;

const orderWith = ({ claim = {}, waits = [], second = 600 }: Told): DiscardOrder => ({
  ...{ name, region, waits, now: at(second) },
  claim: claimWith(claim),
});

const judge = (copy: DatabaseInstance | undefined, told: Told = {}, renamed?: DatabaseInstance) =>
  judgeDiscard(orderWith(told), { copy: known(copy), renamed: known(renamed) });

const hour = 3600;
const seen = [seenAs(copyWith())];
const goneOnce = `${name} was deleted and does not show any more: it is looked for once more`;
const vanished = `${name} was seen, and does not show any more, though nobody of Lifeboat has deleted it`;
const alreadyExists = { result: 'rejected', error: 'DBInstanceAlreadyExistsFault' } as const;

describe('the end of a copy that stands', () => {
  it.each<Told & { when: string; copy?: Partial<DatabaseInstance>; says: object }>([
    { when: 'its id is written down', claim: { seen }, says: { act: { operation: 'DeleteDBInstance' } } },
    { when: 'its id is not written down yet', says: { wait: 1 } },
    { when: 'it is being deleted', copy: { status: 'deleting' }, claim: { seen }, says: { wait: 30 } },
    {
      when: 'its deletion was taken four minutes ago and does not show',
      claim: { seen, deletions: [deletion({ second: 360 })] },
      says: { wait: 30, because: expect.stringContaining('was told to go') },
    },
    {
      when: 'its deletion was taken long ago and nothing came of it',
      claim: { seen, deletions: [deletion()] },
      second: 2 * hour,
      says: { act: { operation: 'DeleteDBInstance' } },
    },
    {
      when: 'its deletion had no answer a moment ago',
      claim: { seen, deletions: [deletion({ second: 540, result: 'unknown' })] },
      says: { wait: 30 },
    },
    {
      when: 'its deletion had no answer a while ago',
      claim: { seen, deletions: [deletion({ second: 200, result: 'unknown' })] },
      says: { act: { operation: 'DeleteDBInstance' } },
    },
    {
      when: 'its deletion had no answer, and the second one finds it in another state than shows',
      claim: {
        seen,
        deletions: [
          deletion({ result: 'unknown' }),
          deletion({ second: 590, result: 'rejected', error: 'InvalidDBInstanceStateFault' }),
        ],
      },
      says: { wait: 30, because: expect.stringContaining('may be on its way') },
    },
    {
      when: 'RDS refuses its deletion while it is being made',
      copy: { status: 'creating' },
      claim: {
        seen,
        deletions: [deletion({ second: 590, result: 'rejected', error: 'InvalidDBInstanceStateFault' })],
      },
      says: { wait: 30, because: expect.stringContaining('is creating') },
    },
    {
      when: 'RDS has refused its deletion, and it is not busy any more',
      claim: {
        seen,
        deletions: [deletion({ second: 590, result: 'rejected', error: 'InvalidDBInstanceStateFault' })],
      },
      says: { act: { operation: 'DeleteDBInstance' } },
    },
    {
      when: 'RDS finds nothing to delete, and shows it still',
      claim: { seen, deletions: [deletion({ result: 'rejected', error: 'DBInstanceNotFoundFault' })] },
      says: { wait: 30, because: expect.stringContaining('is not there any more') },
    },
    {
      when: 'somebody has protected it',
      copy: { isProtected: true },
      claim: { seen },
      says: { refuse: expect.stringContaining('protected') },
    },
    {
      when: 'somebody has taken its tag away',
      copy: { tags: {} },
      claim: { seen },
      says: { refuse: expect.stringContaining('its tag lifeboat-run') },
    },
    {
      when: 'its order had no answer, and when it was made does not show yet',
      copy: { createdAt: undefined },
      claim: { acts: [act({ result: 'unknown' })] },
      says: { wait: 30, because: expect.stringContaining('may be the copy') },
    },
    {
      when: 'its name belonged to something else',
      claim: { acts: [act(alreadyExists)] },
      says: { refuse: expect.stringContaining('no order for it') },
    },
  ])('when $when', ({ copy = {}, says, ...told }) => {
    expect(judge(copyWith(copy), told)).toMatchObject(says);
  });
});

describe('the end of a copy that does not show', () => {
  it.each<Told & { when: string; says: object }>([
    { when: 'nothing was ordered', claim: { acts: [] }, says: { done: { copy: name, made: false } } },
    { when: 'every order was rejected', claim: { acts: [act(alreadyExists)] }, says: { done: { made: false } } },
    { when: 'it was ordered four minutes ago', second: 240, says: { wait: 30 } },
    { when: 'its order had no answer', claim: { acts: [act({ result: 'unknown' })] }, second: 240, says: { wait: 30 } },
    {
      when: 'it was taken an hour ago and never seen',
      second: hour,
      says: { fail: expect.stringContaining('not seen is not gone'), error: notSeen },
    },
    {
      when: 'its order had no answer an hour ago and it was never seen',
      claim: { acts: [act({ result: 'unknown' })] },
      second: hour,
      says: { fail: expect.stringContaining('the order had no answer'), error: notSeen },
    },
    {
      when: 'it was deleted, at the first look',
      claim: { seen, deletions: [deletion()] },
      says: { wait: 10, because: goneOnce },
    },
    {
      when: 'it was deleted, and showed again since the first look',
      claim: { seen, deletions: [deletion()] },
      waits: [
        { at: at(500), because: goneOnce },
        { at: at(510), because: `${name} was told to go, and is available still` },
      ],
      says: { wait: 10, because: goneOnce },
    },
    {
      when: 'it was deleted, at the second look in a row',
      claim: { seen, deletions: [deletion()] },
      waits: [{ at: at(590), because: goneOnce }],
      says: { done: { copy: name, gone: true, resourceId: 'db-MINE' } },
    },
    {
      when: 'the answer to its deletion was lost, at the second look in a row',
      claim: { seen, deletions: [deletion({ result: 'unknown' })] },
      waits: [{ at: at(590), because: goneOnce }],
      says: { done: { gone: true } },
    },
    {
      when: 'somebody was seen to delete it',
      claim: { seen },
      waits: [
        { at: at(400), because: `${name} is being deleted` },
        { at: at(590), because: goneOnce },
      ],
      says: { done: { gone: true } },
    },
    {
      when: 'RDS has found nothing to delete, at the second look in a row',
      claim: { seen, deletions: [deletion({ result: 'rejected', error: 'DBInstanceNotFoundFault' })] },
      waits: [{ at: at(590), because: goneOnce }],
      says: { done: { gone: true } },
    },
    {
      when: 'its deletion was refused',
      claim: { seen, deletions: [deletion({ result: 'rejected', error: 'AccessDenied' })] },
      says: { wait: 30, because: vanished },
    },
    { when: 'nobody has deleted it', claim: { seen }, says: { wait: 30, because: vanished } },
    {
      when: 'nobody has deleted it, ten minutes later',
      claim: { seen },
      waits: [{ at: at(0), because: vanished }],
      says: { fail: expect.stringContaining('nobody can say that it is gone'), error: notSeen },
    },
  ])('when $when', ({ says, ...told }) => {
    expect(judge(undefined, told)).toMatchObject(says);
  });

  it('is told, and not called gone, when somebody has renamed it', () => {
    const renamed = copyWith({ name: 'orders-old', resourceId: 'db-MINE' });
    const told = { claim: { seen, deletions: [deletion()] }, waits: [{ at: at(590), because: goneOnce }] };
    expect(judge(undefined, told, renamed)).toMatchObject({ refuse: expect.stringContaining('to orders-old') });
  });

  it('is not known while it cannot be looked for, by name or by id', () => {
    const order = orderWith({ claim: { seen, deletions: [deletion()] } });
    expect(judgeDiscard(order, { copy: unreadable('Throttling') })).toHaveProperty('wait');
    expect(judgeDiscard(order, { copy: known(undefined), renamed: unreadable('Throttling') })).toHaveProperty('wait');
    expect(judgeDiscard(order, { copy: unreadable('AccessDenied') })).toHaveProperty('fail');
  });
});
