import { describe, expect, it } from 'vitest';
import { alike } from './alike.ts';
import { strikesOf } from './cover.ts';
import { playStruck } from './play.ts';
import { allAlive } from './scenarios/recoveries.ts';
import { type Kind, nameOf, type Strike } from './strike.ts';

/** Of the largest class of this kind: how it begins, somewhere in between and how it ends. */
const someOf = async (kind: Kind): Promise<Strike[]> => {
  const [largest = []] = alike(await strikesOf(allAlive, kind)).toSorted((one, other) => other.length - one.length);
  // Four different ones.
  expect(largest.length).toBeGreaterThan(3);
  const middle = Math.floor(largest.length / 2);
  return [largest.at(0), largest.at(1), largest.at(middle), largest.at(-1)].flatMap((strike) => strike ?? []);
};

describe('strikes at looks between which nothing changed', () => {
  it.each<Kind>(['stopped', 'killed after', 'throttled'])('come to the same: %s', async (kind) => {
    const outcomes: unknown[] = [];
    for (const strike of await someOf(kind)) {
      const { wrong, again, asked, struck } = await playStruck(allAlive, [strike]);
      expect(struck.map(nameOf)).toEqual([nameOf(strike)]);
      outcomes.push({ wrong, again, asked: asked.size });
    }
    expect(outcomes).toEqual(outcomes.map(() => outcomes[0]));
  });
});
