import { setImmediate as nextTurn } from 'node:timers';
import { promisify } from 'node:util';
import type { Clock } from '../clock/clock.ts';
import type { Life } from './life.ts';
import { SandboxTimer } from './sandbox-timer.ts';

export type Timers = ReturnType<typeof createTimers>;

type Task = (...values: unknown[]) => void;

/** The timers of one sandbox, on the world's clock; they end with its life and rest while it is frozen. */
export function createTimers(clock: Clock, life: Life) {
  const { start, clear } = createRegistry(life);
  const afterMs = (ms: unknown) => (task: () => void) => clock.after(delayOf(ms), () => life.run(task)).cancel;

  const once = (task: Task, values: readonly unknown[], forget: () => void) => () => {
    forget();
    task(...values);
  };
  const setTimeout = (task: Task, ms?: unknown, ...values: unknown[]) =>
    start((forget) => () => afterMs(ms)(once(task, values, forget)));
  const setInterval = (task: Task, ms?: unknown, ...values: unknown[]) =>
    start(() => armInterval(afterMs(ms), () => task(...values)));
  const setImmediate = (task: Task, ...values: unknown[]) =>
    start((forget) => armTurn(clock, () => life.run(once(task, values, forget))));

  const wait = (ms?: unknown, value?: unknown): Promise<unknown> =>
    new Promise((resolve) => {
      setTimeout(resolve, ms, value);
    });
  const waitTurn = (value?: unknown): Promise<unknown> =>
    new Promise((resolve) => {
      setImmediate(resolve, value);
    });
  return {
    setTimeout: Object.assign(setTimeout, { [promisify.custom]: wait }),
    setImmediate: Object.assign(setImmediate, { [promisify.custom]: waitTurn }),
    setInterval,
    clear,
    wait,
    waitTurn,
  };
}

/** Starts the wait; answers how to end it. */
type Arm = () => () => void;

/** Which timers wait, so that they can be cleared by object or number and end with the life of the sandbox. */
function createRegistry(life: Life) {
  const timers = new Map<number, SandboxTimer>();
  let lastId = 0;
  life.onEnd(() => {
    for (const timer of timers.values()) timer.close();
    timers.clear();
  });
  const start = (armOf: (forget: () => void) => Arm): SandboxTimer => {
    lastId += 1;
    const id = lastId;
    if (life.isOver()) return new SandboxTimer(id, () => () => undefined);
    const timer = new SandboxTimer(
      id,
      armOf(() => timers.delete(id)),
    );
    timers.set(id, timer);
    return timer;
  };
  const clear = (timer: unknown): void => {
    const id = timer instanceof SandboxTimer ? timer[Symbol.toPrimitive]() : Number(timer);
    timers.get(id)?.close();
    timers.delete(id);
  };
  return { start, clear };
}

/** As Node's own: a delay below 1 ms or beyond a 32-bit integer is 1 ms. */
function delayOf(ms: unknown): number {
  const delay = Math.trunc(Number(ms));
  return delay >= 1 && delay <= 2_147_483_647 ? delay : 1;
}

const armInterval =
  (after: (task: () => void) => () => void, task: () => void): Arm =>
  () => {
    const fire = () => {
      cancel = after(fire);
      task();
    };
    let cancel = after(fire);
    return () => cancel();
  };

/** A turn of the real event loop; the clock stands still meanwhile. */
const armTurn =
  (clock: Clock, task: () => void): Arm =>
  () => {
    const release = clock.hold();
    const turn = nextTurn(() => {
      task();
      release();
    });
    return () => {
      clearImmediate(turn);
      release();
    };
  };
