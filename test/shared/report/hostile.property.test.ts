import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecoveryRecord } from '../../../shared/contracts/recovery/recovery-record.ts';
import { renderHtml } from '../../../shared/report/html/render-html.ts';
import { safe } from '../../../shared/report/markdown.ts';
import { renderMarkdown } from '../../../shared/report/recovery/render-markdown.ts';
import { storeReports } from '../../../shared/report/store-reports.ts';
import { hostileRecord } from './hostile-record.ts';

/** What a terminal acts on, what turns the direction of writing, what hides, and what HTML and Markdown take for their own. */
const nasty = [
  ...[
    '\u001b[31m',
    '\u001b]8;;https://evil.example\u0007',
    '\u009b2J',
    '\u0000',
    '\r\n',
    '\n# heading\n',
    '\u2028',
    '\u2029',
  ],
  ...['\u202e', '\u2066', '\u200f', '\u200b', '\ufeff', '\u{e0041}', '\ud800'],
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onload='", '&lt;', '[a](https://evil.example)'],
  ...[
    '![a](https://evil.example/a.png)',
    '| a | b |',
    '`code`',
    '**bold**',
    'https://evil.example',
    'www.evil.example',
    '- a',
    '1. a',
    '===',
  ],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ maxLength: 5 })), { minLength: 1, maxLength: 5 })
  .map((all) => all.join(''));

/** Anything but the ends of our own lines. */
const unseen = /(?!\n)[\p{C}\p{Zl}\p{Zp}]/u;

const linesOf = (rendered: string): number => rendered.split('\n').length;

describe('a report of a run that others have written into', () => {
  const calm = hostileRecord('calm');

  it('holds no character that acts or hides, and no line that they began', () => {
    fc.assert(
      fc.property(text, (one) => {
        const record: RecoveryRecord = hostileRecord(one);
        for (const render of [renderMarkdown, renderHtml]) {
          expect(render(record)).not.toMatch(unseen);
          expect(linesOf(render(record))).toBe(linesOf(render(calm)));
        }
      }),
    );
  });

  it('has no element of theirs as a page, and lets nothing run', () => {
    fc.assert(
      fc.property(text, (one) => {
        const page = renderHtml(hostileRecord(one));
        const tags = (rendered: string) => rendered.match(/<[a-z/!][^>]*>/gi)?.length;
        expect(tags(page)).toBe(tags(renderHtml(calm)));
        expect(page.indexOf("default-src 'none'")).toBeLessThan(page.indexOf('<style>'));
      }),
    );
  });

  it('is the same record to whoever reads it as JSON, and shows a terminal nothing that it would act on', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (one) => {
        const stored: string[] = [];
        const store = async ({ key, body }: { key: string; body: string }) => {
          if (key.endsWith('.json')) stored.push(body);
          return key;
        };
        const record = { said: one, endedAt: '2026-01-05T03:00:00.000Z' };
        await storeReports('runs/a', record, { renderMarkdown: () => '', renderHtml: () => '', store });
        expect(stored[0]).not.toMatch(unseen);
        expect(JSON.parse(stored[0] ?? '')).toEqual(record);
      }),
    );
  });
});

it.each([
  { text: 'a | b', shown: 'a \\| b' },
  { text: '<b>x</b>', shown: '\\<b\\>x\\</b\\>' },
  { text: '[a](https://b.example)', shown: '\\[a\\](https\\://b.example)' },
  { text: 'see www.b.example', shown: 'see www\\.b.example' },
  { text: '- a', shown: '\\- a' },
  { text: '12. a', shown: '12\\. a' },
  { text: '3.5 s', shown: '3.5 s' },
  { text: '---', shown: '\\---' },
  { text: 'a\n# b', shown: 'a \\# b' },
  { text: '\u001b[31mred\u202e', shown: '\\[31mred' },
  { text: '&lt;b&gt;', shown: '\\&lt;b\\&gt;' },
  { text: '~~x~~ $y$', shown: '\\~\\~x\\~\\~ \\$y\\$' },
  { text: 'db:orders at 10.0.0.1:5432', shown: 'db:orders at 10.0.0.1:5432' },
])('Markdown shows $text as $shown', ({ text: given, shown }) => {
  expect(safe(given)).toBe(shown);
});
