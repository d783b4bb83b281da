import { type Clock, sleepOn } from './clock.ts';

/** Turns of the event loop without a hold after which nothing more will happen at this instant. */
const turnsUntilStill = 4;

type Pending = { at: number; order: number; task: () => void };

/**
 * An hour in milliseconds: time moves only when nothing is left to do at the present instant, and then jumps to the next
 * timer. Timers due together run in the order in which they were set, so a run with the same seed repeats itself.
 */
export function createVirtualClock(startAt = Date.parse('2026-01-05T03:00:00Z')) {
  let now = startAt;
  let order = 0;
  let holds = 0;
  const pending: Pending[] = [];

  const after: Clock['after'] = (delayMs, task) => {
    const entry = { at: now + Math.max(0, delayMs), order: order++, task };
    pending.splice(placeOf(pending, entry), 0, entry);
    return {
      cancel: () => {
        const index = pending.indexOf(entry);
        if (index >= 0) pending.splice(index, 1);
      },
    };
  };

  const hold = () => {
    let isHeld = true;
    holds += 1;
    return () => {
      if (isHeld) holds -= 1;
      isHeld = false;
    };
  };

  const settle = async () => {
    for (let still = 0; still < turnsUntilStill; still += 1) {
      await turn();
      if (holds > 0) still = -1;
    }
  };

  const step = (): boolean => {
    const next = pending.shift();
    if (next === undefined) return false;
    now = Math.max(now, next.at);
    next.task();
    return true;
  };

  /** Lets time pass until `work` is done. Fails when nothing is left that could bring its end about. */
  const runUntil = async <T>(work: Promise<T>): Promise<T> => {
    let isDone = false;
    const marked = work.finally(() => {
      isDone = true;
    });
    marked.catch(() => undefined);
    await settle();
    while (!isDone) {
      if (!step()) throw new Error('The virtual clock has no timer left, and the work is not done.');
      await settle();
    }
    return await marked;
  };

  const clock: Clock = { now: () => now, after, sleep: sleepOn(after), hold };
  return { ...clock, runUntil, advance: (ms: number) => runUntil(clock.sleep(ms)) };
}

function placeOf(pending: readonly Pending[], entry: Pending): number {
  let low = 0;
  let high = pending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = pending[middle];
    if (other !== undefined && other.at <= entry.at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
