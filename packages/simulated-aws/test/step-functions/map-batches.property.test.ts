import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defined } from '../../src/defined.ts';
import { documentOf, isObject, type Json } from '../../src/step-functions/json.ts';
import { batchesOf } from '../../src/step-functions/run/map-batches.ts';

const items = fc.array(fc.oneof(fc.integer(), fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constant({ a: [1] })));
const batchInput = fc.option(fc.constantFrom<Json>({ of: 'ä' }, 1, []), { nil: undefined });
const largest = Buffer.byteLength(JSON.stringify('💥'.repeat(60)));

const itemsOf = (value: Json): Json => (isObject(value) ? (value.Items ?? null) : null);

describe('batches', () => {
  it('hold every item once and in order, within both limits, and none could have been fuller', () => {
    const limits = fc.record({ maxItems: fc.integer({ min: 1, max: 5 }), slack: fc.nat(200) });
    fc.assert(
      fc.property(items, batchInput, limits, (all, shared, { maxItems, slack }) => {
        const given = defined({ batchInput: shared });
        const maxBytes = largest + slack + JSON.stringify({ BatchInput: shared, Items: [] }).length;
        const batches = batchesOf(all.map(documentOf), { maxItems, maxBytes, ...given });
        expect(batches.flatMap(({ input }) => itemsOf(input.value))).toEqual(all);
        for (const [index, { input, itemCount }] of batches.entries()) {
          expect(input.text).toBe(JSON.stringify(input.value));
          expect(itemCount).toBeLessThanOrEqual(maxItems);
          expect(Buffer.byteLength(input.text)).toBeLessThanOrEqual(maxBytes);
          const following = batches[index + 1];
          const next = following && JSON.stringify([itemsOf(following.input.value)].flat()[0]);
          const bytesWithNext = Buffer.byteLength(`${input.text},${next}`);
          expect(next === undefined || itemCount === maxItems || bytesWithNext > maxBytes).toBe(true);
        }
      }),
    );
  });
});
