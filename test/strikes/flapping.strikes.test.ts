import { afterAll, describe, expect, it } from 'vitest';
import { type Flapped, flapOnce, flappingSeeds } from '../support/flapping.ts';
import { chosenOf, partOf } from './part.ts';

/** For each run of a kind and a scenario. */
const seedsForRun = 8;

const part = partOf();
const chosen = chosenOf(flappingSeeds, { ...part, runs: seedsForRun * part.runs });
const isAll = chosen.length === flappingSeeds.length;

describe('with the Region of the old primary coming and going at random', () => {
  const played: Flapped[] = [];
  const count = (isSo: (one: Flapped) => boolean): number => played.filter(isSo).length;
  afterAll(() => {
    if (played.length > 0)
      process.stdout.write(
        `STRIKES_SEED=${part.seed}\ncoming and going: ${played.length} of ${flappingSeeds.length} seeds: ${chosen.join(', ')}\n`,
      );
  });

  it.each(chosen)('(%i) no two databases take writes unsaid, and what is owed is paid', async (seed) => {
    played.push(await flapOnce(seed));
  });

  it.runIf(isAll)('every kind was among them', () => {
    expect(count(({ isOwedAtEnd }) => isOwedAtEnd)).toBeGreaterThan(10);
    expect(count(({ hasTakenOver, isOwedAtEnd }) => hasTakenOver && !isOwedAtEnd)).toBeGreaterThan(5);
    expect(count(({ hasTakenOver, payments }) => !hasTakenOver && payments > 0)).toBeGreaterThan(5);
    expect(count(({ paidSeconds }) => paidSeconds !== undefined)).toBeGreaterThan(10);
  });
});
