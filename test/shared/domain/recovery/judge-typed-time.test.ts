import { describe, expect, it } from 'vitest';
import type { SignalReading } from '../../../../shared/contracts/detection/signal-reading.ts';
import { contradictionsOf, type TypedTime } from '../../../../shared/domain/recovery/judge-typed-time.ts';
import { given, planOf } from '../../support/plan.ts';

const plan = planOf(
  { data: [given.promote] },
  { detection: { signals: [{ probe: 'https://a.example.com' }], patience: '2m' } },
);
const typed = '2026-01-05T03:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(typed) + seconds * 1000).toISOString();
const turned = (seconds: number | undefined, change: Partial<SignalReading> = {}): SignalReading => ({
  ...{ signal: 'probe', vantage: 'us-east-1', state: 'bad', answer: 'no answer', at: at(900) },
  ...(seconds === undefined ? {} : { since: at(seconds) }),
  ...change,
});
const judge = (change: Partial<TypedTime> = {}) =>
  contradictionsOf({
    ...{ opened: { detectedAt: typed, detectedBy: 'operator' }, plan, signals: [], lastCommitAt: undefined },
    ...change,
  });

describe('a typed moment', () => {
  it.each<{ when: string; change: Partial<TypedTime>; against: string[] }>([
    { when: 'nothing is known', change: {}, against: [] },
    { when: 'a commit is older', change: { lastCommitAt: at(-1) }, against: [] },
    { when: 'a commit is newer by less than a minute', change: { lastCommitAt: at(60) }, against: [] },
    { when: 'a commit is newer', change: { lastCommitAt: at(61) }, against: [`has a commit of ${at(61)}`] },
    { when: 'signals turned before', change: { signals: [turned(-600)] }, against: [] },
    {
      when: 'the first signal turned within the patience',
      change: { signals: [turned(180), turned(900)] },
      against: [],
    },
    {
      when: 'the first signal turned long after',
      change: { signals: [turned(700), turned(181)] },
      against: [`first signal turned at ${at(181)}`],
    },
    { when: 'a signal does not know since when', change: { signals: [turned(undefined)] }, against: [] },
    { when: 'a signal is good since later', change: { signals: [turned(700, { state: 'good' })] }, against: [] },
    {
      when: 'both speak against it',
      change: { signals: [turned(700)], lastCommitAt: at(650) },
      against: ['has a commit of', 'first signal turned at'],
    },
  ])('is contradicted by $against when $when', ({ change, against }) => {
    const said = judge(change);
    expect(said).toHaveLength(against.length);
    for (const [index, words] of against.entries()) {
      expect(said[index]).toContain(`service was said to be lost since ${typed}`);
      expect(said[index]).toContain(words);
    }
  });

  it.each(['signals', 'start', undefined] as const)('that nobody typed (%s) is not judged', (detectedBy) => {
    expect(judge({ opened: { detectedAt: typed, detectedBy }, lastCommitAt: at(900) })).toEqual([]);
  });
});
