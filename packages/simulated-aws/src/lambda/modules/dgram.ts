import { EventEmitter } from 'node:events';
import { answerMessage } from '../../dns/dns-server.ts';
import { type Host, isCallback, type Module } from '../host.ts';
import { nameServer } from './dns.ts';

const dnsPort = 53;

/**
 * node:dgram. What goes to the name server of the function is answered; all else is lost: the X-Ray daemon that it is meant for is not modelled.
 */
export function createDgram({ life, resolver }: Pick<Host, 'life' | 'resolver'>): Module {
  const createSocket = () => {
    const socket = new EventEmitter();
    let isClosed = false;
    const answer = (message: unknown, values: readonly unknown[]): void => {
      const isAsked = values.includes(nameServer) && values.includes(dnsPort);
      const found =
        isAsked && message instanceof Uint8Array ? answerMessage(Buffer.from(message), resolver) : undefined;
      if (found !== undefined && !isClosed) socket.emit('message', found, { address: nameServer, port: dnsPort });
    };
    const send = (message: unknown, ...values: unknown[]): void => {
      const done = values.findLast(isCallback);
      queueMicrotask(() => life.run(() => done?.(null, 0)));
      queueMicrotask(() => life.run(() => answer(message, values)));
    };
    const close = (): void => {
      isClosed = true;
      queueMicrotask(() => life.run(() => socket.emit('close')));
    };
    return Object.assign(socket, { send, close, ref: () => socket, unref: () => socket });
  };
  return { createSocket };
}
