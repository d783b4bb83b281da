import { patternOf, sizeOfText } from '../../src/constraints/leaves.ts';
import type { ConstraintTable, Shape } from '../../src/constraints/table.ts';

/** Among these there is one for each pattern; a new one without is an error of the test. */
const texts = [
  ...['a', 'aa', 'a-b', 'A1', '1', '10.0', '1.1.1.1', '123456789012', '$.a', 'a.b', 'Name', 'a/b', 'us-east-1', 'ALL'],
  ...['arn:aws:iam::123456789012:role/a', 'arn:aws:kms:us-east-1:123456789012:key/a'],
  ...['arn:aws:sqs:us-east-1:123456789012:a', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:a'],
  ...['01234567-89ab-cdef-0123-456789abcdef', 'aws.partner/a/b', 'arn:aws:kms:us-east-1:123456789012:key/aaaa'],
  'arn:aws:backup:us-east-1:123456789012:recovery-point:a',
];

const grown = (text: string, size: number): string => text + text.slice(-1).repeat(Math.max(0, size - text.length));

const fits = (text: string, { pattern, min = 0, max = Number.POSITIVE_INFINITY }: Shape): boolean =>
  sizeOfText(text) >= min && sizeOfText(text) <= max && (pattern === undefined || patternOf(pattern).test(text));

/** A text of at least this length; undefined where the pattern has none that is known here. */
export const longText = (shape: Shape, size: number): string | undefined =>
  [...texts, ...texts.map((text) => grown(text, size))].find((text) => fits(text, { ...shape, min: size }));

const textOf = (shape: Shape): string => {
  const found = shape.enum?.[0] ?? longText(shape, shape.min ?? 1);
  if (found === undefined) throw new Error(`no sample for ${shape.pattern}`);
  return found;
};

const numberOf = ({ min = 1, max = min }: Shape): number => Math.min(min, max);

/** What a shape takes, and no more than it demands. What is not in the table may be anything. */
export const sampleOf = ({ shapes }: ConstraintTable, name: string | undefined): unknown => {
  const shape = name === undefined ? undefined : shapes[name];
  if (shape === undefined) return 'x';
  const part = (one: string | undefined): unknown => sampleOf({ shapes, source: '', operations: {} }, one);
  const { min = 0 } = shape;
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries((shape.required ?? []).map((member) => [member, part(shape.members?.[member])]));
    case 'list':
      return Array.from({ length: min }, () => part(shape.member));
    case 'map':
      return Object.fromEntries(Array.from({ length: min }, () => [part(shape.key), part(shape.value)]));
    case 'blob':
      return new Uint8Array(min);
    case 'number':
      return numberOf(shape);
    case 'string':
      return textOf(shape);
    default:
      return shape.type satisfies never;
  }
};
