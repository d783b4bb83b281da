import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifiedPlan } from './plan.ts';
import { playRun } from './play-run.ts';
import { createVerifyWorld, type VerifyWorld } from './world.ts';

let world: VerifyWorld;
beforeAll(async () => {
  world = await createVerifyWorld(verifiedPlan('database'));
});
afterAll(() => world.close());

/** Far more than a run has calls, so that the loop ends by itself. */
const mostPlaces = 400;

describe('a verification that is killed', () => {
  it('before or after any of its calls leaves no copy once the next run has ended', async () => {
    const left: number[] = [];
    let place = 1;
    for (; place <= mostPlaces; place += 1) {
      world.fuse.killAt(place);
      const ended = await world.fuse.outlive(() => playRun(world, `killed-${place}`));
      world.fuse.killAt(Number.POSITIVE_INFINITY);
      if (world.copies().length > 0) left.push(place);
      const record = await playRun(world, `after-${place}`);
      expect({ place, copies: world.copies(), verdict: record.verdict }).toEqual({
        place,
        copies: [],
        verdict: 'passed',
      });
      if (ended !== undefined) break;
    }
    expect(place).toBeGreaterThan(50);
    expect(place).toBeLessThan(mostPlaces);
    expect(left.length).toBeGreaterThan(5);
  }, 60_000);
});
