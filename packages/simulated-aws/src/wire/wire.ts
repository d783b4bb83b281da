import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AwsFault, type Dispatch } from '../call.ts';
import type { Clock } from '../clock/clock.ts';
import { TransientNetworkError } from '../faults/transient-network-error.ts';
import type { Answer, Message } from '../network/message.ts';
import type { Random } from '../random.ts';
import type { SimulatedService } from '../service.ts';
import { catalogue } from './catalogue.ts';
import { createDoor, type Handle, listenOn } from './door.ts';
import { createExchanges, type Exchange, type Identify, type Incoming } from './exchange.ts';
import { bucketHostsOf, hostsOf } from './hosts.ts';
import { type Limits, ordinaryLimits, type PatientLimits } from './limits.ts';
import type { Reply } from './protocols/protocol.ts';
import { readBytes, requireWithin } from './request-body.ts';
import type { SecretOf } from './signature.ts';
import { untilTaken } from './until-taken.ts';

const endless = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 } as const;

/**
 * One HTTP server for all services and Regions: any client of AWS can talk to it. It reads a request by the schemas of the
 * AWS SDK, hands the call to dispatch and writes the answer. Modelled: the protocols of catalogue.ts, the credential scope
 * (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html), both styles of S3's addresses. Not modelled: signatures
 * but those of signature.ts, TLS, HTTP/2, streams of events, FIPS and dual-stack names.
 */
export type WireOptions = Readonly<{
  services: readonly SimulatedService[];
  dispatch: Dispatch;
  identify: Identify;
  /** The secrets of keys, where signatures are checked; without it every such request comes of an unknown key. */
  secretOf?: SecretOf;
  clock: Clock;
  random: Random;
  /** Told of each error that is not AWS's: a mistake in a simulated service. The client sees InternalFailure. */
  onError?: (error: unknown) => void;
  limits?: Limits;
}>;

export type Wire = Readonly<{
  /** Of the simulated network: a connection in memory comes by `server.emit('connection', stream)`. It listens nowhere. */
  server: Server;
  /** What the server would answer to a request that is whole. */
  answer: Answer;
  /** The real host names of the Region's services that must lead here. */
  hostsFor: (region: string) => readonly string[];
  /** Those of one bucket, which exists in one Region only. */
  bucketHostsFor: (bucket: string, region: string) => readonly string[];
  /** On 127.0.0.1, for clients of this machine; resolves with the port, which is a free one where 0 was asked. */
  listen: (port: number) => Promise<number>;
  close: () => Promise<void>;
}>;

export function createWire(options: WireOptions): Wire {
  const { services, limits = ordinaryLimits } = options;
  const { bytes, objectBytes } = limits;
  const { handle, answerWhole } = createHandlers(options);
  const server = createServer(endless, (request, response) => handle(request, response, { bytes, objectBytes }));
  const door = createDoor(handle, limits);
  const connections = new Set<Duplex>();
  const remember = (connection: Duplex) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  };
  for (const one of [server, door]) one.on('connection', remember);

  const isOffered = ({ name }: { name: string }) => services.some((service) => service.name === name);
  return {
    server,
    answer: (message) => answerWhole(message, { bytes, objectBytes }),
    hostsFor: (region) => catalogue.filter(isOffered).flatMap((entry) => hostsOf(entry, region)),
    bucketHostsFor: bucketHostsOf,
    listen: (port) => listenOn(door, port),
    close: async () => {
      for (const connection of connections) connection.destroy();
      if (door.listening) await new Promise((resolve) => door.close(resolve));
    },
  };
}

function createHandlers(options: WireOptions) {
  const { dispatch, identify, secretOf = () => undefined, clock, random, onError = () => undefined } = options;
  const read = createExchanges({ identify, secretOf, now: clock.now });
  const answer = createAnswerer(dispatch, onError);

  /** The clock stands while bytes are under way, and runs while the service is at work. */
  const held = async <T>(work: () => Promise<T>): Promise<T> => {
    const release = clock.hold();
    try {
      return await work();
    } finally {
      release();
    }
  };

  const answerTo = async (incoming: Incoming, limits: PatientLimits): Promise<Reply | undefined> => {
    const requestId = random.uuid();
    const reply = await answer(await held(() => read(incoming, requestId, limits)));
    if (reply === undefined) return undefined;
    const { status, body } = reply;
    const hasBody = incoming.method !== 'HEAD' && status !== 204;
    const headers = {
      ...reply.headers,
      date: new Date(clock.now()).toUTCString(),
      'x-amzn-requestid': requestId,
      'x-amz-request-id': requestId,
      ...(hasBody ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
    };
    return { status, headers, body: hasBody ? body : '' };
  };

  const respond = async (request: IncomingMessage, response: ServerResponse, limits: PatientLimits): Promise<void> => {
    const reply = await answerTo(incomingOf(request), limits);
    if (reply === undefined) response.destroy();
    if (reply === undefined || response.destroyed) return;
    await held(async () => {
      begin(response, reply);
      await untilTaken(response);
    });
  };

  const handle: Handle = (request, response, limits) => {
    respond(request, response, limits).catch((error: unknown) => {
      response.destroy();
      // A client that went away while it was asking is no mistake of ours.
      if (!request.destroyed || request.complete) onError(error);
    });
  };

  const answerWhole = async ({ body, ...message }: Message, limits: PatientLimits): Promise<Reply | undefined> => {
    try {
      return await answerTo({ ...message, read: async (service) => requireWithin(body, service, limits) }, limits);
    } catch (error) {
      onError(error);
      return undefined;
    }
  };
  return { handle, answerWhole };
}

const createAnswerer =
  (dispatch: Dispatch, onError: (error: unknown) => void) =>
  /** Undefined: the answer was lost on its way. */
  async ({ asked, fault }: Exchange): Promise<Reply | undefined> => {
    if (asked instanceof AwsFault) return fault(asked);
    try {
      return asked.answer(await dispatch(asked.call));
    } catch (error) {
      if (error instanceof AwsFault) return fault(error);
      if (error instanceof TransientNetworkError) return undefined;
      onError(error);
      return fault(new AwsFault('InternalFailure', 'An internal error occurred.', { status: 500 }));
    }
  };

const incomingOf = (request: IncomingMessage): Incoming => ({
  method: request.method ?? '',
  url: request.url ?? '/',
  headers: request.headers,
  read: (service, limits) => readBytes(request, service, limits),
});

function begin(response: ServerResponse, { status, headers, body }: Reply): void {
  response.sendDate = false;
  response.writeHead(status, headers);
  response.end(body === '' ? undefined : body);
}
