import { describe, expect, expectTypeOf, it } from 'vitest';
import { defined } from '../../../shared/contracts/defined.ts';

const perhaps = (value?: string): string | undefined => value;

describe('defined', () => {
  it('leaves out what is undefined, and nothing else', () => {
    expect(Object.keys(defined({ a: perhaps(), b: perhaps(''), c: 0, d: null, e: false }))).toEqual([
      'b',
      'c',
      'd',
      'e',
    ]);
  });

  it('has a type in which what may be missing is optional, never undefined', () => {
    expectTypeOf(defined({ a: perhaps(), b: 1 })).toEqualTypeOf<{ b: number } & { a?: string }>();
  });
});
