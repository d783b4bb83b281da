import { once } from 'node:events';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock/clock.ts';
import { DelayLine } from './delay-line.ts';
import { join } from './join.ts';
import { connectLoopback } from './listen-tcp.ts';
import type { Network } from './network.ts';

/** Within the simulated network only. */
const relayPort = 5432;

export type RelaySettings = Readonly<{
  network: Network;
  clock: Clock;
  /** The server, and the Region that it stands in. It may come back at another port; without one it does not run. */
  target: Readonly<{ host: string; region: string; port: () => number | undefined }>;
  /** The Region of those who connect to the relay. */
  from: string;
}>;

export type Relay = Readonly<{
  /** On 127.0.0.1. */
  port: number;
  /** What the server sends arrives so many seconds later from now on. */
  holdBack: (seconds: number) => void;
  close: () => void;
}>;

/**
 * A way for real processes through the simulated network: a port on 127.0.0.1 whose connections lead to the target as streams
 * of that network. So a cut Region silences them, and bytes that are held back at that moment are lost.
 */
export async function createRelay({ network, clock, target, from }: RelaySettings): Promise<Relay> {
  const delay = { ms: 0 };
  const sockets = new Set<net.Socket>();
  const keep = (socket: net.Socket): net.Socket => {
    sockets.add(socket);
    return socket.once('close', () => sockets.delete(socket));
  };

  const listener = network.listen({ host: target.host, port: relayPort, region: target.region }, (stream) => {
    const port = target.port();
    if (port === undefined) stream.destroy();
    else joinDelayed(stream, keep(connectLoopback(port)), new DelayLine(clock, () => delay.ms));
  });
  const entrance = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    join(keep(socket), network.connect({ host: target.host, port: relayPort, from }));
  });
  entrance.listen(0, '127.0.0.1');
  await once(entrance, 'listening');
  const address = entrance.address();
  if (address === null || typeof address === 'string') throw new Error('The relay has no port.');

  return {
    port: address.port,
    holdBack: (seconds) => {
      delay.ms = seconds * 1000;
    },
    close: () => {
      listener.close();
      entrance.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** `server` sends to `client` by way of the delay; what the client sends passes at once. */
function joinDelayed(client: Duplex, server: Duplex, line: DelayLine): void {
  const half = { client, server };
  for (const stream of Object.values(half)) stream.on('error', () => undefined);
  client.pipe(server);
  server.pipe(line).pipe(client);
  client.once('close', () => {
    line.destroy();
    if (!client.readableEnded) server.destroy();
  });
  server.once('close', () => {
    if (!server.readableEnded) client.destroy();
  });
}
