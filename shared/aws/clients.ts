import { type Bounds, boundedHandler } from '../lambda/bounded-handler.ts';

type Settings = Readonly<{ region: string; maxAttempts: number; requestHandler: ReturnType<typeof boundedHandler> }>;

type Clients<C> = Readonly<{ reader: C; actor: C; watcher: C }>;

/** The clients of a service in a Region, which has no default: a swapped Region is a disaster of our own. */
export type ClientsOf<C> = (region: string) => Clients<C>;

/** Three clients a Region, by who asks. */
export const clientsOf = <C>(create: (settings: Settings) => C): ClientsOf<C> =>
  onceARegion((region) => ({
    reader: create(reader(region)),
    actor: create(actor(region)),
    watcher: create(watcher(region)),
  }));

/** Made once a Region for as long as the function lives: connections are kept. */
export function onceARegion<T>(make: (region: string) => T): (region: string) => T {
  const made = new Map<string, T>();
  return (region) => {
    const one = made.get(region) ?? make(region);
    made.set(region, one);
    return one;
  };
}

/** Each client has a handler of its own: connections to one service are none to another. */
const settings = (region: string, maxAttempts: number, bounds: Bounds): Settings => ({
  region,
  maxAttempts,
  requestHandler: boundedHandler(bounds),
});

/**
 * Reads may be repeated. A call costs five seconds at most, whether a Region is silent, takes connections and says nothing, or stops in the
 * middle of an answer.
 *
 * Of the SDK's 500 tokens a retry costs some (14 in release 3.1162), and a good answer gives them back: after some 35 that failed, a client tries
 * each call once. That is wanted. In a long outage the machine looks again every few seconds anyway, and a look that fails at once
 * leaves the step its time.
 */
const reader = (region: string): Settings =>
  settings(region, 3, { connectionTimeout: 1000, requestTimeout: 2500, callTimeout: 5000 });

/**
 * A call that changes something is sent once: the SDK would repeat one that hangs without knowing whether it had its
 * effect. Looking again decides. Twelve seconds at most.
 */
const actor = (region: string): Settings =>
  settings(region, 1, { connectionTimeout: 2000, requestTimeout: 10_000, callTimeout: 12_000 });

/**
 * Whoever watches cannot wait for a Region that is silent: what it would have said is unknown, and the others decide. Two and a half seconds
 * at most.
 */
const watcher = (region: string): Settings =>
  settings(region, 2, { connectionTimeout: 1000, requestTimeout: 1000, callTimeout: 2500 });

/** Reads with the little patience of a watcher: a Region that is silent costs about two seconds. */
export const briefly =
  <C>(clients: ClientsOf<C>): ClientsOf<C> =>
  (region) => {
    const all = clients(region);
    return { ...all, reader: all.watcher };
  };
