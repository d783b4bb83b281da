import type { Agent } from 'node:http';
import type { Call } from '../../src/call.ts';
import { type Answer, createAnsweringWire, credentials, memoryAgent } from './answering-wire.ts';

/** What every client is made with; it is tried once only, so that an error is seen as it came. */
export type ClientSettings = Readonly<{
  region: string;
  endpoint: string;
  credentials: typeof credentials;
  maxAttempts: 1;
  requestHandler?: { httpAgent: Agent };
}>;

/** A client on its way to a wire that gives this answer. `host` is the AWS host that it would talk to. */
export type Reach = (answer: Answer, host: string) => Promise<Reached>;
export type Reached = Readonly<{ settings: ClientSettings; calls: readonly Call[]; close: () => Promise<void> }>;

const regionOf = (host: string): string => host.split('.').at(-3) ?? '';

const overSocket: Reach = async (answer, host) => {
  const { wire, calls } = createAnsweringWire(() => answer);
  const endpoint = `http://127.0.0.1:${await wire.listen(0)}`;
  const settings = { region: regionOf(host), endpoint, credentials, maxAttempts: 1 } as const;
  return { settings, calls, close: wire.close };
};

const inMemory: Reach = async (answer, host) => {
  const { wire, calls } = createAnsweringWire(() => answer);
  const agent = memoryAgent(wire.server);
  const requestHandler = { httpAgent: agent };
  const settings = {
    region: regionOf(host),
    endpoint: `http://${host}`,
    credentials,
    maxAttempts: 1,
    requestHandler,
  } as const;
  const close = async () => {
    agent.destroy();
    await wire.close();
  };
  return { settings, calls, close };
};

export const ways: readonly (readonly [name: string, reach: Reach])[] = [
  ['over a socket', overSocket],
  ['in memory, under its AWS name', inMemory],
];
