import { describe, expect, it } from 'vitest';
import {
  type ForkFacts,
  forkLoss,
  judgeFork,
  type OtherSide,
  promotedBefore,
} from '../../../../shared/domain/recovery/judge-fork.ts';

const askedAt = '2026-01-05T03:10:00.000Z';
const replayedAt = '2026-01-05T02:10:00.000Z';
const told = { at: '2026-01-05T02:12:00.000Z', message: 'Replication streaming has been terminated' };
const failure = { error: 'TimeoutError', message: '' };

type Known = ForkFacts & { lastReplayedAt: string | undefined };
const facts = (change: Partial<Known> = {}): Known => ({
  ...{ promotedBy: undefined, ended: { kind: 'known', value: told }, other: { kind: 'notNamed' } },
  ...{ lastReplayedAt: undefined },
  ...change,
});
const seen = (change: Partial<Extract<OtherSide, { kind: 'seen' }>> = {}): OtherSide => ({
  ...{ kind: 'seen', name: 'orders-prod in us-west-2', at: askedAt, status: 'available', isFenced: false },
  ...{ server: { kind: 'known', value: { isPrimary: true, lastCommitAt: undefined } } },
  ...change,
});

describe('when a fork left its source', () => {
  it.each<{ when: string; change: Partial<Known>; leftAt: string | undefined; says: string }>([
    {
      when: 'its own last replay comes before what RDS told',
      change: { lastReplayedAt: replayedAt },
      leftAt: replayedAt,
      says: `it left its source at ${replayedAt}, by its own last replayed commit`,
    },
    { when: 'it has restarted', change: {}, leftAt: told.at, says: 'by RDS, which told then: Replication streaming' },
    {
      when: 'RDS told nothing in its fourteen days',
      change: { ended: { kind: 'known', value: undefined } },
      leftAt: undefined,
      says: 'when it left its source nobody can tell',
    },
    {
      when: 'RDS does not answer',
      change: { ended: { kind: 'unreadable', failure } },
      leftAt: undefined,
      says: 'nobody can tell',
    },
  ])('$when', ({ change, leftAt, says }) => {
    const verdict = judgeFork('orders-replica in us-east-1 (db-A)', facts(change));
    expect(verdict.leftAt).toBe(leftAt);
    expect(verdict.text).toContain('orders-replica in us-east-1 (db-A) has no source');
    expect(verdict.text).toContain(says);
  });
});

describe('how far the other side has gone on', () => {
  it.each<{ when: string; other: OtherSide; until: string | undefined; says: string }>([
    { when: 'the plan does not name it', other: { kind: 'notNamed' }, until: undefined, says: 'does not say' },
    {
      when: 'it is silent',
      other: { kind: 'silent', name: 'orders-prod in us-west-2', failure },
      until: undefined,
      says: 'orders-prod in us-west-2, does not answer (TimeoutError)',
    },
    {
      when: 'it keeps the times of its commits',
      other: seen({ server: { kind: 'known', value: { isPrimary: true, lastCommitAt: '2026-01-05T03:09:58.000Z' } } }),
      until: '2026-01-05T03:09:58.000Z',
      says: 'last wrote at 2026-01-05T03:09:58.000Z',
    },
    { when: 'it takes writes', other: seen(), until: askedAt, says: 'takes writes' },
    {
      when: 'it is available, and takes no connection',
      other: seen({ server: { kind: 'unreadable', failure } }),
      until: askedAt,
      says: 'may take writes',
    },
    {
      when: 'it is fenced',
      other: seen({ isFenced: true, server: { kind: 'unreadable', failure } }),
      until: undefined,
      says: 'is available and fenced',
    },
    {
      when: 'it is stopped',
      other: seen({ status: 'stopped', server: { kind: 'unreadable', failure } }),
      until: undefined,
      says: 'is stopped',
    },
    {
      when: 'it is a replica itself',
      other: seen({ server: { kind: 'known', value: { isPrimary: false, lastCommitAt: undefined } } }),
      until: undefined,
      says: 'in recovery',
    },
  ])('when $when', ({ other, until, says }) => {
    const verdict = judgeFork('orders-replica', facts({ other }));
    expect(verdict.otherUntil).toBe(until);
    expect(verdict.text).toContain(says);
  });
});

describe('what is lost by taking a fork', () => {
  const lostSince = '2026-01-05T03:00:00.000Z';

  it.each([
    { when: 'the other side went on', leftAt: replayedAt, otherUntil: askedAt, seconds: 3600 },
    { when: 'it is silent, and may have gone on until service was lost', leftAt: replayedAt, seconds: 3000 },
    { when: 'nobody knows when it left', otherUntil: askedAt, seconds: undefined },
    { when: 'it wrote nothing since', leftAt: replayedAt, otherUntil: '2026-01-05T02:00:00.000Z', seconds: 0 },
  ])('is $seconds s when $when', ({ leftAt, otherUntil, seconds }) => {
    expect(forkLoss({ leftAt, otherUntil }, lostSince)).toEqual({ until: otherUntil ?? lostSince, seconds });
  });
});

describe('the promotion of an earlier run', () => {
  const promotedBy = { runId: 'run-0', at: '2026-01-05T02:09:00.000Z', evidence: undefined };

  it.each<{ when: string; change: Partial<Known>; isKnown: boolean }>([
    { when: 'is the end of this replication', change: { promotedBy }, isKnown: true },
    { when: 'is none', change: {}, isKnown: false },
    {
      when: 'cannot be compared with anything',
      change: { promotedBy, ended: { kind: 'unreadable', failure } },
      isKnown: true,
    },
    {
      when: 'was ordered long before it left: that one had no effect',
      change: { promotedBy: { ...promotedBy, at: '2026-01-04T02:09:00.000Z' } },
      isKnown: false,
    },
    {
      when: 'was ordered after its last replayed commit',
      change: { promotedBy, lastReplayedAt: '2026-01-05T02:08:59.000Z' },
      isKnown: true,
    },
    {
      when: 'is of the same day, and the other side is silent',
      change: { promotedBy, other: { kind: 'silent', name: 'orders-prod', failure } },
      isKnown: true,
    },
    {
      when: 'is of the same day, and the other side is fenced',
      change: { promotedBy, other: seen({ isFenced: true }) },
      isKnown: true,
    },
    {
      when: 'is of the same day, and the other side is stopped',
      change: { promotedBy, other: seen({ status: 'stopped' }) },
      isKnown: true,
    },
    {
      when: 'is of the same day, and the other side takes writes',
      change: { promotedBy, other: seen() },
      isKnown: false,
    },
    {
      when: 'is of the same day, and whether the other side takes writes nobody can ask',
      change: { promotedBy, other: seen({ server: { kind: 'unreadable', failure } }) },
      isKnown: false,
    },
    {
      when: 'is of the same day, and the other side has not written since',
      change: {
        promotedBy,
        other: seen({
          server: { kind: 'known', value: { isPrimary: true, lastCommitAt: '2026-01-05T02:08:00.000Z' } },
        }),
      },
      isKnown: true,
    },
    {
      when: 'is of the day before yesterday: it may have been left since',
      change: {
        promotedBy: { ...promotedBy, at: '2026-01-03T02:09:00.000Z' },
        ended: { kind: 'known', value: { ...told, at: '2026-01-03T02:12:00.000Z' } },
      },
      isKnown: false,
    },
  ])('$when: $isKnown', ({ change, isKnown }) => {
    expect(promotedBefore(facts(change), askedAt) !== undefined).toBe(isKnown);
  });

  it('that is not believed any more is named all the same', () => {
    const { text } = judgeFork('orders-replica', facts({ promotedBy, other: seen() }));
    expect(text).toMatch(/run run-0 of this plan promoted it at 2026-01-05T02:09:00.000Z; whether it was left since/);
  });
});
