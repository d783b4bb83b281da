export type Timer = Readonly<{ cancel: () => void }>;

/** Time as the simulation sees it. Milliseconds since 1970, UTC. Nothing in the simulation reads another clock. */
export type Clock = Readonly<{
  now: () => number;
  /** Runs `task` once, `delayMs` from now. */
  after: (delayMs: number, task: () => void) => Timer;
  sleep: (delayMs: number) => Promise<void>;
  /**
   * Says that real work is under way (a request on the wire, a query in a database). A virtual clock stands still
   * until the returned function is called; a real one does not care.
   */
  hold: () => () => void;
}>;

export const sleepOn =
  (after: Clock['after']) =>
  (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      after(delayMs, resolve);
    });
