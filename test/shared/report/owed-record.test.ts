import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../deployment/plans/parse-plan.ts';
import { RunId } from '../../../shared/contracts/fields.ts';
import { outcomeNotice } from '../../../shared/notices/outcome-notice.ts';
import { renderHtml } from '../../../shared/report/html/render-html.ts';
import { buildRecord } from '../../../shared/report/recovery/build-record.ts';
import { renderMarkdown } from '../../../shared/report/recovery/render-markdown.ts';
import { handedOver } from '../notices/handed-over.ts';
import { at, opened, promotion, storyOf } from './ledger-story.ts';

const { plan } = parsePlan(readFileSync('test/plans/shielda.yml', 'utf8'), 'test/plans/shielda.yml');
type Story = Parameters<typeof storyOf>[0];

const owed = {
  type: 'stepDone',
  evidence: {
    ...{ fenced: false, owed: true, instance: 'shielda-prod', region: 'us-west-2', since: at(1), because: 'silence' },
    ...{ attempt: 1, payment: 1 },
  },
};
const leftOwed: Story = [
  [1, 'step:old-primary', { type: 'stepStarted', kind: 'fenceDatabase', findings: [] }],
  [2, 'step:old-primary', owed],
];
const proven = { type: 'proven', verdict: 'succeeded', reason: 'every required step is done' };
const settled = (verdict: string) => ({ type: 'debtSettled', verdict, because: 'so it is', attempt: 1 });

const recordOf = (fence: Story, rest: Story = promotion, change: Record<string, unknown> = {}) =>
  buildRecord({
    runId: RunId.parse('run-1'),
    entries: storyOf([[0, 'run', opened(change)], ...fence, ...rest, [80, 'run', proven]]),
    plan,
    isChainWhole: true,
    now: at(90),
  });

const acknowledge = { region: 'us-east-1', controlTable: 'control' };
const noticeOf = (record: ReturnType<typeof recordOf>) => outcomeNotice(record, { location: undefined, acknowledge });
const notFenced = `Recovered, but shielda-prod in us-west-2 is NOT fenced: it may take writes (owed since ${at(1)}, because silence): shielda`;

describe('a fence that is owed when a run ends', () => {
  const record = recordOf(leftOwed);

  it('is in the record, and its step is not called done', () => {
    expect(record.owed).toEqual([
      ...[{ stepId: 'old-primary', instance: 'shielda-prod', region: 'us-west-2', since: at(1), because: 'silence' }],
    ]);
    expect(record.steps.find(({ stepId }) => stepId === 'old-primary')).toMatchObject({
      status: 'owed',
      because: 'silence',
    });
  });

  it('is the first that is said, in notice and reports', () => {
    const { subject, message } = noticeOf(record);
    expect(subject).toMatch(/^Recovered, NOT fenced: shielda-prod: shielda/);
    expect(message.split('\n')[0]?.startsWith(notFenced)).toBe(true);
    expect(renderMarkdown(record).startsWith(`# ${notFenced}`)).toBe(true);
    expect(renderHtml(record)).toContain(`<header class="bad"><h1>${notFenced}`);
  });

  it('can be written off by the command of the notice', () => {
    const items = handedOver('--item', noticeOf(record).message);
    expect(items).toContainEqual({
      key: { S: 'writeOff#shielda#shielda-prod' },
      ...{ runId: { S: 'run-1' }, instance: { S: 'shielda-prod' } },
      ...{ operator: { S: '<your name>' }, reason: { S: '<why>' } },
    });
  });
});

describe('an old primary that is stopped when a run ends', () => {
  const holdsUntil = '2026-01-12T03:00:00.000Z';
  const held: Story = [
    [1, 'step:old-primary', { type: 'stepStarted', kind: 'fenceDatabase', findings: [] }],
    [
      2,
      'step:old-primary',
      {
        ...owed,
        evidence: { ...owed.evidence, because: 'it is stopped', holdsUntil, securityGroupsBefore: ['sg-0f0e0d0c'] },
      },
    ],
  ];
  const waits = (second: number, because: string): Story[number] => [
    second,
    'debt:old-primary',
    { type: 'waiting', because, waitSeconds: 5 },
  ];
  const record = recordOf(held);
  const said = `Recovered, but shielda-prod in us-west-2 is NOT fenced for good: it is stopped, and takes writes again once it is started, by RDS itself at ${holdsUntil}: shielda`;

  it('is no fence that is done: record, notice and report say until when it holds', () => {
    expect(record.owed).toMatchObject([{ stepId: 'old-primary', holdsUntil }]);
    expect(record.steps.find(({ stepId }) => stepId === 'old-primary')).toMatchObject({
      status: 'owed',
      evidence: { securityGroupsBefore: ['sg-0f0e0d0c'] },
    });
    const { subject, message } = noticeOf(record);
    expect(subject).toMatch(/^Recovered, NOT fenced for good: shielda-prod: shielda/);
    expect(message.split('\n')[0]?.startsWith(said)).toBe(true);
    expect(message).toContain(`cannot be closed before it runs. RDS starts it at ${holdsUntil}`);
    expect(renderMarkdown(record).startsWith(`# ${said}`)).toBe(true);
    expect(renderMarkdown(record)).toMatch(/old-primary: securityGroupsBefore = .*sg-0f0e0d0c/);
    expect(renderHtml(record)).toContain(`<header class="bad"><h1>${said}`);
  });

  it('takes no writes, so that the loss counts to what was seen', () => {
    expect(record.dataLoss.isOpen).toBeUndefined();
    const since: Story = [
      ...held,
      waits(50, 'shielda-prod is stopped, and RDS closes no instance that is: until then'),
    ];
    expect(recordOf(since).dataLoss.isOpen).toBeUndefined();
  });

  it('leaves the loss open once it was seen to start beside the new primary', () => {
    expect(recordOf([...held, waits(50, 'RDS: starting')]).dataLoss.isOpen).toBe(true);
  });

  it('may take writes when nobody watches it any more', () => {
    const givenUp = recordOf([...held, [70, 'debt:old-primary', settled('givenUp')]]);
    expect(noticeOf(givenUp).message.split('\n')[0]).toContain('is NOT fenced: it may take writes');
  });
});

describe('the first line of a run', () => {
  it.each<{ when: string; fence: Story; rest?: Story; change?: Record<string, unknown>; isSaid: boolean }>([
    {
      when: 'it was paid before the end',
      fence: [...leftOwed, [70, 'debt:old-primary', settled('paid')]],
      isSaid: false,
    },
    {
      when: 'there is nothing to fence',
      fence: [...leftOwed, [70, 'debt:old-primary', settled('moot')]],
      isSaid: false,
    },
    { when: 'it was given up', fence: [...leftOwed, [70, 'debt:old-primary', settled('givenUp')]], isSaid: true },
    {
      when: 'a person wrote it off',
      fence: [...leftOwed, [70, 'debt:old-primary', settled('writtenOff')]],
      isSaid: true,
    },
    { when: 'the run has taken nothing over', fence: leftOwed, rest: [], isSaid: false },
    { when: 'a person skipped the fence', fence: [[2, 'step:old-primary', { type: 'stepSkipped' }]], isSaid: true },
    { when: 'the fence was never begun', fence: [], isSaid: true },
    {
      when: 'the fence was made',
      fence: [[2, 'step:old-primary', { type: 'stepDone', evidence: { fenced: true } }]],
      isSaid: false,
    },
    { when: 'it is a dry run', fence: leftOwed, change: { dryRun: true }, isSaid: false },
  ])('says that the old primary is not fenced or not: $when', ({ fence, rest, change, isSaid }) => {
    const record = recordOf(fence, rest, change);
    expect(record.owed !== undefined).toBe(isSaid);
    expect(noticeOf(record).message.split('\n')[0]?.includes('NOT fenced')).toBe(isSaid);
  });

  it('names what nobody tries any more', () => {
    const record = recordOf([...leftOwed, [70, 'debt:old-primary', settled('givenUp')]]);
    expect(noticeOf(record).message).toContain(
      'Nobody tries any more to fence shielda-prod in us-west-2 (givenUp: so it is). Fence it by hand.',
    );
  });
});
