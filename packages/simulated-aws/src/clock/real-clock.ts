import { type Clock, sleepOn } from './clock.ts';

/** Node.js keeps the delay of a timer in 31 bits, and takes a longer one for a millisecond. 24.8 days. */
const longestMs = 2 ** 31 - 1;

/** Rehearsals: our code takes the time that it takes. */
export function createRealClock(): Clock & { stop: () => void } {
  const pending = new Set<NodeJS.Timeout>();
  const after: Clock['after'] = (delayMs, task) => {
    let timeout: NodeJS.Timeout | undefined;
    const forget = (): void => {
      if (timeout === undefined) return;
      clearTimeout(timeout);
      pending.delete(timeout);
    };
    const wait = (leftMs: number): void => {
      const ended = (): void => {
        forget();
        if (leftMs > longestMs) wait(leftMs - longestMs);
        else task();
      };
      timeout = setTimeout(ended, Math.min(leftMs, longestMs));
      pending.add(timeout);
    };
    wait(Math.max(0, delayMs));
    return { cancel: forget };
  };
  const stop = () => {
    for (const timeout of pending) clearTimeout(timeout);
    pending.clear();
  };
  return { now: Date.now, after, sleep: sleepOn(after), hold: () => () => undefined, stop };
}
