import net from 'node:net';
import tls from 'node:tls';
import { notSimulated } from '../../call.ts';
import { type Host, isCallback, isRecord, type Module } from '../host.ts';
import { type Address, SandboxSocket } from '../sandbox-socket.ts';

/** node:net over the simulated network. Servers are refused: nothing reaches a Lambda function from outside. */
export function createNet(host: Host): Module {
  class Socket extends SandboxSocket {
    constructor() {
      super(host);
    }
    connect(...values: unknown[]): this {
      const listener = listenerOf(values);
      if (listener !== undefined) this.once('connect', listener);
      return this.open(addressOf(values));
    }
  }
  const connect = (...values: unknown[]) => new Socket().connect(...values);
  return {
    ...net,
    Socket,
    Stream: Socket,
    connect,
    createConnection: connect,
    createServer: refuse('net.createServer in a Lambda function'),
    Server: refuse('net.Server in a Lambda function'),
  };
}

const listenerOf = (values: readonly unknown[]) => values.find(isCallback);

/** The forms of net.connect: ({ port, host }, listener) and (port, host, listener). */
function addressOf(values: readonly unknown[]): Address {
  const [first, second] = values;
  if (typeof first === 'string' && Number.isNaN(Number(first))) throw notSimulated(`net.connect to the path ${first}`);
  const options = isRecord(first) ? first : { port: first, host: second };
  if (options.path !== undefined) throw notSimulated(`net.connect to the path ${String(options.path)}`);
  return { host: text(options.host) ?? text(options.servername) ?? 'localhost', port: Number(options.port) };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const refuse = (what: string) => () => {
  throw notSimulated(what);
};

/** node:tls without TLS: the plain stream that is given, or a plain one to host and port, which says that it is secure. */
export function createTls(host: Host): Module {
  const secure = (socket: SandboxSocket): SandboxSocket => {
    socket.encrypted = true;
    socket.authorized = true;
    if (!socket.pending) queueMicrotask(() => host.life.run(() => socket.emit('secureConnect')));
    return socket;
  };
  const connect = (...values: unknown[]): SandboxSocket => {
    const options = values.find(isRecord);
    const given = options?.socket;
    const socket = secure(given instanceof SandboxSocket ? given : new SandboxSocket(host).open(addressOf(values)));
    const listener = listenerOf(values);
    if (listener !== undefined) socket.once('secureConnect', listener);
    return socket;
  };
  return { ...tls, TLSSocket: SandboxSocket, connect, createServer: refuse('tls.createServer in a Lambda function') };
}
