import { describe, expect, it } from 'vitest';
import { stoodSeconds } from '../../../shared/executor/stalled.ts';
import { stagePromotion } from '../steps/replica.ts';
import { inputOf } from '../steps/theatre.ts';

/** A promotion that is under way, and looks that could not be taken for so long. */
const stage = async (promotionSeconds: number) => {
  const { theatre, lookWith, told, look } = stagePromotion({}, { promotionSeconds });
  await look();
  await look();
  const lookAfter = async (seconds: number, retries = 5) => {
    const enteredAt = new Date(theatre.now()).toISOString();
    theatre.sleep(seconds);
    const input = { ...inputOf('database'), enteredAt, retries };
    return { enteredAt, input, output: await lookWith(input) };
  };
  return { theatre, told, lookAfter, lookWith };
};

describe('a look that could not be taken for long', () => {
  it('does not count to the time of its step, and is written down', async () => {
    const { told, lookAfter } = await stage(9000);
    const { enteredAt, output } = await lookAfter(2400);
    expect(output.status).toBe('waiting');
    expect(told('stalled')).toEqual([{ type: 'stalled', since: enteredAt, seconds: 2400 }]);
    const { output: late } = await lookAfter(1800, 0);
    expect(late).toMatchObject({ status: 'failed', because: expect.stringContaining('not done after 4200 s') });
  });

  it('is written down once, however often it is tried again', async () => {
    const { told, lookAfter, lookWith } = await stage(3000);
    const { input } = await lookAfter(600);
    await lookWith(input);
    await lookWith({ ...input, retries: 6 });
    expect(told('stalled')).toHaveLength(1);
  });

  it.each([
    { seconds: 20, retries: 5 },
    { seconds: 600, retries: 0 },
  ])('is none when it took $seconds s and $retries attempts', async ({ seconds, retries }) => {
    const { told, lookAfter } = await stage(3000);
    await lookAfter(seconds, retries);
    expect(told('stalled')).toEqual([]);
  });
});

describe('a step whose run stood and was let go on', () => {
  it.each([
    { resumedAt: undefined, seconds: 0 },
    { resumedAt: '2026-01-05T02:00:00.000Z', seconds: 0 },
    { resumedAt: '2026-01-05T05:00:00.000Z', seconds: 7200 },
  ])('has all of its time from $resumedAt on', ({ resumedAt, seconds }) => {
    expect(stoodSeconds('2026-01-05T03:00:00.000Z', resumedAt)).toBe(seconds);
  });
});
