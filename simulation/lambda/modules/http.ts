import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import http from 'node:http';
import type { Duplex } from 'node:stream';
import { urlToHttpOptions } from 'node:url';
import { notSimulated } from '../../call.ts';
import { type Host, isCallback, type Module } from '../host.ts';
import { SandboxSocket } from '../sandbox-socket.ts';

type Answered = (response: IncomingMessage) => void;

/** Agents whose connections are made in the simulated network; all else of them is Node's own. */
const agentsOf = (host: Host) => {
  class Agent extends http.Agent {
    override createConnection(options: { host?: string | null; port?: number | string | null }): Duplex {
      return new SandboxSocket(host).open({ host: options.host ?? 'localhost', port: Number(options.port) });
    }
  }
  class SecureAgent extends Agent {
    readonly protocol = 'https:';
    readonly defaultPort = 443;
    override createConnection(options: { host?: string | null; port?: number | string | null }): Duplex {
      const socket = new SandboxSocket(host);
      socket.encrypted = true;
      socket.authorized = true;
      return socket.open({ host: options.host ?? 'localhost', port: Number(options.port) });
    }
  }
  return { Agent, SecureAgent };
};

const optionsOf = (first: unknown): RequestOptions => {
  if (typeof first === 'string') return urlToHttpOptions(new URL(first));
  if (first instanceof URL) return urlToHttpOptions(first);
  return typeof first === 'object' && first !== null ? first : {};
};

/** The forms of http.request: (options, callback), (url, callback), (url, options, callback). */
const createRequest =
  (globalAgent: http.Agent) =>
  (first: unknown, ...rest: unknown[]): ClientRequest => {
    const callback: Answered | undefined = rest.find(isCallback);
    const second = rest.find((value) => !isCallback(value));
    const options = { ...optionsOf(first), ...optionsOf(second), _defaultAgent: globalAgent };
    if (options.socketPath) throw notSimulated(`http.request over the socket ${options.socketPath}`);
    return http.request(options, callback);
  };

const createGet =
  (request: ReturnType<typeof createRequest>) =>
  (...values: [unknown, ...unknown[]]): ClientRequest => {
    const sent = request(...values);
    sent.end();
    return sent;
  };

const createServer = () => {
  throw notSimulated('http.createServer in a Lambda function');
};

/** node:http and node:https: Node's own client over the simulated network. https is plain http to port 443. */
export const createHttp = (host: Host): { http: Module; https: Module } => {
  const { Agent, SecureAgent } = agentsOf(host);
  const globalAgent = new Agent({ keepAlive: true });
  const secureGlobalAgent = new SecureAgent({ keepAlive: true });
  const request = createRequest(globalAgent);
  const secureRequest = createRequest(secureGlobalAgent);
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
};
