import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../deployment/plans/parse-plan.ts';
import { RunId } from '../../../shared/contracts/fields.ts';
import { outcomeNotice } from '../../../shared/notices/outcome-notice.ts';
import { renderHtml } from '../../../shared/report/html/render-html.ts';
import { buildRecord } from '../../../shared/report/recovery/build-record.ts';
import { renderMarkdown } from '../../../shared/report/recovery/render-markdown.ts';
import { at, opened, promotion, storyOf } from './ledger-story.ts';

const { plan } = parsePlan(readFileSync('plans/shielda.yml', 'utf8'), 'plans/shielda.yml');
type Story = Parameters<typeof storyOf>[0];

const closing = (securityGroupsBefore?: string[]) => ({
  type: 'intent',
  command: { service: 'rds', operation: 'ModifyDBInstance', region: 'us-west-2', input: {} },
  because: 'nobody but the closed group may reach it',
  ...(securityGroupsBefore && { evidence: { securityGroupsBefore } }),
});
const fence = (result: string, groups?: string[]): Story => [
  [1, 'step:old-primary', { type: 'stepStarted', kind: 'fenceDatabase', findings: [] }],
  [2, 'step:old-primary', closing(groups)],
  [3, 'step:old-primary', { type: 'outcome', result }],
];

const recordOf = (story: Story, change: Record<string, unknown> = {}) =>
  buildRecord({
    runId: RunId.parse('run-1'),
    entries: storyOf([
      [0, 'run', opened(change)],
      ...story,
      [80, 'run', { type: 'proven', verdict: 'partiallyDone', reason: 'not done: database' }],
    ]),
    plan,
    isChainWhole: true,
    now: at(90),
  });
const noticeOf = (record: ReturnType<typeof recordOf>) =>
  outcomeNotice(record, { location: undefined, acknowledge: { region: 'us-east-1', controlTable: 'control' } });

describe('an old primary that a run has closed and put nothing in its place', () => {
  const record = recordOf(fence('accepted', ['sg-01', 'sg-02']));
  const words = `Partly done, and shielda-prod in us-west-2 was CLOSED at ${at(2)} and nothing has taken its place: shielda`;

  it('is the first that is said, in notice and reports', () => {
    const { subject, message } = noticeOf(record);
    expect(subject).toMatch(/^Partly done, CLOSED: shielda-prod: shielda/);
    expect(message.startsWith(words)).toBe(true);
    expect(renderMarkdown(record).startsWith(`# ${words}`)).toBe(true);
    expect(renderHtml(record)).toContain(`<h1>${words}`);
  });

  it('can be opened again by the command of the notice', () => {
    expect(noticeOf(record).message).toContain(
      'aws rds modify-db-instance --region us-west-2 --db-instance-identifier shielda-prod --vpc-security-group-ids sg-01 sg-02 --apply-immediately',
    );
    expect(noticeOf(recordOf(fence('unknown'))).message).toContain(
      '--vpc-security-group-ids <its security groups of before>',
    );
  });

  it.each<{ when: string; story: Story; change?: Record<string, unknown> }>([
    { when: 'AWS refused to close it', story: fence('rejected') },
    { when: 'another database has taken its place', story: [...fence('accepted'), ...promotion] },
    { when: 'the run was a dry one', story: fence('accepted'), change: { dryRun: true } },
  ])('is none when $when', ({ story, change }) => {
    expect(recordOf(story, change).closed).toBeUndefined();
  });
});
