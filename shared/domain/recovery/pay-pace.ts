import { secondsBetween } from '../time.ts';

/** Most Regions come back within minutes; after an hour nobody is helped by seconds. */
const slowerAfter = [
  { elapsedSeconds: 4200, waitSeconds: 60 },
  { elapsedSeconds: 600, waitSeconds: 15 },
];
const firstSeconds = 5;

const longestRestSeconds = 3600;

/** Seconds until the next look at a Region that is silent. */
export const payPace = (dueSince: string, now: string): number =>
  slowerAfter.find(({ elapsedSeconds }) => secondsBetween(dueSince, now) >= elapsedSeconds)?.waitSeconds ??
  firstSeconds;

/** How long a fence rests whose attempts failed so many times, each for a reason that only people can mend. */
export const restAfter = (failures: number): number =>
  Math.min(longestRestSeconds, 60 * 2 ** Math.max(0, failures - 1));
