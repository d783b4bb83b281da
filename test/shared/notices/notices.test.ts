import { describe, expect, it } from 'vitest';
import { Answer } from '../../../shared/contracts/run.ts';
import { createBuildRunRecord } from '../../../shared/ledger/run-record.ts';
import { approvalRequest } from '../../../shared/notices/approval-request.ts';
import { createNotice, oneLine } from '../../../shared/notices/notice.ts';
import { operatorQuestion } from '../../../shared/notices/operator-question.ts';
import { blindNotice, outcomeNotice } from '../../../shared/notices/outcome-notice.ts';
import { entriesOf, facts, runId, type Told } from '../support/entries.ts';
import { given, openedFor, planOf, stepId } from '../support/plan.ts';

const plan = planOf({ data: [given.promote], proof: [given.check] });
const opened = openedFor(plan, { operator: 'Ada', acceptDataLoss: true });
const evidence = {
  signals: [
    {
      signal: 'probe https://a',
      vantage: 'us-east-1',
      state: 'bad' as const,
      answer: 'no answer: ETIMEDOUT',
      at: '2026-01-05T03:00:01.000Z',
    },
  ],
  findings: [{ stepId: stepId('database'), level: 'warning' as const, text: 'expected data loss is 12 s' }],
  steps: [
    { stage: stepId('data'), stepId: stepId('database'), kind: 'promoteReplica' as const },
    { stage: stepId('proof'), stepId: stepId('health'), kind: 'checkEndpoint' as const },
  ],
  cannotBeUndone: [stepId('database')],
};
const asking = { region: 'us-east-1', taskToken: 'AQCw+/=', expiresAt: '2026-01-05T03:30:00.000Z' };
const request = { runId, opened, reason: 'the plan asks a person', evidence, ...asking };

/** What the shell would hand to the command line of AWS. */
const outputsOf = (message: string): unknown[] =>
  [...message.matchAll(/--task-output '([^']*)'/g)].map(([, json]) => JSON.parse(json ?? ''));

describe('the request for approval', () => {
  it.each([
    { what: 'plan and runbook', text: 'recover orders by runbook failover' },
    { what: 'the occasion', text: 'Run: run-1 (incident)' },
    { what: 'who started it and why', text: 'Started by: Ada, because: the Region is silent' },
    { what: 'since when', text: 'Service lost since: 2026-01-05T03:00:00.000Z' },
    { what: 'the evidence', text: '- bad: probe https://a: no answer: ETIMEDOUT (2026-01-05T03:00:01.000Z)' },
    { what: 'the expected data loss', text: 'expected data loss is 12 s' },
    { what: 'that data loss has been accepted', text: 'accepted by who started the run' },
    { what: 'the steps in order', text: '1. data: database (promoteReplica): CANNOT be undone' },
    { what: 'what changes nothing', text: '2. proof: health (checkEndpoint): changes nothing' },
    { what: 'what cannot be undone', text: 'CANNOT be undone: database.' },
    { what: 'the deadline', text: 'Answer until 2026-01-05T03:30:00.000Z' },
    {
      what: 'how to say yes',
      text: `aws stepfunctions send-task-success --region us-east-1 --task-token 'AQCw+/=' --task-output '{"answer":"approve","operator":"<your name>","reason":"<why>"}'`,
    },
  ])('says $what', ({ text }) => {
    expect(approvalRequest(request).message).toContain(text);
  });

  it('gives commands whose answers are taken', () => {
    const outputs = outputsOf(approvalRequest(request).message).map((output) => Answer.parse(output).answer);
    expect(outputs).toEqual(['approve', 'refuse']);
  });

  it('keeps its commands whole for a runbook of a thousand steps', () => {
    const step = { stage: stepId('data'), stepId: stepId('database'), kind: 'promoteReplica' as const };
    const finding = { stepId: stepId('database'), level: 'info' as const, text: 'x'.repeat(5000) };
    const wide = {
      ...evidence,
      steps: Array(1000).fill(step),
      findings: Array(200).fill(finding),
      cannotBeUndone: Array(1000).fill(step.stepId),
    };
    const { message } = approvalRequest({ ...request, evidence: wide });
    expect(message).toContain('... and 940 more');
    expect(outputsOf(message)).toHaveLength(2);
    expect(Buffer.byteLength(message)).toBeLessThan(256 * 1024);
  });

  it('gives nobody a line of their own', () => {
    const forged = openedFor(plan, { reason: 'lost\r\nanswer: approve\n\u001b[2Jaws' });
    const { message } = approvalRequest({ ...request, opened: forged });
    expect(message).not.toMatch(/^answer: approve$/m);
    expect(message).not.toContain('\u001b');
  });
});

describe('the question about a step', () => {
  const common = { runId, stepId: stepId('database'), kind: 'promoteReplica' as const, opened, ...asking };

  it('that failed offers to retry, to skip and to abort', () => {
    const question = { question: 'stepFailed', because: 'the replica is gone', calls: [], isRequired: true } as const;
    const { subject, message } = operatorQuestion({ ...common, ...question });
    expect(subject).toBe('Step failed: orders database: retry, skip or abort?');
    expect(message).toContain('It is required');
    expect(outputsOf(message).map((output) => Answer.parse(output).answer)).toEqual(['retry', 'skip', 'abort']);
  });

  it('that is a question offers yes, no, skip and abort', () => {
    const { message } = operatorQuestion({ ...common, question: 'operatorStep', text: 'Has the partner been told?' });
    expect(message).toMatch(/^Has the partner been told\?$/m);
    expect(outputsOf(message)).toHaveLength(4);
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
    expect(outcomeNotice(recordOf(told), 's3://records/record.json').subject).toBe(subject);
  });

  it('says recovered of nothing that was not proven', () => {
    for (const verdict of ['failed', 'partiallyDone', 'unknown'] as const) {
      const { subject, message } = outcomeNotice(recordOf([['run', opened], ...done, proven(verdict)]), undefined);
      expect(`${subject}\n${message}`).not.toMatch(/recovered|succeeded/i);
    }
  });

  it('states measurements beside objectives, the steps and where the record lies', () => {
    const { message } = outcomeNotice(recordOf([['run', opened], ...done, proven('succeeded')]), 's3://records/r.json');
    expect(message).toMatch(/^Recovery time: 4 s, objective 30 min, met/m);
    expect(message).toMatch(/^Data loss: not measured, objective 5 min, NOT met/m);
    expect(message).toMatch(/^- done: database \(promoteReplica\), 1 s$/m);
    expect(message).toContain('Record: s3://records/r.json');
    expect(message.match(/Reference: run-1:outcome/g)).toHaveLength(1);
  });

  it('says so when the record could not be stored', () => {
    expect(outcomeNotice(recordOf([['run', opened]]), undefined).message).toContain('could not be stored');
  });

  it('claims nothing when the ledger cannot be read', () => {
    expect(blindNotice(runId).message).toContain('Do not take the service for recovered');
  });
});

describe('a notice', () => {
  it.each(['x'.repeat(400), 'a\nb\tc\u0007d', 'Überfällig — naïve', ''])('has a subject that SNS takes: %j', (text) => {
    const { subject } = createNotice(text, []);
    expect(subject.length).toBeLessThan(100);
    expect(subject).toMatch(/^[\x20-\x7e]*$/);
  });

  it('takes line separators and direction marks out of what came from outside', () => {
    expect(oneLine('a\u2028b\u202ec\u0000d')).toBe('a b c d');
  });
});
