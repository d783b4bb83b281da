import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIP, isIPv6 } from 'node:net';
import type { ServiceBinding } from '../domain/service-binding.ts';
import { type BindingType, type DnsMessage, parseAnswer, questionOf } from './dns-message.ts';

export type NamedBinding = ServiceBinding & Readonly<{ type: BindingType }>;

type Query = Readonly<{ answer: Promise<readonly NamedBinding[]>; cancel: () => void }>;

const noSuchName = 3;
const again = { firstMs: 250, mostMs: 500 } as const;

/**
 * One type of service bindings of a name, asked of each server in turn until one answers: Node's resolver does not know them. The caller sets
 * the end (`cancel`). Rejects with DnsTruncated where the answer does not fit into a datagram, and with DnsRefused where the server has none. A
 * name that is not there has no bindings.
 */
export function askBindings(name: string, type: BindingType, servers: readonly string[]): Query {
  const id = randomInt(0x10000);
  const { socket, close } = repeat(questionOf(id, name, type), servers.map(placeOf));
  const answer = new Promise<readonly NamedBinding[]>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(failure('DnsTimeout', name, type)));
    socket.on('message', (message) => {
      const found = parseAnswer(message, type);
      if (found?.id !== id) return;
      const objection = objectionTo(found);
      if (objection === undefined) resolve(found.bindings.map((binding) => ({ ...binding, type })));
      else reject(failure(objection, name, type));
      close();
    });
  });
  return { answer, cancel: close };
}

type Place = Readonly<{ address: string; port: number }>;

/** As `dns.getServers()` writes them: 192.0.2.1, 192.0.2.1:53, 2001:db8::1, [2001:db8::1]:53. */
function placeOf(server: string): Place {
  if (isIP(server) !== 0) return { address: server, port: 53 };
  const [, address = '', port] = /^\[?(.+?)\]?:(\d+)$/.exec(server) ?? [];
  return { address, port: Number(port) };
}

/** Sends the same datagram to one after the other until it is closed. */
function repeat(datagram: Buffer, places: readonly Place[]) {
  const socket = createSocket(places.every(({ address }) => isIPv6(address)) ? 'udp6' : 'udp4');
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const send = (turn: number): void => {
    const place = places[turn % places.length];
    // What is lost on the way is asked again.
    if (place !== undefined) socket.send(datagram, place.port, place.address, () => undefined);
    timer = setTimeout(send, Math.min(again.firstMs * (turn + 1), again.mostMs), turn + 1);
  };
  const close = (): void => {
    clearTimeout(timer);
    if (!isOver) socket.close();
    isOver = true;
  };
  send(0);
  return { socket, close };
}

function objectionTo({ isTruncated, code }: DnsMessage): string | undefined {
  if (isTruncated) return 'DnsTruncated';
  return code === 0 || code === noSuchName ? undefined : 'DnsRefused';
}

const failure = (error: string, name: string, type: BindingType): Error =>
  Object.assign(new Error(`no answer for ${type} of ${name}`), { name: error });
