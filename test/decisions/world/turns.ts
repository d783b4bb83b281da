import type { Turn } from '../../support/memory-control.ts';

/** Which of so many goes next, counted from 0; `count` itself lets a moment pass first, as when all calls are slow. */
export type Pick = (count: number) => number;

export const firstComeFirstServed: Pick = () => 0;

type Timer = Readonly<{ at: number; order: number; ring: () => void }>;

/** What all executions share: a clock that moves only while nobody can, and the order in which they make their calls. */
export type Turns = Readonly<{
  /** Milliseconds since 1970. */
  now: () => number;
  turn: Turn;
  /** Those of one moment ring in the order in which they were set. */
  at: (ms: number, ring: () => void) => void;
  /** Lets everything happen up to a moment. */
  runUntil: (ms: number) => Promise<void>;
}>;

/** Long enough for everything that only waits for what has been answered. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** No call takes longer than that while others come and go. */
const slowestMs = 5000;

/** A livelock is a fault to be told, not to be waited for. */
const mostTurns = 20_000;

const isBefore = (one: Timer, other: Timer): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

export const createTurns = (startMs: number, pick: Pick): Turns => {
  let now = startMs;
  let order = 0;
  let turns = 0;
  const ready: (() => void)[] = [];
  const timers: Timer[] = [];
  const turn: Turn = (act) => new Promise((resolve) => ready.push(() => resolve(act())));
  const at = (ms: number, ring: () => void): void => {
    order += 1;
    const timer = { at: Math.max(ms, now), order, ring };
    const later = timers.findIndex((other) => isBefore(timer, other));
    timers.splice(later < 0 ? timers.length : later, 0, timer);
  };
  const countTurn = (): void => {
    turns += 1;
    if (turns > mostTurns) throw new Error(`no end after ${mostTurns} turns`);
  };
  const ringNext = (untilMs: number): boolean => {
    const [first] = timers;
    if (first === undefined || first.at > untilMs) return false;
    timers.shift();
    now = first.at;
    first.ring();
    return true;
  };
  const takeTurn = (untilMs: number): boolean => {
    countTurn();
    const index = pick(ready.length);
    if (index === ready.length && ringNext(Math.min(untilMs, now + slowestMs))) return true;
    ready.splice(Math.min(index, ready.length - 1), 1)[0]?.();
    return true;
  };
  const runUntil = async (ms: number): Promise<void> => {
    do await settle();
    while (ready.length > 0 ? takeTurn(ms) : ringNext(ms));
    now = Math.max(now, ms);
  };
  return { now: () => now, turn, at, runUntil };
};
