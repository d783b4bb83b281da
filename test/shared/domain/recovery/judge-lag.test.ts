import { describe, expect, it } from 'vitest';
import {
  judgeLag,
  type LagFacts,
  type LagVerdict,
  mayHearYet,
  type ReceiverFacts,
} from '../../../../shared/domain/recovery/judge-lag.ts';

const minute = (time: string): string => `2026-01-05T${time}.000Z`;
const lostSince = minute('03:00:00');
const now = minute('03:10:00');
const fencedAt = minute('03:09:00');

const facts: LagFacts = {
  ...{ lost: { since: lostSince, basis: 'signals' }, now, fencedAt: undefined, maxLagSeconds: 300 },
  ...{ lastReplayedAt: minute('02:59:58'), receiver: { kind: 'hidden' }, datapoints: [] },
};

const heard = (time: string, change: Partial<Extract<ReceiverFacts, { kind: 'streaming' }>> = {}): ReceiverFacts => ({
  ...{ kind: 'streaming', heardAt: minute(time), hasReplayedAll: true },
  ...change,
});

type Row = Readonly<{ when: string; given: Partial<LagFacts>; says: Partial<LagVerdict>; because?: string }>;

describe('until when a loss counts', () => {
  it.each<Row>([
    { when: 'signals saw service lost', given: {}, says: { dataLossSeconds: 2, countsUntil: lostSince } },
    {
      when: 'detection watched it go',
      given: { lost: { since: lostSince, basis: 'watched' } },
      says: { dataLossSeconds: 2, countsUntil: lostSince },
    },
    {
      when: 'nobody has seen it, and writes may go on',
      given: { lost: { since: now, basis: 'decision' } },
      says: { dataLossSeconds: 602, answeredSeconds: 602, countsUntil: now, isWithin: false },
      because: 'before now, since nobody knows until when',
    },
    {
      when: 'that was decided some time ago, and no fence could be made',
      given: { lost: { since: lostSince, basis: 'decision' } },
      says: { dataLossSeconds: 602, answeredSeconds: 2, countsUntil: now, isWithin: true },
      because:
        'before it was decided, since nobody knows until when writes went on, within the limit of 300 s; until now up to 602 s',
    },
    {
      when: 'nobody has seen it, and the old primary is fenced',
      given: { lost: { since: lostSince, basis: 'decision' }, fencedAt },
      says: { dataLossSeconds: 542, answeredSeconds: 2, countsUntil: fencedAt, isWithin: false },
      because: 'the old primary was fenced',
    },
    {
      when: 'a commit was replayed after it was seen',
      given: { lastReplayedAt: minute('03:00:01') },
      says: { dataLossSeconds: 599, answeredSeconds: 599, countsUntil: now, isWithin: false },
      because: 'writes went on',
    },
    {
      when: 'a commit was replayed after it was seen, and the fence ended that',
      given: { lastReplayedAt: minute('03:08:55'), fencedAt },
      says: { dataLossSeconds: 5, countsUntil: fencedAt, isWithin: true },
      because: 'writes went on',
    },
    {
      when: 'the last commit is of the very moment',
      given: { lastReplayedAt: lostSince },
      says: { dataLossSeconds: 0, countsUntil: lostSince },
    },
    {
      when: 'a clock that runs ahead has stamped a commit after the fence',
      given: { lastReplayedAt: minute('03:09:01'), fencedAt },
      says: { dataLossSeconds: 0, countsUntil: fencedAt },
    },
  ])('$when', ({ given, says, because = '' }) => {
    const verdict = judgeLag({ ...facts, ...given });
    expect(verdict).toMatchObject({ basis: 'lastReplayedCommit', ...says });
    expect(verdict.because).toContain(because);
  });
});

describe('what has caught up with the fenced primary', () => {
  const caughtUp = { basis: 'caughtUpAfterFence', dataLossSeconds: 0, isWithin: true } as const;
  const counted = { basis: 'lastReplayedCommit', dataLossSeconds: 2 } as const;

  it.each<Row>([
    { when: 'heard after the fence and replayed', given: { fencedAt, receiver: heard('03:09:02') }, says: caughtUp },
    {
      when: 'an idle primary: the last commit is of yesterday, and yet nothing is missing',
      given: { fencedAt, receiver: heard('03:09:02'), lastReplayedAt: '2026-01-04T12:00:00.000Z' },
      says: caughtUp,
    },
    {
      when: 'a replica that has replayed no commit since it started',
      given: { fencedAt, receiver: heard('03:09:02'), lastReplayedAt: undefined },
      says: caughtUp,
    },
    {
      when: 'nobody has seen since when, and it does not matter',
      given: { fencedAt, receiver: heard('03:09:02'), lost: { since: now, basis: 'decision' } },
      says: caughtUp,
    },
    { when: 'not fenced', given: { receiver: heard('03:09:02') }, says: counted },
    { when: 'heard before the fence', given: { fencedAt, receiver: heard('03:08:59') }, says: counted },
    {
      when: 'heard within what clocks differ by',
      given: { fencedAt, receiver: heard('03:09:01') },
      says: counted,
    },
    {
      when: 'heard and not replayed',
      given: { fencedAt, receiver: heard('03:09:02', { hasReplayedAll: false }) },
      says: counted,
    },
    {
      when: 'never heard',
      given: { fencedAt, receiver: heard('03:09:02', { heardAt: undefined }) },
      says: counted,
    },
    { when: 'no stream', given: { fencedAt, receiver: { kind: 'none' } }, says: counted },
    { when: 'a role that may not see it', given: { fencedAt }, says: counted },
  ])('$when', ({ given, says }) => {
    expect(judgeLag({ ...facts, ...given })).toMatchObject(says);
  });

  it.each<{ when: string; given: Partial<LagFacts>; waits: boolean }>([
    { when: 'no fence', given: { receiver: heard('03:09:00') }, waits: false },
    { when: 'a role that may not see it', given: { fencedAt, now: fencedAt }, waits: false },
    {
      when: 'a stream that was cut just now',
      given: { fencedAt, receiver: { kind: 'none' }, now: minute('03:09:09') },
      waits: true,
    },
    {
      when: 'a stream that does not come back',
      given: { fencedAt, receiver: { kind: 'none' }, now: minute('03:09:10') },
      waits: false,
    },
    { when: 'an idle source', given: { fencedAt, receiver: heard('03:08:50'), now: minute('03:09:44') }, waits: true },
    {
      when: 'a source that has gone silent',
      given: { fencedAt, receiver: heard('03:08:50'), now: minute('03:09:45') },
      waits: false,
    },
  ])('is worth a wait: $waits, for $when', ({ given, waits }) => {
    expect(mayHearYet({ ...facts, ...given })).toBe(waits);
  });
});

describe('a replica that cannot say what it has', () => {
  const silent: Partial<LagFacts> = { lastReplayedAt: undefined };
  const at = (time: string, most: number, least = most) => ({ at: minute(time), least, most });

  it.each<Row>([
    {
      when: 'the last minute before the outage tells',
      given: { datapoints: [at('02:58:00', 4), at('02:59:00', 3), at('03:01:00', 90)] },
      says: { basis: 'replicaLagMetric', dataLossSeconds: 63 },
    },
    { when: 'the minutes are too old', given: { datapoints: [at('02:54:00', 3)] }, says: { basis: 'nothing' } },
    { when: 'there are none', given: {}, says: { basis: 'nothing' } },
    { when: 'it did not replicate', given: { datapoints: [at('02:59:00', 2, -1)] }, says: { basis: 'nothing' } },
    {
      when: 'nobody has seen since when: the newest minute tells',
      given: { lost: { since: lostSince, basis: 'decision' }, datapoints: [at('03:08:00', 5)] },
      says: { basis: 'replicaLagMetric', dataLossSeconds: 125, countsUntil: now },
    },
  ])('$when', ({ given, says }) => {
    expect(judgeLag({ ...facts, ...silent, ...given })).toMatchObject(says);
  });

  it('is above every limit while nobody knows', () => {
    const verdict = judgeLag({ ...facts, ...silent });
    expect(verdict.isWithin).toBe(false);
    expect(verdict).not.toHaveProperty('dataLossSeconds');
  });
});
