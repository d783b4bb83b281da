import { Console } from 'node:console';
import { notSimulated } from '../call.ts';
import type { Clock } from '../clock/clock.ts';
import type { Host, Module } from './host.ts';
import type { Output } from './modules/process.ts';
import type { Timers } from './timers.ts';

/**
 * The names that a bundle sees instead of Node's own. It shares all other built-ins with this process, prototypes included:
 * the runtime keeps apart time, chance, network, files and environment, not hostile code.
 */
export function createGlobals(host: Host, own: { process: Module; output: Output; webcrypto: Module }) {
  const { world, timers } = host;
  const globals = {
    process: own.process,
    console: new Console({ ...own.output, colorMode: false }),
    crypto: own.webcrypto,
    Date: createDate(world.clock),
    Math: createMath(world.random.next),
    performance: createPerformance(world.clock),
    AbortSignal: createAbortSignal(timers),
    fetch: refuseFetch,
    setTimeout: timers.setTimeout,
    setInterval: timers.setInterval,
    setImmediate: timers.setImmediate,
    clearTimeout: timers.clear,
    clearInterval: timers.clear,
    clearImmediate: timers.clear,
  };
  const global = createGlobal(Object.create(null));
  for (const [name, value] of Object.entries({ ...globals, global, globalThis: global })) global[name] = value;
  return { ...globals, global, globalThis: global };
}

/** Date of the world's clock; the instances are real Dates. */
const createDate = ({ now }: Pick<Clock, 'now'>) =>
  new Proxy(Date, {
    construct: (target, values) => Reflect.construct(target, values.length === 0 ? [now()] : values),
    apply: () => new Date(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key, target)),
  });

const createMath = (random: () => number): Math => Object.create(Math, { random: { value: random } });

function createPerformance({ now }: Pick<Clock, 'now'>) {
  const timeOrigin = now();
  return { timeOrigin, now: () => now() - timeOrigin, mark: () => undefined, measure: () => undefined };
}

const createAbortSignal = (timers: Timers) =>
  new Proxy(AbortSignal, {
    get: (target, key) => {
      if (key !== 'timeout') return Reflect.get(target, key, target);
      return (ms: number) => {
        const controller = new AbortController();
        const error = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
        timers.setTimeout(() => controller.abort(error), ms);
        return controller.signal;
      };
    },
  });

async function refuseFetch() {
  throw notSimulated('fetch in a Lambda function (bundles use node:https)');
}

/** globalThis as the sandbox sees it: its own names first, then Node's; what it sets stays in it. */
const createGlobal = (own: Module): Module =>
  new Proxy(own, {
    get: (mine, key) => (Reflect.has(mine, key) ? Reflect.get(mine, key) : Reflect.get(globalThis, key, globalThis)),
    has: (mine, key) => Reflect.has(mine, key) || Reflect.has(globalThis, key),
  });
