import { afterEach, beforeEach, expect } from 'vitest';
import { createAws } from '../../src/aws.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';

type Client = Readonly<{ destroy: () => void }>;

/** The simulated AWS behind a port, on a virtual clock, with what a client of an operator is made with. */
export const openToOperators = async (region = 'us-west-2') => {
  const clock = createVirtualClock();
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const aws = createAws({ clock, onError });
  const settings = { region, maxAttempts: 1, ...(await aws.open()) } as const;
  const clients = new Set<Client>();
  /** A client of this Region, or of another one. */
  const client = <C extends Client>(Kind: new (of: typeof settings) => C, where = region): C => {
    const made = new Kind({ ...settings, region: where });
    clients.add(made);
    return made;
  };
  const close = async (): Promise<void> => {
    for (const made of clients) made.destroy();
    await aws.close();
  };
  return { aws, clock, region, settings, errors, client, close };
};

export type OpenedAws = Awaited<ReturnType<typeof openToOperators>>;

/** A simulated AWS anew for each test of the file; what goes wrong in the simulation itself fails the test. */
export const useAws = (region?: string): (() => OpenedAws) => {
  let opened: OpenedAws | undefined;
  beforeEach(async () => {
    opened = await openToOperators(region);
  });
  afterEach(async () => {
    await opened?.close();
    expect(opened?.errors).toEqual([]);
  });
  return () => {
    if (opened === undefined) throw new Error('the simulated AWS is open within a test only');
    return opened;
  };
};
