import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import type { Limits, PatientLimits } from './limits.ts';
import { refusalOf, turnAway } from './strangers.ts';

/** Answers a request; what fails in it is told elsewhere. */
export type Handle = (request: IncomingMessage, response: ServerResponse, limits: PatientLimits) => void;

/** The way in from outside this process: whoever is on this machine may knock. */
export const createDoor = (handle: Handle, limits: Limits): Server =>
  createServer(patienceOf(limits), (request, response) => {
    const refusal = refusalOf(request);
    if (refusal === undefined) handle(request, response, limits);
    else turnAway(response, refusal);
  });

/** A refused body has as long again until its connection is ended. An idle connection costs nothing, and is kept. */
const patienceOf = ({ headersMs, bodyMs }: Limits): ServerOptions => ({
  headersTimeout: headersMs,
  requestTimeout: headersMs + 2 * bodyMs,
  keepAliveTimeout: 0,
  connectionsCheckingInterval: Math.min(headersMs, 1_000),
});

export const listenOn = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The wire got no port.'));
      else resolve(address.port);
    });
  });
