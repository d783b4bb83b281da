import { describe, expect, it } from 'vitest';
import { blindNotice } from '../../../shared/notices/blind-notices.ts';
import { createNotice, oneLine } from '../../../shared/notices/notice.ts';
import { operatorQuestion } from '../../../shared/notices/operator-question.ts';
import { outcomeNotice } from '../../../shared/notices/outcome-notice.ts';
import { createBuildRunRecord } from '../../../shared/report/recovery/run-record.ts';
import { entriesOf, facts, runId, type Told } from '../support/entries.ts';
import { given, openedFor, planOf, stepId } from '../support/plan.ts';
import { handedOver } from './handed-over.ts';

const plan = planOf({ data: [given.promote], proof: [given.check] });
const opened = openedFor(plan, { operator: 'Ada', acceptDataLoss: true });
const asking = {
  region: 'us-east-1',
  ledgerTable: 'lifeboat-ledger',
  taskToken: 'AQCw+/=',
  expiresAt: '2026-01-05T03:30:00.000Z',
};
const place = (location?: string) => ({
  location,
  acknowledge: { region: 'us-east-1', controlTable: 'lifeboat-control' },
});

const outputsOf = (message: string) => handedOver('--task-output', message);

describe('the question about a step', () => {
  const common = {
    runId,
    stepId: stepId('database'),
    kind: 'promoteReplica' as const,
    opened,
    runbookName: opened.runbook,
    ...asking,
  };

  it('that failed offers to retry, to skip and to abort', () => {
    const question = { question: 'stepFailed', because: 'the replica is gone', calls: [], isRequired: true } as const;
    const { subject, message } = operatorQuestion({ ...common, ...question });
    expect(subject).toBe('Step failed: orders database: retry, skip or abort?');
    expect(message).toContain('It is required');
    expect(outputsOf(message)).toMatchObject([{ answer: 'retry' }, { answer: 'skip' }, { answer: 'abort' }]);
  });

  it('that is a question offers yes, no, skip and abort', () => {
    const { message } = operatorQuestion({ ...common, question: 'operatorStep', text: 'Has the partner been told?' });
    expect(message).toMatch(/^Has the partner been told\?$/m);
    expect(outputsOf(message)).toHaveLength(4);
  });

  it('that is asked again says why the last answer was not taken', () => {
    const rejected = 'reason: put your\nreason here';
    const questions = [
      { question: 'operatorStep', text: 'Has the partner been told?' },
      { question: 'stepFailed', because: 'the replica is gone', calls: [], isRequired: true },
    ] as const;
    for (const question of questions) {
      const { message } = operatorQuestion({ ...common, ...question, rejected });
      expect(message).toContain('\nThe last answer was not taken: reason: put your reason here\n');
      expect(operatorQuestion({ ...common, ...question }).message).not.toContain('The last answer');
    }
  });
});

describe('the notice of the outcome', () => {
  const recordOf = (told: readonly Told[]) =>
    createBuildRunRecord({ orders: plan }, () => '2026-01-05T03:10:00.000Z')(runId, entriesOf(told));
  const done: readonly Told[] = [
    ['step:database', facts.started],
    ['step:database', facts.done],
    ['step:health', facts.started],
    ['step:health', facts.done],
  ];
  const proven = (verdict: 'succeeded' | 'failed' | 'partiallyDone' | 'unknown'): Told => [
    'run',
    { type: 'proven', verdict, reason: 'as the ledger says' },
  ];

  const acted: readonly Told[] = [
    ['step:database', facts.intent],
    ['step:database', facts.accepted],
  ];
  const rejected: readonly Told[] = [
    ['step:database', facts.intent],
    ['step:database', facts.rejected],
  ];
  const itemIn = (message: string) => handedOver('--item', message)[0];

  it('tells how to acknowledge a run that made changes, in words that Lifeboat takes', () => {
    const { message } = outcomeNotice(recordOf([['run', opened], ...acted, ...done]), place());
    expect(message).toContain('aws dynamodb put-item --region us-east-1 --table-name lifeboat-control');
    expect(itemIn(message)).toEqual({
      key: { S: 'acknowledgement#orders' },
      runId: { S: runId },
      operator: { S: '<your name>' },
      reason: { S: '<why>' },
    });
  });

  it.each<{ run: string; told: readonly Told[] }>([
    { run: 'made no change', told: [['run', opened], ...done] },
    { run: 'made calls that AWS rejected', told: [['run', opened], ...rejected] },
    { run: 'was a rehearsal', told: [['run', openedFor(plan, { occasion: 'rehearsal' })], ...acted, ...done] },
    { run: 'was dry', told: [['run', openedFor(plan, { dryRun: true })], ...acted, ...done] },
  ])('asks for no acknowledgement when the run $run', ({ told }) => {
    expect(itemIn(outcomeNotice(recordOf(told), place()).message)).toBeUndefined();
  });

  it.each<{ told: readonly Told[]; subject: string }>([
    { told: [['run', opened], ...done, proven('succeeded')], subject: 'Recovered: orders failover (incident)' },
    { told: [['run', opened], ...done], subject: 'Unknown: orders failover (incident)' },
    { told: [['run', opened], proven('failed')], subject: 'Failed: orders failover (incident)' },
    { told: [['run', opened], proven('partiallyDone')], subject: 'Partly done: orders failover (incident)' },
    {
      told: [['run', { type: 'runRefused', reason: 'the plan rests', plan: plan.plan, dryRun: false }]],
      subject: 'Refused: orders (incident)',
    },
    {
      told: [['run', { type: 'runRefused', reason: 'no input', dryRun: false }]],
      subject: 'Refused: no plan (incident)',
    },
    {
      told: [['run', openedFor(plan, { dryRun: true, occasion: 'rehearsal' })], ...done, proven('succeeded')],
      subject: 'Dry run complete, nothing changed: orders failover (rehearsal)',
    },
    {
      told: [['run', openedFor(plan, { dryRun: true })], proven('failed')],
      subject: 'Dry run: Failed: orders failover (incident)',
    },
  ])('is headed $subject', ({ told, subject }) => {
    expect(outcomeNotice(recordOf(told), place('s3://records/record.json')).subject).toBe(subject);
  });

  it('says recovered of nothing that was not proven', () => {
    for (const verdict of ['failed', 'partiallyDone', 'unknown'] as const) {
      const { subject, message } = outcomeNotice(recordOf([['run', opened], ...done, proven(verdict)]), place());
      expect(`${subject}\n${message}`).not.toMatch(/recovered|succeeded/i);
    }
  });

  it('states measurements beside objectives, the steps and where the record lies', () => {
    const { message } = outcomeNotice(
      recordOf([['run', opened], ...done, proven('succeeded')]),
      place('s3://records/r.json'),
    );
    expect(message).toMatch(/^Recovery time: 4 s, objective 30 min, met/m);
    expect(message).toMatch(/^Data loss: not measured, objective 5 min, not known/m);
    expect(message).toMatch(/^- done: database \(promoteReplica\), 1 s$/m);
    expect(message).toContain('Record: s3://records/r.json');
    expect(message.match(/Reference: run-1:outcome/g)).toHaveLength(1);
  });

  it('says so when the record could not be stored', () => {
    expect(outcomeNotice(recordOf([['run', opened]]), place()).message).toContain('could not be stored');
  });

  it('claims nothing when the ledger cannot be read', () => {
    expect(blindNotice(runId).message).toContain('Do not take the service for recovered');
  });
});

describe('a notice', () => {
  it.each(['x'.repeat(400), 'a\nb\tc\u0007d', 'Überfällig — naïve', ''])('has a subject that SNS takes: %j', (text) => {
    const { subject } = createNotice(text, { head: [] });
    expect(subject.length).toBeLessThan(100);
    expect(subject).toMatch(/^[\x20-\x7e]*$/);
  });

  it('takes line separators and direction marks out of what came from outside', () => {
    expect(oneLine('a\u2028b\u202ec\u0000d')).toBe('a b c d');
  });
});
