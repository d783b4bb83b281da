import net from 'node:net';
import { join } from './join.ts';
import type { Listener, Network } from './network.ts';

export const connectLoopback = (port: number): net.Socket =>
  net.connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true });

/** Lets a real server on 127.0.0.1 stand in the simulated network. */
export const listenTcp = (network: Network, at: Parameters<Network['listen']>[0], port: number): Listener =>
  network.listen(at, (stream) => join(stream, connectLoopback(port)));
