import { describe, expect, it } from 'vitest';
import { type Flapped, flapOnce, flappingSample } from '../support/flapping.ts';

describe('with the Region of the old primary coming and going', () => {
  const played: Flapped[] = [];

  it.each(flappingSample)('(%i) no two databases take writes unsaid, and what is owed is paid', async (seed) => {
    played.push(await flapOnce(seed));
  });

  it('some of it was owed when the run ended, and some never', () => {
    expect(new Set(played.map(({ isOwedAtEnd }) => isOwedAtEnd)).size).toBe(2);
  });
});
