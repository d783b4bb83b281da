import { describe, expect, it } from 'vitest';
import { pace, pauseAfterRejections } from '../../../../shared/domain/recovery/pace.ts';

describe('the pause between two looks', () => {
  it.each([
    { when: 'a step has just begun', elapsedSeconds: 0, lookers: 1, wishedSeconds: 2, seconds: 2 },
    { when: 'nothing is wished', elapsedSeconds: 0, lookers: 1, wishedSeconds: 0, seconds: 1 },
    { when: 'the first minute is not over', elapsedSeconds: 59, lookers: 1, wishedSeconds: 1, seconds: 1 },
    { when: 'a minute has passed', elapsedSeconds: 60, lookers: 1, wishedSeconds: 1, seconds: 2 },
    { when: 'the step wishes for a longer one', elapsedSeconds: 0, lookers: 1, wishedSeconds: 14.2, seconds: 15 },
    { when: 'half an hour has passed', elapsedSeconds: 1800, lookers: 1, wishedSeconds: 2, seconds: 10 },
    { when: 'an hour and a half has passed', elapsedSeconds: 5400, lookers: 1, wishedSeconds: 2, seconds: 30 },
    { when: 'two hundred look side by side', elapsedSeconds: 0, lookers: 200, wishedSeconds: 2, seconds: 20 },
    { when: 'a thousand look side by side', elapsedSeconds: 0, lookers: 1000, wishedSeconds: 2, seconds: 60 },
  ])('is $seconds s when $when', ({ seconds, ...rhythm }) => {
    expect(pace(rhythm)).toBe(seconds);
  });

  it('keeps the history of six hours below the 25,000 events of Step Functions', () => {
    let looks = 0;
    for (let elapsedSeconds = 0; elapsedSeconds < 6 * 3600; looks += 1)
      elapsedSeconds += pace({ elapsedSeconds, lookers: 1, wishedSeconds: 2 });
    expect(looks * 11).toBeLessThan(25_000);
  });
});

describe('the pause after refusals', () => {
  it('grows from nothing to a minute and no further', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 99].map(pauseAfterRejections)).toEqual([0, 1, 2, 4, 8, 15, 30, 60, 60, 60]);
  });
});
