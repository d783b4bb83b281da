import { createHash } from 'node:crypto';
import { createRandom } from '../../random.ts';
import type { World } from '../../world.ts';
import { expressionOf } from './expression.ts';

/**
 * What Step Functions adds to JSONata, and what it makes of its clock and chance:
 * docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
 */
const longestRange = 1000;
const algorithms: ReadonlyMap<string, string> = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

const formatInstant = expressionOf('$fromMillis($instant, $picture, $timezone)');

/** Bindings that every expression sees. `eval` is unknown to Step Functions; `now` and `random` are the world's. */
export const functionsOf = ({ clock, random }: Pick<World, 'clock' | 'random'>): Record<string, unknown> => ({
  partition,
  range,
  hash,
  parse,
  uuid: () => random.uuid(),
  random: (seed?: number) => (seed === undefined ? random.next() : createRandom(seed).next()),
  millis: () => clock.now(),
  now: (picture?: string, timezone?: string) => formatInstant.evaluate({ instant: clock.now(), picture, timezone }),
  eval: undefined,
});

function partition(list: readonly unknown[] | undefined, size: unknown): unknown {
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) return partition([list], size);
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1)
    throw new RangeError('The chunk size of the function partition must be a positive integer.');
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

function range(first: unknown, last: unknown, delta: unknown): unknown {
  if (typeof first !== 'number' || typeof last !== 'number' || typeof delta !== 'number')
    throw new TypeError('The arguments of the function range must be numbers.');
  if (delta === 0) throw new RangeError('The step of the function range must not be zero.');
  const length = Math.max(0, Math.floor((last - first) / delta) + 1);
  if (length > longestRange) throw new RangeError(`The function range makes at most ${longestRange} elements.`);
  const list = Array.from({ length }, (_, index) => first + index * delta);
  return list.length === 1 ? list[0] : list;
}

function hash(content: unknown, algorithm: unknown): unknown {
  if (content === undefined) return undefined;
  const name = typeof algorithm === 'string' ? algorithms.get(algorithm) : undefined;
  if (name === undefined) throw new TypeError(`The function hash knows no algorithm ${String(algorithm)}.`);
  return createHash(name)
    .update(typeof content === 'string' ? content : JSON.stringify(content))
    .digest('hex');
}

function parse(text: unknown): unknown {
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw new TypeError('The argument of the function parse must be a string.');
  return JSON.parse(text);
}
