import { isIP } from 'node:net';
import { invalidPattern } from '../faults.ts';

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
};

/** docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html: five thousand million either way. */
const farthest = 5_000_000_000;

/** A leaf of an event; undefined for a field that is not there. */
export type Leaf = string | number | boolean | null | undefined;
export type Test = (leaf: Leaf) => boolean;

export const prefix = (wanted: string): Test => ofText((text) => text.startsWith(wanted));

const ofText =
  (test: (text: string) => boolean): Test =>
  (leaf) =>
    typeof leaf === 'string' && test(leaf);

export const suffix = (wanted: string): Test => ofText((text) => text.endsWith(wanted));
export const equalsIgnoreCase = (wanted: string): Test => ofText((text) => same(text, wanted));

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

export const prefixIgnoreCase = (wanted: string): Test => ofText((text) => same(text.slice(0, wanted.length), wanted));
export const suffixIgnoreCase = (wanted: string): Test =>
  ofText((text) => wanted === '' || same(text.slice(-wanted.length), wanted));

/** `*` is any run of characters; `\*` and `\\` stand for themselves, another backslash is a mistake. */
export function wildcard(wanted: string): Test {
  const parts = [...wanted.matchAll(/\\(.?)|(\*)|([^\\*]+)/gs)].map(([, escaped, star, text]) => {
    if (star !== undefined) return '.*';
    if (text !== undefined) return literal(text);
    if (escaped === '*' || escaped === '\\') return literal(escaped);
    throw invalidPattern('Invalid escape character in wildcard');
  });
  if (parts.some((part, index) => part === '.*' && parts[index + 1] === '.*'))
    throw invalidPattern('Consecutive wildcard characters');
  const expression = new RegExp(`^${parts.join('')}$`, 's');
  return ofText((text) => expression.test(text));
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One bound; or a lower one and then an upper one above it. */
export function numeric(range: unknown): Test {
  if (!Array.isArray(range) || (range.length !== 2 && range.length !== 4))
    throw invalidPattern('Invalid numeric range');
  const lower = boundOf(range[0], range[1]);
  const upper = range.length === 4 ? boundOf(range[2], range[3]) : undefined;
  if (upper !== undefined && !(lower.sign.startsWith('>') && upper.sign.startsWith('<') && lower.value < upper.value))
    throw invalidPattern('Bottom must be less than top');
  const bounds = upper === undefined ? [lower] : [lower, upper];
  return (leaf) =>
    typeof leaf === 'number' && bounds.every(({ sign, value }) => comparisons[sign]?.(leaf, value) === true);
}

type Bound = Readonly<{ sign: string; value: number }>;

function boundOf(sign: unknown, value: unknown): Bound {
  if (typeof sign !== 'string' || !Object.hasOwn(comparisons, sign))
    throw invalidPattern(`Unrecognized numeric range operator: ${String(sign)}`);
  if (typeof value !== 'number' || Math.abs(value) > farthest)
    throw invalidPattern('Value of numeric operator must be a number between -5.0e9 and 5.0e9');
  return { sign, value };
}

/** IPv4 and IPv6; an IPv6 address that ends in an IPv4 one is not read. */
export function cidr(block: string): Test {
  const [base = '', length = ''] = block.split('/');
  const kind = isIP(base);
  const bits = kind === 4 ? 32 : 128;
  const isMixed = kind === 6 && base.includes('.');
  if (kind === 0 || isMixed || !/^\d{1,3}$/.test(length) || Number(length) > bits)
    throw invalidPattern(`Malformed CIDR, must be of the form: <IP-address>/<mask>: ${block}`);
  const rest = BigInt(bits - Number(length));
  const network = addressOf(base) >> rest;
  return ofText(
    (text) => isIP(text) === kind && !(kind === 6 && text.includes('.')) && addressOf(text) >> rest === network,
  );
}

/** As a number: four bytes, or eight groups of which a double colon leaves some out. */
function addressOf(text: string): bigint {
  if (isIP(text) === 4) return text.split('.').reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  const [head = '', tail] = text.split('::');
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  const groups = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  return groups.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n);
}

const groupsOf = (part: string): string[] => (part === '' ? [] : part.split(':'));
