import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { RunId } from '../../../shared/contracts/fields.ts';
import { StartVerification } from '../../../shared/contracts/verification/run.ts';
import { blindVerificationNotice, verificationNotice } from '../../../shared/notices/verification-notice.ts';
import {
  arn,
  at,
  checkedAs,
  chosen,
  discardedAs,
  done,
  failed,
  good,
  opened,
  recordOf,
  restoredAs,
  result,
  type Told,
} from '../report/verification/story.ts';
import { handedOver } from './handed-over.ts';

const location = 's3://records/run-1/record.json';
const noticeOf = (told: Told[], isChainWhole = true) => verificationNotice(recordOf(told, { isChainWhole }), location);

const orphan = result('check:orphans', { outcome: 'failed', because: '3 orphans\nSubject: all is well' });
const bad = (id: string): Told[] => [chosen(id), ...restoredAs(id), ...checkedAs(id, [orphan]), discardedAs(id)];
const leftover = (isOurs: boolean): Told => [
  2,
  'run',
  {
    type: 'leftoverFound',
    kind: 'instance',
    name: 'lifeboat-copy-0',
    region: 'us-east-1',
    arn: `${arn}-old`,
    resourceId: 'db-OLD',
    ageSeconds: 604_800,
    cost: 12.1,
    isOurs,
    because: 'made by run-0',
  },
];

const claimsRead: Told = [
  0,
  'run',
  {
    type: 'claimsRead',
    ...{ madeBy: 'run-0', openedAt: at(-7200) },
    copies: [
      {
        ...{ kind: 'instance', name: 'lifeboat-copy-7', region: 'us-east-1', madeBy: 'run-0', plan: 'orders' },
        ...{ verification: 'database', orderedAt: at(-3600) },
      },
    ],
  },
];

const inputsOf = (message: string) =>
  handedOver('--input', message).map((input) =>
    StartVerification.parse({ ...z.looseObject({}).parse(input), operator: 'Ada', reason: 'once more' }),
  );

describe('the notice of a restore verification', () => {
  it('is one line, and where the record lies, when every backup is proven', () => {
    expect(
      noticeOf([opened('database'), leftover(true), ...good('database'), [9, 'discard:lifeboat-copy-0', done()]]),
    ).toEqual({
      subject: 'Restore verification passed: 1 of 1 backups proven whole',
      message: [
        'Restore verification passed: 1 of 1 backups proven whole',
        `Record: ${location}`,
        'Reference: run-1:verification',
      ].join('\n'),
    });
  });

  it('names each backup that is not proven, with its reason and how to look again', () => {
    const { subject, message } = noticeOf([
      opened('database', 'billing', 'files'),
      ...good('database'),
      ...bad('billing'),
    ]);
    expect(subject).toMatch(/^Restore verification failed: 1 of 3 failed: orders\/billing/);
    expect(message).toMatch(/^- failed: orders\/billing \(instance billing-prod, us-east-1\): 1 of 1 checks failed/m);
    expect(message).toMatch(/^- inconclusive: orders\/files .*: nothing was looked at$/m);
    expect(message).toContain('Do not count on a backup that failed.');
    expect(message).toContain('arn:aws:states:us-east-1:111122223333:stateMachine:verify-restores ');
    expect(inputsOf(message)).toMatchObject([
      { plan: 'orders', database: 'billing' },
      { plan: 'orders', database: 'files' },
    ]);
  });

  it.each<{ story: string; told: Told[]; isChainWhole?: boolean; lines: string[] }>([
    {
      story: 'a copy stays behind',
      told: [opened('database'), ...good('database').slice(0, -1), discardedAs('database', failed('protected'))],
      lines: [`- LEFT OVER: ${arn} in us-east-1: protected`, 'A copy that stays behind costs money'],
    },
    {
      story: 'nobody knows whether the copy is gone',
      told: [opened('database'), ...good('database').slice(0, -1)],
      lines: [`- NOT PROVEN GONE: ${arn} in us-east-1`],
    },
    {
      story: 'an earlier run left a copy',
      told: [opened('database'), leftover(true), ...good('database')],
      lines: [`- STILL THERE: ${arn}-old, 7 d old, $12.10 so far: made by run-0`],
    },
    {
      story: 'all passed and a copy of others is there',
      told: [opened('database'), leftover(false), ...good('database')],
      lines: [
        'Restore verification passed',
        'left alone: not provably ours',
        'whoever knows what it is must remove it',
      ],
    },
    {
      story: 'a copy was ordered and has not shown',
      told: [
        opened('database'),
        chosen('database'),
        ...restoredAs('database').slice(0, 2),
        [1800, 'discard:orders/database', { ...failed('not seen is not gone'), error: 'CopyNotSeen' }],
      ],
      lines: ['- NOT SEEN YET: lifeboat-copy-1 in us-east-1: not seen is not gone', 'as the next runs do'],
    },
    {
      story: 'an earlier run has ordered what has not shown',
      told: [opened('database'), claimsRead, ...good('database')],
      lines: [
        'Restore verification passed: 1 of 1 backups proven whole; ordered by an earlier run and not seen yet: lifeboat-copy-7',
        '- NOT SEEN YET: lifeboat-copy-7 in us-east-1: ordered 1 h before by run run-0, and not seen yet',
        'as the next runs do',
      ],
    },
    {
      story: 'a Region could not be searched',
      told: [
        opened('database'),
        [3, 'run', { type: 'sweepBlind', region: 'us-west-2', because: 'AccessDenied' }],
        ...good('database'),
      ],
      lines: ['- us-west-2: AccessDenied', 'Let the role of the machine describe RDS'],
    },
    {
      story: 'a function failed',
      told: [
        opened('database'),
        ...good('database'),
        [4, 'run', { type: 'runFailed', state: 'RecordVerification', error: 'TimeoutError', cause: '' }],
      ],
      lines: ['the run was stopped by RecordVerification: TimeoutError', 'Look at execution run-1 in Step Functions.'],
    },
    {
      story: 'the ledger was changed',
      told: [opened('database'), ...good('database')],
      isChainWhole: false,
      lines: ['Find out who changed the ledger'],
    },
    {
      story: 'the run was refused',
      told: [[0, 'run', { type: 'runRefused', reason: 'another run holds the lock', dryRun: false }]],
      lines: ['refused: another run holds the lock', 'No backup was looked at.'],
    },
  ])('tells what to do when $story', ({ told, isChainWhole, lines }) => {
    const { message } = noticeOf(told, isChainWhole);
    for (const line of lines) expect(message).toContain(line);
    expect(message).toContain('What to do next:');
  });

  it('names both when a recovery point was gone, although the other one is whole', () => {
    const insteadOf = [{ id: 'rds:newest', because: 'it was gone' }];
    const told: Told[] = [opened('database'), ...good('database'), chosen('database', { insteadOf })];
    const { subject, message } = noticeOf(told);
    expect(subject).toMatch(/^Restore verification passed/);
    expect(message).toContain('- orders/database: rds:database-2026-01-05 in place of rds:newest: it was gone');
  });

  it('keeps its subject short and what others wrote on one line', () => {
    const { subject, message } = noticeOf([opened('database', 'billing'), ...bad('database'), ...bad('billing')]);
    expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    expect(message).not.toMatch(/^Subject:/m);
  });

  it('says so when the record could not be stored', () => {
    expect(verificationNotice(recordOf([opened('database')]), undefined).message).toContain('the ledger has it');
  });

  it('takes nothing for proven when the ledger cannot be read', () => {
    const { subject, message } = blindVerificationNotice(RunId.parse('run-1'));
    expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    expect(message).toContain('Take no backup for proven');
  });
});
