import { isObject } from '../../is-object.ts';
import { invalidPattern } from '../faults.ts';
import { testOf } from './operators.ts';
import type { Leaf, Test } from './values.ts';

const longest = 4096;

/**
 * The event patterns of EventBridge: docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html and
 * …/eb-create-pattern-operators.html. All fields of a pattern must match; of the values listed for a field, one. Where an
 * event has a list, one of its elements must match, and the fields of one object together. Not modelled: the limit of a
 * pattern's complexity; numbers are compared as numbers, where AWS compares their spelling (300 is not 3.0e2).
 */
export type Matches = (value: unknown) => boolean;

/** Throws InvalidEventPatternException. */
export function compilePattern(text: string): Matches {
  if (text.length > longest) throw invalidPattern(`Event pattern is longer than ${longest} characters`);
  const pattern = parsed(text);
  if (!isObject(pattern)) throw invalidPattern('Filter is not an object');
  return allOf(pattern);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidPattern(error instanceof Error ? error.message : String(error));
  }
}

function allOf(pattern: Readonly<Record<string, unknown>>): Matches {
  const fields = Object.entries(pattern).map(([name, inner]) => fieldOf(name, inner));
  if (fields.length === 0) throw invalidPattern('Empty objects are not allowed');
  return (value) => fields.every((matches) => matches(value));
}

function fieldOf(name: string, pattern: unknown): Matches {
  if (name === '$or') return eitherOf(pattern);
  if (Array.isArray(pattern)) return inField(name, oneOf(pattern));
  if (isObject(pattern)) return inField(name, inOneElement(allOf(pattern)));
  throw invalidPattern(`"${name}" must be an object or an array`);
}

function eitherOf(alternatives: unknown): Matches {
  if (!Array.isArray(alternatives) || alternatives.length < 2 || !alternatives.every(isObject))
    throw invalidPattern('"$or" must be a list of two objects or more');
  const matches = alternatives.map((one) => allOf(one));
  return (value) => matches.some((match) => match(value));
}

const inField =
  (name: string, matches: Matches): Matches =>
  (value) =>
    matches(isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);

function oneOf(entries: readonly unknown[]): Matches {
  if (entries.length === 0) throw invalidPattern('Empty arrays are not allowed');
  const tests: readonly Test[] = entries.map(testOf);
  return (value) => leavesOf(value).some((leaf) => tests.some((test) => test(leaf)));
}

/** Lists are looked into; an object is no leaf, and an empty list holds none: the field is as if it were not there. */
function leavesOf(value: unknown): readonly Leaf[] {
  const flat: readonly unknown[] = Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value];
  const leaves = flat.filter(isLeaf);
  return leaves.length === 0 ? [undefined] : leaves;
}

const isLeaf = (value: unknown): value is Exclude<Leaf, undefined> =>
  value === null || (typeof value !== 'object' && value !== undefined);

const inOneElement =
  (matches: Matches): Matches =>
  (value) =>
    Array.isArray(value) && value.length > 0
      ? value.flat(Number.POSITIVE_INFINITY).some((element) => matches(element))
      : matches(value);
