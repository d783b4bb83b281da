import { isDeepStrictEqual } from 'node:util';
import { arranged } from './arrange.ts';
import { isMembers, type Members } from './members.ts';
import { parsedText } from './parsed-text.ts';
import type { Vector } from './vectors.ts';

/** What differs, a line for each member of `expect`. */
export function differences(vector: Vector, observed: Members): string[] {
  const expected = normal(vector.expect, vector);
  const found = normal(observed, vector);
  return comparedKeys(vector, expected, found)
    .filter((key) => !isDeepStrictEqual(expected[key], found[key]))
    .map((key) => `${key}: expected ${JSON.stringify(expected[key])}, found ${JSON.stringify(found[key])}`);
}

function normal(members: Members, vector: Vector): Members {
  const whole = { expect: readCauses(JSON.parse(JSON.stringify(members))) };
  for (const pointer of vector.nondeterministic) mask(whole, pointer);
  return isMembers(whole.expect) ? arranged(whole.expect, vector) : {};
}

/** Causes are written as JSON text where the vectors hold the value. */
function readCauses(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readCauses);
  if (!isMembers(value)) return value;
  const read = Object.entries(value).map(([key, member]) => {
    const isCauseText = key.toLowerCase() === 'cause' && typeof member === 'string';
    return [key, isCauseText ? parsedText(member) : readCauses(member)];
  });
  return Object.fromEntries(read);
}

/** Replaces what stands at a JSON pointer, where something does. */
function mask(root: unknown, pointer: string): void {
  const steps = pointer.split('/').slice(1).map(unescaped);
  const last = steps.pop();
  let place: unknown = root;
  for (const step of steps) place = isMembers(place) ? place[step] : undefined;
  if (last !== undefined && isMembers(place) && last in place) place[last] = '(not compared)';
}

/** RFC 6901 */
const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

/** An execution may have more to it than was recorded; an answer of an operation is there as a whole. */
const comparedKeys = ({ kind }: Vector, expected: Members, found: Members): readonly string[] =>
  kind === 'execution' ? Object.keys(expected) : [...new Set([...Object.keys(expected), ...Object.keys(found)])];
