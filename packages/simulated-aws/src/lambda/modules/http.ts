import type { LookupAddress } from 'node:dns';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import http from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { urlToHttpOptions } from 'node:url';
import { notSimulated } from '../../call.ts';
import { type Host, isCallback, type Module } from '../host.ts';
import { SandboxSocket } from '../sandbox-socket.ts';
import { type Place, WholeRequest } from './whole-request.ts';

const unusual = ['auth', 'createConnection', 'lookup', 'signal', 'timeout'] as const;

/** node:http and node:https: Node's own client over the simulated network. https is plain http to port 443. */
export function createHttp(host: Host): { http: Module; https: Module } {
  const { Agent, SecureAgent } = agentsOf(host);
  const globalAgent = new Agent({ keepAlive: true });
  const secureGlobalAgent = new SecureAgent({ keepAlive: true });
  const request = createRequest(globalAgent, host);
  const secureRequest = createRequest(secureGlobalAgent, host);
  return {
    http: { ...http, Agent, globalAgent, request, get: createGet(request), createServer },
    https: {
      Agent: SecureAgent,
      globalAgent: secureGlobalAgent,
      request: secureRequest,
      get: createGet(secureRequest),
      createServer,
    },
  };
}

type To = Readonly<{
  host?: string | null;
  port?: number | string | null;
  lookup?: LookupFunction | undefined;
  whole?: boolean;
}>;

/** Agents whose connections are made in the simulated network; all else of them is Node's own. */
function agentsOf(host: Host) {
  class Agent extends http.Agent {
    /** Connections that take requests whole are not those that take bytes. */
    override getName(options?: Parameters<http.Agent['getName']>[0] & { whole?: boolean }): string {
      return `${super.getName(options)}${options?.whole === true ? ':whole' : ''}`;
    }
    override createConnection(to: To): Duplex {
      return open(new SandboxSocket(host), to, host);
    }
  }
  class SecureAgent extends Agent {
    readonly protocol = 'https:';
    readonly defaultPort = 443;
    override createConnection(to: To): Duplex {
      const socket = new SandboxSocket(host);
      socket.encrypted = true;
      socket.authorized = true;
      return open(socket, to, host);
    }
  }
  return { Agent, SecureAgent };
}

/** As net.connect has it: a name is resolved by whatever the caller brings along, and the connection goes to what that said. */
function open(socket: SandboxSocket, { host, port, lookup, whole = false }: To, { life }: Host): SandboxSocket {
  const name = host ?? 'localhost';
  const to = { host: name, port: Number(port), whole };
  if (lookup === undefined || isIP(name) !== 0) return socket.open(to);
  socket.connecting = true;
  lookup(name, { all: true }, (error, found) =>
    life.run(() => {
      if (error) socket.destroy(error);
      else if (!socket.destroyed) socket.open({ ...to, host: firstOf(found) });
    }),
  );
  return socket;
}

const firstOf = (found: string | readonly LookupAddress[]): string =>
  typeof found === 'string' ? found : (found[0]?.address ?? '');

type Answered = (response: IncomingMessage) => void;

/** The forms of http.request: (options, callback), (url, callback), (url, options, callback). */
const createRequest =
  (globalAgent: http.Agent, host: Host) =>
  (first: unknown, ...rest: unknown[]): ClientRequest | WholeRequest => {
    const callback: Answered | undefined = rest.find(isCallback);
    const second = rest.find((value) => !isCallback(value));
    const options = { ...optionsOf(first), ...optionsOf(second), _defaultAgent: globalAgent };
    if (options.socketPath) throw notSimulated(`http.request over the socket ${options.socketPath}`);
    const place = wholeAt(options, globalAgent, host);
    if (place === undefined) return http.request(options, callback);
    const request = new WholeRequest(options, place);
    if (callback !== undefined) request.once('response', callback);
    return request;
  };

function optionsOf(first: unknown): RequestOptions {
  if (typeof first === 'string') return urlToHttpOptions(new URL(first));
  if (first instanceof URL) return urlToHttpOptions(first);
  return typeof first === 'object' && first !== null ? first : {};
}

/** Where and how a request can be handed over whole; undefined: it goes out as bytes. */
function wholeAt(options: RequestOptions, globalAgent: http.Agent, { world }: Host): Place | undefined {
  const { agent = globalAgent, host, hostname } = options;
  const defaultPort = Number(Reflect.get(globalAgent, 'defaultPort'));
  const port = Number(options.port ?? defaultPort);
  const name = hostname ?? host ?? 'localhost';
  if (!(agent instanceof http.Agent) || unusual.some((one) => options[one] !== undefined)) return undefined;
  return world.network.takesWhole(name, port) ? { host: name, port, defaultPort, agent } : undefined;
}

const createGet =
  (request: ReturnType<typeof createRequest>) =>
  (...values: [unknown, ...unknown[]]): ReturnType<typeof request> => {
    const sent = request(...values);
    sent.end();
    return sent;
  };

function createServer() {
  throw notSimulated('http.createServer in a Lambda function');
}
