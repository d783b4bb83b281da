import { setImmediate as nextTurn } from 'node:timers';
import { promisify } from 'node:util';
import type { Clock } from '../clock/clock.ts';
import type { Life } from './life.ts';

type Task = (...values: unknown[]) => void;

/** As Node's own: a delay below 1 ms or beyond a 32-bit integer is 1 ms. */
const delayOf = (ms: unknown): number => {
  const delay = Math.trunc(Number(ms));
  return delay >= 1 && delay <= 2_147_483_647 ? delay : 1;
};

/** What setTimeout, setInterval and setImmediate answer: Node's Timeout, as far as code uses it. */
export class SandboxTimer {
  readonly #id: number;
  readonly #arm: () => () => void;
  #disarm: () => void;
  constructor(id: number, arm: () => () => void) {
    this.#id = id;
    this.#arm = arm;
    this.#disarm = arm();
  }
  close(): this {
    this.#disarm();
    return this;
  }
  refresh(): this {
    this.#disarm();
    this.#disarm = this.#arm();
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
  [Symbol.toPrimitive](): number {
    return this.#id;
  }
  [Symbol.dispose](): void {
    this.#disarm();
  }
}

/** The timers of one sandbox, on the world's clock; they end with its life and rest while it is frozen. */
export const createTimers = (clock: Clock, life: Life) => {
  const timers = new Map<number, SandboxTimer>();
  let lastId = 0;
  life.onEnd(() => {
    for (const timer of timers.values()) timer.close();
    timers.clear();
  });

  const start = (armOf: (id: number) => () => () => void): SandboxTimer => {
    lastId += 1;
    const timer = new SandboxTimer(lastId, life.isOver() ? () => () => undefined : armOf(lastId));
    if (!life.isOver()) timers.set(lastId, timer);
    return timer;
  };
  const setTimeout = (task: Task, ms?: unknown, ...values: unknown[]) =>
    start((id) => () => {
      const fire = () => {
        timers.delete(id);
        task(...values);
      };
      return clock.after(delayOf(ms), () => life.run(fire)).cancel;
    });
  const setInterval = (task: Task, ms?: unknown, ...values: unknown[]) =>
    start(() => () => {
      const again = () => clock.after(delayOf(ms), () => life.run(fire));
      const fire = () => {
        next = again();
        task(...values);
      };
      let next = again();
      return () => next.cancel();
    });
  /** A turn of the real event loop; the clock stands still meanwhile. */
  const setImmediate = (task: Task, ...values: unknown[]) =>
    start((id) => () => {
      const release = clock.hold();
      const turn = nextTurn(() => {
        timers.delete(id);
        life.run(() => task(...values));
        release();
      });
      return () => {
        clearImmediate(turn);
        release();
      };
    });
  const clear = (timer: unknown): void => {
    const id = timer instanceof SandboxTimer ? timer[Symbol.toPrimitive]() : Number(timer);
    timers.get(id)?.close();
    timers.delete(id);
  };

  const wait = (ms: unknown, value?: unknown) =>
    new Promise((resolve) => {
      setTimeout(() => resolve(value), ms);
    });
  const waitTurn = (value?: unknown) =>
    new Promise((resolve) => {
      setImmediate(() => resolve(value));
    });
  return {
    setTimeout: Object.assign(setTimeout, { [promisify.custom]: wait }),
    setImmediate: Object.assign(setImmediate, { [promisify.custom]: waitTurn }),
    setInterval,
    clear,
    wait,
    waitTurn,
  };
};

export type Timers = ReturnType<typeof createTimers>;
