import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePages } from '../../../tools/replay/parse-pages.ts';
import { fileOf } from './history.ts';

/** As another tool could have printed it: any JSON beside what we know, any characters, with or without blanks. */
const anItem = fc.record({
  AlarmName: fc.string({ unit: 'grapheme' }),
  HistoryItemType: fc.string(),
  HistoryData: fc.string({ unit: 'binary' }),
  more: fc.jsonValue(),
});
const aPage = fc.record(
  {
    AlarmHistoryItems: fc.array(anItem, { maxLength: 5 }),
    NextToken: fc.string({ minLength: 1 }),
    Metadata: fc.jsonValue(),
  },
  { requiredKeys: ['AlarmHistoryItems'] },
);

it('reads whatever stands in pages as JSON.parse does, wherever the pieces of the file end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aPage, { minLength: 1, maxLength: 4 }),
      fc.record({ indent: fc.constantFrom(undefined, 1), isList: fc.boolean() }),
      fc.integer({ min: 1, max: 200 }),
      async (pages, { indent, isList }, pieceBytes) => {
        const text = isList
          ? JSON.stringify(pages, undefined, indent)
          : pages.map((page) => JSON.stringify(page, undefined, indent)).join('\n');
        const found: unknown[] = [];
        await parsePages('h.json', fileOf('h.json', text, pieceBytes).open(), {
          item: (value) => void found.push(structuredClone(value)),
          pageEnd: ({ hasMore }) => void found.push(hasMore),
          read: () => undefined,
        });
        const printed: typeof pages = JSON.parse(JSON.stringify(pages));
        expect(found).toEqual(printed.flatMap((page) => [...page.AlarmHistoryItems, 'NextToken' in page]));
      },
    ),
  );
});
