import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { DetectionCode } from '../../../shared/contracts/detection/detect.ts';
import type { SignalReading } from '../../../shared/contracts/detection/signal-reading.ts';
import { PlanName, RunId } from '../../../shared/contracts/fields.ts';
import { StartRecovery } from '../../../shared/contracts/recovery/run.ts';
import { type RefusalToTell, refusalNotice } from '../../../shared/notices/refusal-notice.ts';
import { handedOver } from './handed-over.ts';

const place = {
  controlTable: 'lifeboat-ControlTable-1X',
  recoverMachine: 'lifeboat-prod-recover',
  region: 'us-east-1',
};
const executionArn = 'arn:aws:states:us-east-1:123456789012:execution:lifeboat-prod-detect:one';
const reading = {
  signal: 'alarm orders-5xx in us-west-2',
  vantage: 'us-west-2',
  state: 'bad' as const,
  answer: 'Threshold Crossed',
  at: '2026-01-05T03:00:10.000Z',
  since: '2026-01-05T03:00:00.000Z',
};

type Change = Partial<Pick<RefusalToTell, 'isRecorded' | 'lastRun' | 'asking'>> &
  Readonly<{ reason?: string; readings?: SignalReading[] }>;

const noticeOf = (code: string, change: Change = {}) => {
  const { reason = 'too few agree', readings = [reading], ...rest } = change;
  const fact = { plan: PlanName.parse('orders'), code, reason, trigger: 'schedule', executionArn, readings };
  return refusalNotice({ fact: { type: 'detectionRefused', ...fact }, isRecorded: true, ...rest }, place);
};

/** Of the commands that hold no word of a person. */
const jsonAfter = (option: string, message: string): unknown[] =>
  [...message.matchAll(new RegExp(`${option} '([^']*)'`, 'g'))].map(([, json]) => JSON.parse(json ?? ''));

/** Verdicts that are no refusals, and the one refusal that nobody is told of. */
const untold = new Set(['quorum', 'gathering', 'dwelling', 'databaseFailsOver', 'healthy', 'watched']);

it.each(DetectionCode.options.filter((code) => !untold.has(code)))('has words of its own for %s', (code) => {
  const { subject } = noticeOf(code);
  expect(subject).toMatch(/^orders \S/);
  expect(subject).not.toContain('was looked at');
});

it('says what was decided and why, what the signals say, and who looked', () => {
  const { message } = noticeOf('noQuorum');
  expect(message).toContain('Lifeboat looked at orders and starts nothing (noQuorum).\ntoo few agree');
  expect(message).toContain(
    '- bad: alarm orders-5xx in us-west-2: Threshold Crossed (seen from us-west-2 at 2026-01-05T03:00:10.000Z, so since 2026-01-05T03:00:00.000Z)',
  );
  expect(message).toContain(`Woken by: schedule\nLooked at by: ${executionArn}\nReference: orders:noQuorum:one`);
});

it('says so when it stands in no ledger', () => {
  const said = 'This could not be written down';
  expect(noticeOf('noQuorum', { isRecorded: false }).message).toContain(said);
  expect(noticeOf('noQuorum').message).not.toContain(said);
});

it('lets nothing that came from outside begin a line of its own', () => {
  expect(noticeOf('blind', { reason: 'a\r\nReference: b\u001b[31m' }).message).toContain('a Reference: b [31m');
});

describe('the command that starts a run', () => {
  const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:lifeboat-prod-recover';

  it.each([
    { code: 'noQuorum', bypassHoldDown: false },
    { code: 'blind', bypassHoldDown: false },
    { code: 'declined', bypassHoldDown: false },
    { code: 'failed', bypassHoldDown: false },
    { code: 'heldDown', bypassHoldDown: true },
    { code: 'failedOver', bypassHoldDown: true },
  ])('after $code is one that the run takes, bypassHoldDown: $bypassHoldDown', ({ code, bypassHoldDown }) => {
    const { message } = noticeOf(code);
    expect(message).toContain(`start-execution --region us-east-1 --state-machine-arn ${machine} --input`);
    const [input] = handedOver('--input', message);
    expect(input).toMatchObject({ plan: 'orders', operator: '<your name>' });
    const filledIn = { ...z.looseObject({}).parse(input), operator: 'Ada', reason: 'it is down' };
    expect(StartRecovery.parse(filledIn)).toMatchObject({ bypassHoldDown });
  });

  it.each(['inProgress', 'started', 'killSwitch', 'recovered', 'notifyOnly'])(
    'is not given after %s, when it would not help',
    (code) => {
      expect(noticeOf(code).message).not.toContain('start-execution');
    },
  );
});

describe('the command that acknowledges', () => {
  const lastRun = RunId.parse('orders-20260105T020000Z-1');

  it.each(['failedOver', 'heldDown', 'declined'])(
    'is given after %s, for the run and the table that are meant',
    (code) => {
      const { message } = noticeOf(code, { lastRun });
      expect(message).toContain('put-item --region us-east-1 --table-name lifeboat-ControlTable-1X');
      expect(handedOver('--item', message)).toEqual([
        {
          key: { S: 'acknowledgement#orders' },
          runId: { S: lastRun },
          operator: { S: '<your name>' },
          reason: { S: '<why>' },
        },
      ]);
    },
  );

  it.each([
    { code: 'noQuorum', change: { lastRun } },
    { code: 'heldDown', change: {} },
  ])('is not given after $code with $change', ({ code, change }) => {
    expect(noticeOf(code, change).message).not.toContain('put-item');
  });
});

it('says how to remove a kill switch', () => {
  expect(jsonAfter('--key', noticeOf('killSwitch').message)).toEqual([
    { key: { S: 'killSwitch#orders' } },
    { key: { S: 'killSwitch#*' } },
  ]);
});

describe('of alarms that are silenced', () => {
  const silenced = 'alarm orders-5xx in us-west-2: muted by rule load-test (Ada runs a load test)';

  it('says which and by what, where to look for who, and how to start all the same', () => {
    const { subject, message } = noticeOf('silenced', { readings: [{ ...reading, silenced }] });
    expect(subject).toBe('orders does not look well, and its alarms are silenced');
    expect(message).toContain(`so since 2026-01-05T03:00:00.000Z; silenced: ${silenced})`);
    expect(message).toContain('CloudTrail');
    expect(message).toContain('PutAlarmMuteRule, DisableAlarmActions');
    expect(handedOver('--input', message)).toMatchObject([{ plan: 'orders', operator: '<your name>' }]);
  });
});

describe('of a service that turns while a run asks', () => {
  const runId = RunId.parse('orders-20260105T030000Z-1');

  it('says that a yes is asked again, to the one who was asked', () => {
    const asking = { runId, question: 'approval' as const, contact: 'team lead' };
    const { subject, message, contact } = noticeOf('wellAgain', { asking });
    expect(subject).toBe('orders is well again, and run orders-20260105T030000Z-1 asks');
    expect(message).toContain('A yes is asked again before anything that cannot be undone');
    expect(contact).toBe('team lead');
    expect(message).not.toContain('start-execution');
  });

  it('promises nothing of a step that is tried again', () => {
    const { message, contact } = noticeOf('wellAgain', { asking: { runId, question: 'stepFailed' } });
    expect(message).not.toContain('A yes is asked again');
    expect(message).toContain('See whether the step is still wanted before you answer retry.');
    expect(contact).toBeUndefined();
  });

  it('says that the question stands when it is lost again', () => {
    const { subject, message } = noticeOf('lostAgain', { asking: { runId, question: 'approval' } });
    expect(subject).toBe('orders is lost again, and run orders-20260105T030000Z-1 asks');
    expect(message).toContain('The question stands as it was asked.');
  });
});
