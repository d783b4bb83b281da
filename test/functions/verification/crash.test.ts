import { afterEach, describe, expect, it } from 'vitest';
import { type RestoredKind, verifiedPlan } from './plan.ts';
import { playRun } from './play-run.ts';
import { createVerifyWorld, type VerifyWorld } from './world.ts';

const worlds: VerifyWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

/** Far more than a run has calls, so that the loop ends by itself. */
const mostPlaces = 400;

describe('a verification that is killed', () => {
  it.each<{ kind: RestoredKind; calls: number; stride: number }>([
    { kind: 'instance', calls: 50, stride: 1 },
    // What differs is the one call that restores.
    { kind: 'pointInTime', calls: 50, stride: 10 },
    { kind: 'cluster', calls: 90, stride: 4 },
  ])(
    'before or after any of its calls leaves no $kind once the next run has ended',
    async ({ kind, calls, stride }) => {
      const world = await createVerifyWorld(verifiedPlan(kind));
      worlds.push(world);
      const left: number[] = [];
      let place = 1;
      for (; place <= mostPlaces; place += stride) {
        world.fuse.killAt(place);
        const ended = await world.fuse.outlive(() => playRun(world, `killed-${place}`));
        world.fuse.killAt(Number.POSITIVE_INFINITY);
        if (world.copies().length > 0) left.push(place);
        const { verdict, reason } = await playRun(world, `after-${place}`);
        expect({ place, copies: world.copies(), verdict, reason }).toMatchObject({
          place,
          copies: [],
          verdict: 'passed',
        });
        if (ended !== undefined) break;
      }
      expect(place).toBeGreaterThan(calls);
      expect(place).toBeLessThan(mostPlaces);
      // How often it looks, and so where it is killed, depends on the machine; somewhere it leaves a copy.
      expect(left.length).toBeGreaterThan(0);
    },
  );
});
