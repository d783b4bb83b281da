import { describe, expect, it } from 'vitest';
import { type Flapped, flapOnce, flappingSeeds } from '../support/flapping.ts';

describe('with the Region of the old primary coming and going at random', () => {
  const played: Flapped[] = [];
  const count = (isSo: (one: Flapped) => boolean): number => played.filter(isSo).length;

  it.each(flappingSeeds)('(%i) no two databases take writes unsaid, and what is owed is paid', async (seed) => {
    played.push(await flapOnce(seed));
  });

  it('every kind was among them', () => {
    expect(count(({ isOwedAtEnd }) => isOwedAtEnd)).toBeGreaterThan(10);
    expect(count(({ hasTakenOver, isOwedAtEnd }) => hasTakenOver && !isOwedAtEnd)).toBeGreaterThan(5);
    expect(count(({ hasTakenOver, payments }) => !hasTakenOver && payments > 0)).toBeGreaterThan(5);
    expect(count(({ paidSeconds }) => paidSeconds !== undefined)).toBeGreaterThan(10);
  });
});
