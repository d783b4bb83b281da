import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pageOf } from '../../src/services/page.ts';

it('gives every item once and in order, in pages that are full but for the last', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (all, size) => {
      const pages: (readonly number[])[] = [];
      let token: string | undefined;
      do {
        const page = pageOf(all, size, token);
        pages.push(page?.items ?? []);
        token = page?.next;
      } while (token !== undefined);
      expect(pages.flat()).toEqual(all);
      expect(pages.slice(0, -1).every((page) => page.length === size)).toBe(true);
    }),
  );
});

it('refuses a token that it did not make', () => {
  fc.assert(
    fc.property(fc.string(), (token) => {
      expect(pageOf([1, 2, 3], 1, token)).toBeUndefined();
    }),
  );
});
