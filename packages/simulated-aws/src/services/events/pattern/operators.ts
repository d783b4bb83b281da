import { isObject } from '../../is-object.ts';
import { invalidPattern } from '../faults.ts';
import {
  cidr,
  equalsIgnoreCase,
  type Leaf,
  numeric,
  prefix,
  prefixIgnoreCase,
  suffix,
  suffixIgnoreCase,
  type Test,
  wildcard,
} from './values.ts';

const anythingButKinds: Readonly<Record<string, (value: unknown) => readonly Test[]>> = {
  prefix: texts(prefix, 'prefix'),
  suffix: texts(suffix, 'suffix'),
  'equals-ignore-case': texts(equalsIgnoreCase, 'equals-ignore-case'),
  wildcard: texts(wildcard, 'wildcard'),
};

const operators: Readonly<Record<string, (value: unknown) => Test>> = {
  prefix: atOneEnd('prefix', prefix, prefixIgnoreCase),
  suffix: atOneEnd('suffix', suffix, suffixIgnoreCase),
  'equals-ignore-case': (value) => equalsIgnoreCase(textOf(value, 'equals-ignore-case')),
  wildcard: (value) => wildcard(textOf(value, 'wildcard')),
  cidr: (value) => cidr(textOf(value, 'cidr')),
  'anything-but': anythingBut,
  numeric,
  exists,
};

/** One entry of a list in a pattern: a value, or an object with one operator. */
export function testOf(entry: unknown): Test {
  if (isLeaf(entry)) return equals(entry);
  const [name, value] = single(entry, 'match');
  const make = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (make === undefined) throw invalidPattern(`Unrecognized match type ${name}`);
  return make(value);
}

const isLeaf = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function equals(wanted: Leaf): Test {
  return (leaf) => leaf === wanted;
}

function single(value: unknown, where: string): readonly [string, unknown] {
  const [entry, ...others] = isObject(value) ? Object.entries(value) : [];
  if (entry === undefined || others.length > 0) throw invalidPattern(`Only one key allowed in ${where} expression`);
  return entry;
}

function textOf(value: unknown, operator: string): string {
  if (typeof value !== 'string') throw invalidPattern(`${operator} match pattern must be a string`);
  return value;
}

/** A text; or `{ "equals-ignore-case": text }`. */
function atOneEnd(operator: string, exact: (text: string) => Test, ignoringCase: (text: string) => Test) {
  return (value: unknown): Test => {
    if (!isObject(value)) return exact(textOf(value, operator));
    const [inner, text] = single(value, operator);
    if (inner !== 'equals-ignore-case') throw invalidPattern(`Unsupported ${operator} pattern: ${inner}`);
    return ignoringCase(textOf(text, operator));
  };
}

function texts(make: (text: string) => Test, operator: string) {
  return (value: unknown) => {
    const wanted = Array.isArray(value) ? value : [value];
    if (wanted.length === 0) throw invalidPattern('Empty arrays are not allowed');
    return wanted.map((one) => make(textOf(one, operator)));
  };
}

/** A list holds texts only or numbers only. */
function excludedValues(value: unknown): readonly Test[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isText = list.every((one) => typeof one === 'string');
  const isNumber = list.every((one) => typeof one === 'number');
  if (list.length === 0) throw invalidPattern('Empty arrays are not allowed');
  if (!isText && !isNumber)
    throw invalidPattern(
      'Inside anything-but list, either all values are number or string, mixed type is not supported',
    );
  return list.map((one) => equals(typeof one === 'string' || typeof one === 'number' ? one : undefined));
}

function excludedBy(value: unknown): readonly Test[] {
  if (!isObject(value)) return excludedValues(value);
  const [kind, wanted] = single(value, 'anything-but');
  const make = Object.hasOwn(anythingButKinds, kind) ? anythingButKinds[kind] : undefined;
  if (make === undefined) throw invalidPattern(`Unsupported anything-but pattern: ${kind}`);
  return make(wanted);
}

/** Whatever is there and none of these. */
function anythingBut(value: unknown): Test {
  const excluded = excludedBy(value);
  return (leaf) => leaf !== undefined && !excluded.some((test) => test(leaf));
}

function exists(wanted: unknown): Test {
  if (typeof wanted !== 'boolean') throw invalidPattern('exists match pattern must be either true or false');
  return (leaf) => (leaf !== undefined) === wanted;
}
