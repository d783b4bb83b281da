import { describe, expect, it } from 'vitest';
import { renderVerificationHtml } from '../../../../shared/report/verification/render-html.ts';
import { renderVerificationMarkdown } from '../../../../shared/report/verification/render-markdown.ts';
import {
  at,
  checkedAs,
  chosen,
  discardedAs,
  failed,
  good,
  opened,
  recordOf,
  restoredAs,
  result,
  type Told,
  whole,
} from './story.ts';

const hostile = '<img src=x onerror=alert(1)>|a';
const leftover: Told = [
  2,
  'run',
  {
    type: 'leftoverFound',
    kind: 'instance',
    name: 'lifeboat-copy-0',
    region: 'us-east-1',
    arn: 'arn:aws:rds:us-east-1:111122223333:db:lifeboat-copy-0',
    resourceId: 'db-OLD',
    ageSeconds: 9 * 86_400 + 4 * 3600,
    cost: 12.1,
    isOurs: true,
    because: `made by ${hostile}`,
  },
];
const results = [
  ...whole,
  result('check:x', { name: hostile, outcome: 'failed', because: '3 orphans' }),
  result('read:public.invoices#0', { outcome: 'failed', because: 'invalid page in block 7' }),
  result('check:late', { outcome: 'didNotRun', because: 'timed out' }),
];
const rich = recordOf([
  opened('database', 'billing', 'files'),
  leftover,
  [3, 'run', { type: 'sweepBlind', region: 'us-west-2', because: 'AccessDenied' }],
  [
    3,
    'run',
    {
      type: 'claimsRead',
      ...{ madeBy: 'run-0', openedAt: at(-7200) },
      copies: [
        {
          ...{ kind: 'instance', name: 'lifeboat-copy-7', region: 'us-east-1', madeBy: 'run-0', plan: 'orders' },
          ...{ verification: 'database', orderedAt: at(-7000) },
        },
      ],
    },
  ],
  ...good('database'),
  chosen('database', { insteadOf: [{ id: 'rds:newest', because: 'it was gone' }] }),
  chosen('billing', { ageSeconds: 31 * 3600, passedOver: [{ id: 'rds:half', because: 'still being made' }] }),
  ...restoredAs('billing'),
  ...checkedAs('billing', results),
  discardedAs('billing', failed('deletion protection')),
]);
const forms = [
  { form: 'HTML', text: renderVerificationHtml(rich) },
  { form: 'Markdown', text: renderVerificationMarkdown(rich) },
];

describe.each(forms)('the report of a restore verification in $form', ({ form, text }) => {
  it.each([
    { what: 'its verdict', words: ['Restore verification failed', 'orders/files: nothing was looked at'] },
    { what: 'what was ordered and not seen', words: ['lifeboat-copy-7', 'NOT SEEN YET', 'the next runs look for it'] },
    { what: 'what was restored in place of what was gone', words: ['Restored in place of rds:newest: it was gone'] },
    { what: 'each check that failed', words: ['public.invoices', 'invalid page in block 7', '3 orphans'] },
    { what: 'each check that did not run', words: ['late', 'timed out'] },
    {
      what: 'the times beside the objective',
      words: ['available: 14 min 50 s', 'first check: 16 min 30 s', 'all read: 24 min 50 s', 'objective 30 min: met'],
    },
    { what: 'the age against the limit', words: ['31 h, limit 26 h'] },
    { what: 'what was read', words: ['1,000 rows', '6.8 KiB'] },
    {
      what: 'the recovery point',
      words: ['rds:billing-2026-01-05', '2026-01-05 02:00:00 UTC', 'engine 16.4', '47 GiB'],
    },
    { what: 'those passed over', words: ['rds:half', 'still being made'] },
    { what: 'the copy that stays', words: ['LEFT OVER', 'deletion protection', 'lifeboat-copy-1'] },
    { what: 'what earlier runs left', words: ['lifeboat-copy-0', '9 d 4 h', '$12.10', 'STILL THERE'] },
    { what: 'where nobody could search', words: ['us-west-2 could not be searched', 'AccessDenied'] },
    { what: 'the chain', words: ['every hash agrees'] },
  ])('shows $what', ({ words }) => {
    for (const word of words) expect(text).toContain(word);
  });

  it('escapes what others wrote', () => {
    expect(text).not.toMatch(/(?<!\\)<img/);
    expect(text).toContain(
      form === 'HTML' ? '&lt;img src=x onerror=alert(1)&gt;' : '\\<img src=x onerror=alert(1)\\>\\|a',
    );
  });

  it('puts what failed before what passed', () => {
    const billing = text.slice(text.lastIndexOf('orders/billing: '));
    expect(billing.indexOf('3 orphans')).toBeLessThan(billing.indexOf('reader'));
  });
});

describe('the page', () => {
  const page = renderVerificationHtml(rich);

  it('needs nothing from outside itself', () => {
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/<script|<link|src="|url\(|https?:\/\//);
  });

  it('draws one picture for each restored backup, with the objective as a mark', () => {
    const restored = rich.results.filter(({ restore }) => restore !== undefined);
    expect(page.match(/<svg /g)).toHaveLength(restored.length);
    expect(page.match(/<line class="objective"/g)).toHaveLength(restored.length);
    expect(page).toContain('<title>available: 14 min 50 s</title>');
  });

  it('draws none where nothing is restored', () => {
    const found = recordOf([opened('files'), chosen('files', { verdict: 'found' })]);
    expect(renderVerificationHtml(found)).not.toContain('<svg');
  });

  it('claims no empty Region where it could not look', () => {
    const blind: Told = [3, 'run', { type: 'sweepBlind', region: 'us-west-2', because: 'AccessDenied' }];
    const record = recordOf([opened('database'), blind]);
    for (const text of [renderVerificationHtml(record), renderVerificationMarkdown(record)])
      expect(text).toContain('Nothing was found where a search was possible.');
  });

  it('says NOT met when a restore was too slow, or was not measured', () => {
    const slow = [result('check:a', { at: at(3610) })];
    const record = recordOf([
      opened('database'),
      chosen('database'),
      ...restoredAs('database'),
      ...checkedAs('database', slow),
    ]);
    expect(renderVerificationHtml(record)).toContain('objective 30 min: NOT met');
    expect(renderVerificationHtml(recordOf([opened('database')]))).toContain('available: not measured');
  });

  it('says that nothing was looked at when the run was refused', () => {
    const record = recordOf([[0, 'run', { type: 'runRefused', reason: 'the lock is held', dryRun: false }]]);
    expect(renderVerificationHtml(record)).toContain('No backup was looked at.');
    expect(renderVerificationMarkdown(record)).toContain('the lock is held');
  });
});
