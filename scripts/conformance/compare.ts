import { isDeepStrictEqual } from 'node:util';
import { parsedText } from './parsed-text.ts';
import type { Vector } from './vectors.ts';

type Members = Record<string, unknown>;

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;

/** Replaces what stands at a JSON pointer, where something does. */
const mask = (root: unknown, pointer: string): void => {
  const steps = pointer.split('/').slice(1);
  const last = steps.pop();
  let place: unknown = root;
  for (const step of steps) place = isMembers(place) ? place[step] : undefined;
  if (last !== undefined && isMembers(place) && last in place) place[last] = '(not compared)';
};

/** Causes are written as JSON text where the vectors hold the value. */
const readCauses = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(readCauses);
  if (!isMembers(value)) return value;
  const read = Object.entries(value).map(([key, member]) => {
    const isCauseText = key.toLowerCase() === 'cause' && typeof member === 'string';
    return [key, isCauseText ? parsedText(member) : readCauses(member)];
  });
  return Object.fromEntries(read);
};

const unordered = new Set(['Parallel', 'Map']);
const isSequential = (definition: unknown): boolean => JSON.stringify(definition).includes('"MaxConcurrency":1');

const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.toSorted((one, other) => String(one).localeCompare(String(other))) : value;

const arranged = (members: Members, { tags, definition }: Vector): Members => {
  if (!tags.some((tag) => unordered.has(tag)) || isSequential(definition)) return members;
  const lists = ['events', 'path'].filter((key) => key in members).map((key) => [key, sorted(members[key])]);
  return { ...members, ...Object.fromEntries(lists) };
};

const normal = (members: Members, vector: Vector): Members => {
  const whole = { expect: readCauses(JSON.parse(JSON.stringify(members))) };
  for (const pointer of vector.nondeterministic) mask(whole, pointer);
  return isMembers(whole.expect) ? arranged(whole.expect, vector) : {};
};

/** An execution may have more to it than was recorded; an answer of an operation is there as a whole. */
const comparedKeys = ({ kind }: Vector, expected: Members, found: Members): readonly string[] =>
  kind === 'execution' ? Object.keys(expected) : [...new Set([...Object.keys(expected), ...Object.keys(found)])];

/** What differs, a line for each member of `expect`. */
export const differences = (vector: Vector, observed: Members): string[] => {
  const expected = normal(vector.expect, vector);
  const found = normal(observed, vector);
  return comparedKeys(vector, expected, found)
    .filter((key) => !isDeepStrictEqual(expected[key], found[key]))
    .map((key) => `${key}: expected ${JSON.stringify(expected[key])}, found ${JSON.stringify(found[key])}`);
};
