import { type Clock, sleepOn } from './clock.ts';

/** Rehearsals: our code takes the time that it takes. */
export const createRealClock = (): Clock & { stop: () => void } => {
  const pending = new Set<NodeJS.Timeout>();
  const after: Clock['after'] = (delayMs, task) => {
    const timeout = setTimeout(
      () => {
        pending.delete(timeout);
        task();
      },
      Math.max(0, delayMs),
    );
    pending.add(timeout);
    return {
      cancel: () => {
        clearTimeout(timeout);
        pending.delete(timeout);
      },
    };
  };
  const stop = () => {
    for (const timeout of pending) clearTimeout(timeout);
    pending.clear();
  };
  return { now: Date.now, after, sleep: sleepOn(after), hold: () => () => undefined, stop };
};
