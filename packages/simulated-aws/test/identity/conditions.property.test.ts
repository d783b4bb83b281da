import fc from 'fast-check';
import { it } from 'vitest';
import { holds } from '../../src/identity/conditions.ts';

const pairs = [
  ['StringEquals', 'StringNotEquals'],
  ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ['StringLike', 'StringNotLike'],
  ['ArnLike', 'ArnNotLike'],
  ['ArnEquals', 'ArnNotEquals'],
  ['NumericEquals', 'NumericNotEquals'],
  ['DateEquals', 'DateNotEquals'],
] as const;

const word = fc.constantFrom(
  'a',
  'A',
  'b',
  'a*',
  '?',
  '1',
  '1.0',
  '2026-01-01',
  'arn:aws:sns:us-east-1:1:a',
  'arn:aws:*:*:*:*',
);
const wanted = fc.array(word, { minLength: 1, maxLength: 3 });
const actual = fc.array(word, { maxLength: 3 });
const pair = fc.constantFrom(...pairs);

const isTrue = (operator: string, values: string[], having: string[]) =>
  holds({ [operator]: { 'x:key': values } }, { 'x:key': having });

it('the negation of an operator is its opposite, of an absent key too', () => {
  fc.assert(
    fc.property(pair, wanted, fc.array(word, { maxLength: 1 }), ([positive, negative], values, having) => {
      return isTrue(positive, values, having) !== isTrue(negative, values, having);
    }),
  );
});

it('all values are of the kind that is wanted when none is of the other', () => {
  fc.assert(
    fc.property(pair, wanted, actual, ([positive, negative], values, having) => {
      return (
        isTrue(`ForAllValues:${positive}`, values, having) !== isTrue(`ForAnyValue:${negative}`, values, having) &&
        isTrue(`ForAllValues:${negative}`, values, having) !== isTrue(`ForAnyValue:${positive}`, values, having)
      );
    }),
  );
});

it('another wanted value only widens an operator, and narrows its negation', () => {
  fc.assert(
    fc.property(pair, wanted, fc.tuple(word, word), ([positive, negative], values, [more, having]) => {
      const widened = !isTrue(positive, values, [having]) || isTrue(positive, [...values, more], [having]);
      return widened && (isTrue(negative, values, [having]) || !isTrue(negative, [...values, more], [having]));
    }),
  );
});

it('IfExists makes no difference to a key that is there', () => {
  fc.assert(
    fc.property(fc.constantFrom(...pairs.flat()), wanted, word, (operator, values, having) => {
      return isTrue(operator, values, [having]) === isTrue(`${operator}IfExists`, values, [having]);
    }),
  );
});
