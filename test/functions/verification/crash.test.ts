import { afterEach, describe, expect, it } from 'vitest';
import { verificationLock } from '../../../shared/control/verification-lock.ts';
import { type RestoredKind, verifiedPlan } from './plan.ts';
import { playRun, settleRun } from './play-run.ts';
import { createVerifyWorld, type VerifyWorld } from './world.ts';

const worlds: VerifyWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

/** Far more than a run has calls, so that the loop ends by itself. */
const mostPlaces = 600;

/** What a run leaves for whoever asks afterwards: its record, its notice, and a lock that it does not hold. */
const left = async ({ stored, notices, control, runIdOf }: VerifyWorld, name: string) => ({
  record: stored.has(`verifications/${name}/record.json`),
  notice: notices.some(({ message }) => message.includes(`Reference: ${name}:verification`)),
  holdsLock: (await control.standing(verificationLock)).lock?.runId === runIdOf(name),
});

const settled = { record: true, notice: true, holdsLock: false };

describe('a verification that is killed', () => {
  it.each<{ kind: RestoredKind; calls: number; stride: number; settles: 'before' | 'after' }>([
    { kind: 'instance', calls: 60, stride: 1, settles: 'before' },
    { kind: 'instance', calls: 60, stride: 7, settles: 'after' },
    // What differs is the one call that restores.
    { kind: 'pointInTime', calls: 60, stride: 25, settles: 'before' },
    { kind: 'cluster', calls: 100, stride: 7, settles: 'before' },
    { kind: 'cluster', calls: 100, stride: 17, settles: 'after' },
  ])(
    'before or after any of its calls, and settled $settles the next run, leaves record, notice, no lock, and no $kind',
    async ({ kind, calls, stride, settles }) => {
      const world = await createVerifyWorld(verifiedPlan(kind));
      worlds.push(world);
      const copies: number[] = [];
      const open: string[] = [];
      let place = 1;
      for (; place <= mostPlaces; place += stride) {
        const [killed, next] = [`killed-${place}`, `next-${place}`];
        world.fuse.killAt(place);
        const ended = await world.fuse.outlive(() => playRun(world, killed));
        world.fuse.killAt(Number.POSITIVE_INFINITY);
        if (world.copies().length > 0) copies.push(place);
        if (settles === 'before') await settleRun(world, killed);
        const { verdict, reason } = await playRun(world, next);
        expect({ place, copies: world.copies(), verdict, reason }).toMatchObject({
          ...{ place, copies: [], verdict: 'passed' },
        });
        if (settles === 'after') await settleRun(world, killed);
        expect({ place, ...(await left(world, killed)) }).toEqual({ place, ...settled });
        expect({ place, ...(await left(world, next)) }).toEqual({ place, ...settled });
        open.push(...(await world.unsettled.read()).flatMap((run) => run.open ?? ['everything']));
        // As after some weeks: else the calls of the next run would be more by those for what this one has left to look for.
        await world.unsettled.change(() => []);
        if (ended !== undefined) break;
      }
      expect(place).toBeGreaterThan(calls);
      expect(place).toBeLessThan(mostPlaces);
      // How often it looks, and so where it is killed, depends on the machine; somewhere it leaves a copy.
      expect(copies.length).toBeGreaterThan(0);
      // Killed between the intent and the call it has ordered what nobody will see; of no other place anything is left to look for.
      expect(open.length).toBeLessThanOrEqual(1);
      expect(open).not.toContain('everything');
    },
  );
});
