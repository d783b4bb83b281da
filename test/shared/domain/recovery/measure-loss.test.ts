import { describe, expect, it } from 'vitest';
import { defined } from '../../../../shared/contracts/defined.ts';
import type { SignalReading } from '../../../../shared/contracts/detection/signal-reading.ts';
import { type LossEvidence, type MeasuredLoss, measureLoss } from '../../../../shared/domain/recovery/measure-loss.ts';
import { given, planOf } from '../../support/plan.ts';

const plan = planOf(
  { data: [given.promote] },
  { detection: { signals: [{ probe: 'https://a.example.com' }], quorum: 2 } },
);

const minute = (time: string): string => `2026-01-05T${time}.000Z`;
const now = minute('03:10:00');

const bad = (signal: string, since: string | undefined, change: Partial<SignalReading> = {}): SignalReading => ({
  ...{ signal, vantage: 'us-east-1', state: 'bad', answer: 'no answer', at: now },
  ...defined({ since }),
  ...change,
});
const lost = [bad('probe', minute('03:00:05')), bad('health check', minute('03:01:00'))];
const episode = { startedAt: minute('03:00:00'), starts: 1, lostSince: minute('03:01:20') };
const watched = { watch: { episode }, seenAt: minute('03:08:00') };
const nothing = { watch: {}, seenAt: undefined };

type Row = Readonly<{ when: string; given: Partial<LossEvidence>; measured: MeasuredLoss }>;

describe('since when service is lost', () => {
  it.each<Row>([
    {
      when: 'a quorum of signals says it, and the last of them was needed',
      given: { signals: lost },
      measured: { since: minute('03:01:00'), basis: 'signals' },
    },
    {
      when: 'detection has watched it',
      given: { signals: lost, kept: watched },
      measured: { since: minute('03:01:20'), basis: 'watched' },
    },
    {
      when: 'one signal turned well and bad again after detection had seen it',
      given: { signals: [bad('probe', minute('03:04:00')), bad('health check', minute('03:05:00'))], kept: watched },
      measured: { since: minute('03:05:00'), basis: 'watched' },
    },
    {
      when: 'a signal does not know since when, and detection does',
      given: { signals: [bad('probe', undefined), bad('health check', minute('03:01:00'))], kept: watched },
      measured: { since: minute('03:01:20'), basis: 'watched' },
    },
    {
      when: 'what detection left is of another time',
      given: { signals: lost, kept: { ...watched, seenAt: minute('02:59:59') } },
      measured: { since: minute('03:01:00'), basis: 'signals' },
    },
    {
      when: 'detection has watched, and has seen no quorum',
      given: { signals: lost, kept: { ...watched, watch: { episode: { startedAt: minute('03:00:00'), starts: 0 } } } },
      measured: { since: minute('03:01:00'), basis: 'signals' },
    },
    {
      when: 'one signal is not enough, whatever was watched before',
      given: { signals: [bad('probe', minute('03:00:05'))], kept: watched },
      measured: { since: now, basis: 'decision' },
    },
    {
      when: 'the replica has no newer commit',
      given: { signals: lost, lastCommitAt: minute('03:01:00') },
      measured: { since: minute('03:01:00'), basis: 'signals' },
    },
    {
      when: 'the replica has a commit that came after all signals had turned',
      given: { signals: lost, lastCommitAt: minute('03:01:01') },
      measured: { since: now, basis: 'decision' },
    },
    {
      when: 'the replica has a commit that came after detection had watched it go',
      given: { signals: lost, kept: watched, lastCommitAt: minute('03:02:00') },
      measured: { since: now, basis: 'decision' },
    },
    { when: 'nothing is seen at all', given: { signals: [] }, measured: { since: now, basis: 'decision' } },
    {
      when: 'all is well again',
      given: { signals: lost.map((one) => ({ ...one, state: 'good' as const })), kept: watched },
      measured: { since: now, basis: 'decision' },
    },
  ])('$when', ({ given: change, measured }) => {
    expect(measureLoss({ plan, signals: [], kept: nothing, lastCommitAt: undefined, now, ...change })).toEqual(
      measured,
    );
  });
});
