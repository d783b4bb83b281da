import type { Shape } from './table.ts';
import { type Check, type Findings, note, type Violation } from './violation.ts';

/** In characters of Unicode, as AWS counts them. */
export function sizeOfText(text: string): number {
  let size = text.length;
  for (const { length } of text) size -= length - 1;
  return size;
}

/** The size of a list, a map or a blob. */
export const checkSize = (name: string, shape: Shape) => bounds(name, shape, { kind: 'length', noun: 'length' });

type Kind = Violation['kind'];
type Limit = Readonly<{ kind: Kind; noun: 'length' | 'value' }>;

function bounds(name: string, { min, max, sensitive }: Shape, { kind, noun }: Limit) {
  const demand = (words: string, limit: number): string =>
    `Member must have ${noun} ${words} than or equal to ${limit}`;
  return (value: unknown, size: number, findings: Findings): void => {
    const told = sensitive ? undefined : value;
    if (max !== undefined && size > max)
      note(findings, { kind, demand: demand('less', max), value: told, shape: name });
    if (min !== undefined && size < min)
      note(findings, { kind, demand: demand('greater', min), value: told, shape: name });
  };
}

export function checkNumber(name: string, shape: Shape): Check {
  const check = bounds(name, shape, { kind: 'range', noun: 'value' });
  return (value, findings) => {
    if (typeof value === 'number') check(value, value, findings);
  };
}

/**
 * Those of botocore are Java's, and hold for the whole string. Classes of Unicode (\p{L}) need the flag under which some others are
 * no patterns at all.
 */
export const patternOf = (source: string): RegExp => new RegExp(`^(?:${source})$`, source.includes('\\p{') ? 'u' : '');

export function checkText(name: string, shape: Shape): Check {
  const size = bounds(name, shape, { kind: 'length', noun: 'length' });
  const pattern = checkPattern(name, shape);
  const oneOf = checkEnum(name, shape);
  return (value, findings) => {
    if (typeof value !== 'string') return;
    pattern(value, findings);
    if (!isSurelyWithin(value, shape)) size(value, sizeOfText(value), findings);
    oneOf?.(value, findings);
  };
}

function checkPattern(name: string, { pattern, sensitive }: Shape): (value: string, findings: Findings) => void {
  if (pattern === undefined) return () => undefined;
  const regExp = patternOf(pattern);
  const demand = `Member must satisfy regular expression pattern: ${pattern}`;
  return (value, findings) => {
    if (!regExp.test(value))
      note(findings, { kind: 'pattern', demand, value: sensitive ? undefined : value, shape: name });
  };
}

function checkEnum(name: string, { enum: values }: Shape): Check | undefined {
  if (values === undefined) return undefined;
  const allowed = new Set<unknown>(values);
  const demand = `Member must satisfy enum value set: [${values.join(', ')}]`;
  return (value, findings) => {
    if (!allowed.has(value)) note(findings, { kind: 'enum', demand, value, shape: name });
  };
}

/** Characters are at most as many as the units of a string, and at least half as many: then nobody needs to count. */
const isSurelyWithin = ({ length }: string, { min = 0, max = Number.POSITIVE_INFINITY }: Shape): boolean =>
  length <= max && length >= 2 * min;
