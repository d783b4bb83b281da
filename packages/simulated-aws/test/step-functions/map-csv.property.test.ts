import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRows } from '../../src/step-functions/run/map-csv.ts';

const quoted = (field: string): string => `"${field.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`;

describe('delimited text', () => {
  it('is read as it was written, whatever its quoted fields hold', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '|', '"', '\\', '\n', '\r', ' ', 'ä') });
    const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(rows, fc.constantFrom(',', '|', '\t'), fc.constantFrom('\n', '\r\n'), (all, delimiter, newline) => {
        const text = all.map((row) => row.map(quoted).join(delimiter)).join(newline);
        expect(readRows(text, delimiter)).toEqual(all);
      }),
    );
  });
});
