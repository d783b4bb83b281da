import { describe, expect, it } from 'vitest';
import { Answer, StartRecovery } from '../../../shared/contracts/recovery/run.ts';
import { OperatorName, Reason } from '../../../shared/contracts/said.ts';
import { StartVerification } from '../../../shared/contracts/verification/run.ts';
import { blanks } from '../../../shared/notices/paste.ts';

describe('a name', () => {
  it.each([
    'Ada',
    "Ada O'Neil",
    'Ada "the first" L.',
    'Ada <ada@example.com>',
    'José Núñez',
    '李小龍',
    '김철수',
    'Nora',
    'on-call 2',
  ])('is taken as it is: %s', (name) => {
    expect(OperatorName.parse(name)).toBe(name);
  });

  it.each([
    '',
    '   ',
    '\u200b\u2060',
    '---',
    blanks.operator,
    '< your name >',
    '<name>',
    'Ada <me>',
    '＜your name＞',
    'your name',
    'Your Name',
    '[your name]',
    '"your name"',
    'operator',
    '$NAME',
    `\${NAME}`,
    '%NAME%',
    '$(whoami)',
    '`whoami`',
    '$env:USERNAME',
    'null',
    'undefined',
    'N/A',
    'TODO',
    '\u3164',
    '\u115f\u1160',
    'x'.repeat(101),
  ])('is refused when it is a placeholder or nothing: %j', (name) => {
    expect(OperatorName.safeParse(name).success).toBe(false);
  });
});

describe('a reason', () => {
  it.each([
    "us-west-2 doesn't answer",
    'lag < 5 s and loss > 3 s',
    'p99 > 2 s, errors<1%',
    'see <ops@example.com>',
    'why not: it is down',
  ])('is taken as it is: %s', (reason) => {
    expect(Reason.parse(reason)).toBe(reason);
  });

  it.each([
    'no',
    '      ',
    'a  ',
    blanks.reason,
    '<why>!',
    'because of <why>',
    'why',
    'WHY?',
    'your reason',
    '$WHY',
    '...',
  ])('is refused when it is a placeholder or nothing: %j', (reason) => {
    expect(Reason.safeParse(reason).success).toBe(false);
  });
});

const start = { plan: 'orders', reason: 'the Region is silent' };

it.each([
  { of: 'an answer', schema: Answer, input: { answer: 'approve', ...blanks } },
  { of: 'a start', schema: StartRecovery, input: { ...start, ...blanks } },
  { of: 'a start without a name', schema: StartRecovery, input: { ...start, reason: blanks.reason } },
  {
    of: 'a start with a name',
    schema: StartRecovery,
    input: { ...start, operator: 'Ada', reason: 'gone since <when>' },
  },
  { of: 'a verification', schema: StartVerification, input: blanks },
])('a sample that was sent as it stands is refused as $of, without a word of it', ({ schema, input }) => {
  const { error } = schema.safeParse(input);
  expect(error?.issues.map(({ message }) => message).join()).toContain('in place of the sample');
  expect(JSON.stringify(error?.issues)).not.toContain('<');
});

it('what a program says may quote a page, for nobody stands by to say it again', () => {
  const reason = 'automatic, and the service is lost: probe: answered 502: <html><head><title>502</title>';
  expect(StartRecovery.parse({ plan: 'orders', reason }).reason).toBe(reason);
});
