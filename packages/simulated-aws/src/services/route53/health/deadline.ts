import type { Timer } from '../../../clock/clock.ts';
import type { World } from '../../../world.ts';

/**
 * What answers a health check does real work, whose time a rehearsal's speed does not divide; so no deadline falls below
 * this, however fast AWS's time passes.
 */
const leastMs = 100;

/** One deadline at a time; setting it anew calls the one before off. */
export function createDeadline(world: World, onMissed: (why: string) => void) {
  let timer: Timer | undefined;
  const clear = (): void => timer?.cancel();
  const set = (seconds: number, why: string): void => {
    clear();
    timer = world.clock.after(Math.max(world.awsTime(seconds), leastMs), () => onMissed(why));
  };
  return { set, clear };
}
