import { isIPv4 } from 'node:net';
import { plainAddress } from '../domain/address.ts';
import type { ServiceBinding } from '../domain/service-binding.ts';

/** By the numbers of RFC 9460: types of records that Node's own resolver does not ask for. */
const bindingTypes = { SVCB: 64, HTTPS: 65 } as const;
export type BindingType = keyof typeof bindingTypes;

const classIn = 1;
const isAnswer = 0x8000;
const isCut = 0x0200;
const wantsRecursion = 0x0100;
const codeOfResponse = 0x000f;
const headerBytes = 12;
const keyOfHint = { 4: 4, 6: 16 } as const;

/** Takes answers of up to 1232 bytes in one datagram (RFC 6891, dnsflagday.net/2020). */
const optRecord = Buffer.from([0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, 0]);

/** A question for one name and type, as a resolver's client sends it (RFC 1035). */
export function questionOf(id: number, name: string, type: BindingType): Buffer {
  const header = Buffer.alloc(headerBytes);
  for (const [index, value] of [id, wantsRecursion, 1, 0, 0, 1].entries()) header.writeUInt16BE(value, index * 2);
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const asked = Buffer.from([0, 0, bindingTypes[type], 0, classIn]);
  return Buffer.concat([header, ...labels, asked, optRecord]);
}

/** What a name server answered. `code`: 0 there is such a name, 3 there is none; others: it could or would not say. */
export type DnsMessage = Readonly<{
  id: number;
  code: number;
  isTruncated: boolean;
  bindings: readonly ServiceBinding[];
}>;

/** Undefined for what is no answer, or is cut in the middle of one. */
export function parseAnswer(message: Buffer, type: BindingType): DnsMessage | undefined {
  try {
    const flags = message.readUInt16BE(2);
    if ((flags & isAnswer) === 0) return undefined;
    const rest = { id: message.readUInt16BE(0), code: flags & codeOfResponse, isTruncated: (flags & isCut) !== 0 };
    return { ...rest, bindings: bindingsIn(message, bindingTypes[type]) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function bindingsIn(message: Buffer, type: number): ServiceBinding[] {
  const [questions, answers] = [message.readUInt16BE(4), message.readUInt16BE(6)];
  let at = headerBytes;
  for (let index = 0; index < questions; index += 1) at = endOfName(message, at) + 4;
  const found: ServiceBinding[] = [];
  for (let index = 0; index < answers; index += 1) {
    const fields = endOfName(message, at);
    const start = fields + 10;
    at = start + message.readUInt16BE(fields + 8);
    if (at > message.length) throw new RangeError('the record ends behind the message');
    if (message.readUInt16BE(fields) === type) found.push(bindingIn(message.subarray(start, at)));
  }
  return found;
}

/** A name ends with an empty label, or with a pointer to the rest of it. */
function endOfName(message: Buffer, from: number): number {
  let at = from;
  for (let length = message.readUInt8(at); length !== 0; length = message.readUInt8(at)) {
    if (length >= 0xc0) return at + 2;
    at += length + 1;
  }
  return at + 1;
}

/** Names within are never pointers: RFC 9460, section 2.2. */
function bindingIn(data: Buffer): ServiceBinding {
  const labels: string[] = [];
  let at = 2;
  for (let length = data.readUInt8(at); length !== 0; length = data.readUInt8(at)) {
    labels.push(data.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { priority: data.readUInt16BE(0), target: labels.join('.').toLowerCase(), hints: hintsIn(data, at + 1) };
}

function hintsIn(data: Buffer, from: number): string[] {
  const hints: string[] = [];
  for (let at = from; at < data.length; ) {
    const [key, length] = [data.readUInt16BE(at), data.readUInt16BE(at + 2)];
    const value = data.subarray(at + 4, at + 4 + length);
    if (key === 4 || key === 6) hints.push(...addressesIn(value, keyOfHint[key]));
    at += 4 + length;
  }
  return hints;
}

function addressesIn(value: Buffer, bytes: 4 | 16): string[] {
  return Array.from({ length: Math.floor(value.length / bytes) }, (_, index) => {
    const one = value.subarray(index * bytes, (index + 1) * bytes);
    const text = bytes === 4 ? [...one].join('.') : (one.toString('hex').match(/.{4}/g) ?? []).join(':');
    return isIPv4(text) ? text : plainAddress(text);
  });
}
