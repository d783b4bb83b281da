import { EventEmitter } from 'node:events';
import { type Host, isCallback, type Module } from '../host.ts';

/** node:dgram whose datagrams are lost: the X-Ray daemon that they are meant for is not modelled. */
export function createDgram({ life }: Pick<Host, 'life'>): Module {
  const createSocket = () => {
    const socket = new EventEmitter();
    const send = (...values: unknown[]): void => {
      const done = values.findLast(isCallback);
      queueMicrotask(() => life.run(() => done?.(null, 0)));
    };
    return Object.assign(socket, { send, close: () => undefined, ref: () => socket, unref: () => socket });
  };
  return { createSocket };
}
