type Settings = Readonly<{
  region: string;
  maxAttempts: number;
  requestHandler: Readonly<{ connectionTimeout: number; requestTimeout: number; throwOnRequestTimeout: true }>;
}>;

/** Reads may be repeated. A Region that is silent costs less than five seconds in all. */
const reader = (region: string): Settings => ({
  region,
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2500, throwOnRequestTimeout: true },
});

/**
 * A call that changes something is sent once: the SDK would repeat one that hangs without knowing whether it had its
 * effect. Looking again decides.
 */
const actor = (region: string): Settings => ({
  region,
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
});

/** Whoever watches cannot wait for a Region that is silent: what it would have said is unknown, and the others decide. */
const watcher = (region: string): Settings => ({
  region,
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1000, throwOnRequestTimeout: true },
});

type Clients<C> = Readonly<{ reader: C; actor: C; watcher: C }>;

/** The clients of a service in a Region, which has no default: a swapped Region is a disaster of our own. */
export type ClientsOf<C> = (region: string) => Clients<C>;

/** One set a Region for as long as the function lives: connections are kept. */
export const clientsOf = <C>(create: (settings: Settings) => C): ClientsOf<C> => {
  const made = new Map<string, Clients<C>>();
  return (region) => {
    const known = made.get(region);
    if (known !== undefined) return known;
    const clients = { reader: create(reader(region)), actor: create(actor(region)), watcher: create(watcher(region)) };
    made.set(region, clients);
    return clients;
  };
};

/** Reads with the little patience of a watcher: a Region that is silent costs about two seconds. */
export const briefly =
  <C>(clients: ClientsOf<C>): ClientsOf<C> =>
  (region) => {
    const all = clients(region);
    return { ...all, reader: all.watcher };
  };
