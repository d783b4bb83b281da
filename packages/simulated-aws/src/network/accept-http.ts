import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Hands connections of the simulated network to a server of node:http, which need not listen anywhere. */
export const acceptHttp =
  (server: Server) =>
  (stream: Duplex): void => {
    server.emit('connection', stream);
  };
