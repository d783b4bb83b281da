import { AwsFault, type Call, notSimulated } from '../../src/call.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { requireModelled } from '../../src/members/members.ts';
import { createNetwork } from '../../src/network/create-network.ts';
import type { Database } from '../../src/postgres/database.ts';
import { createRandom } from '../../src/random.ts';
import type { SimulatedService } from '../../src/service.ts';
import type { World, WorldEvent } from '../../src/world.ts';

export const createTestWorld = (seed = 7) => {
  const clock = createVirtualClock();
  const told: WorldEvent[] = [];
  const world: World = {
    account: '123456789012',
    clock,
    random: createRandom(seed),
    network: createNetwork(clock),
    dispatch: () => Promise.reject(notSimulated('dispatch')),
    awsTime: (seconds) => seconds * 1000,
    tell: (event) => told.push(event),
  };
  const pass = (seconds: number) => clock.advance(seconds * 1000);
  return { world, clock, told, pass };
};

/** A database that notes what is asked of it and keeps every connection open. */
export const createTestDatabase = (lagSeconds: () => number | undefined = () => 0.2) => {
  const asked: string[] = [];
  const note = (what: string) => async () => void asked.push(what);
  const database: Database = {
    accept: (stream) => stream.resume().once('end', () => stream.end()),
    promote: note('promote'),
    stop: note('stop'),
    start: note('start'),
    crash: note('crash'),
    replicaLagSeconds: async () => lagSeconds(),
  };
  return { database, asked };
};

export const callOf = (service: SimulatedService, operation: string, region: string): Call => ({
  service: service.name,
  operation,
  region,
  principal: { kind: 'operator', name: 'tester' },
  requestId: '1',
  input: {},
});

/** Asks the handlers of a service, whatever the dispatch would say first. */
export const handlerAsker =
  (service: SimulatedService, region: string) =>
  async (operation: string, input: object = {}): Promise<object> => {
    const handle = service.operations[operation];
    if (handle === undefined) throw notSimulated(`${service.name}:${operation}`);
    return await handle(input, { ...callOf(service, operation, region), input: { ...input } });
  };

/** Asks a service as the dispatch does: what is not modelled is refused before. */
export const asker = (service: SimulatedService, region: string) => {
  const ask = handlerAsker(service, region);
  return async (operation: string, input: object = {}): Promise<object> => {
    requireModelled({ ...callOf(service, operation, region), input: { ...input } });
    return await ask(operation, input);
  };
};

/** The AWS error code of a call that fails, or the answer of one that does not. */
export const codeOf = async (asked: Promise<object>): Promise<unknown> => {
  try {
    return await asked;
  } catch (error) {
    return error instanceof AwsFault ? error.code : error;
  }
};

/** What becomes of a new connection: `open`, a code such as ECONNREFUSED, or `silent` when nothing comes of it. */
export const knock = async (world: World, host: string) => {
  const stream = world.network.connect({ host, port: 5432 });
  let outcome = 'silent';
  stream.resume();
  stream.once('connect', () => {
    outcome = 'open';
  });
  stream.once('error', (error: NodeJS.ErrnoException) => {
    outcome = error.code ?? 'failed';
  });
  await new Promise((resolve) => setImmediate(resolve));
  return { outcome, stream };
};
