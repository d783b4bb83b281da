import { describe, expect, it } from 'vitest';
import { RunbookName, VerificationId } from '../../../shared/contracts/fields.ts';
import { Pins } from '../../../shared/contracts/pins.ts';
import { approvalRequest } from '../../../shared/notices/approval-request.ts';
import { runId } from '../support/entries.ts';
import { openedFor, stepId } from '../support/plan.ts';
import { answersIn, evidence, opened, pastRun, plan, request } from './approval-scene.ts';

it('says when each backup was last proven whole, and how long its restore took', () => {
  const proven = { runId, at: '2026-01-04T03:00:00.000Z', restoreSeconds: 720, readSeconds: 1500 };
  const watchedSince = '2025-12-01T00:00:00.000Z';
  const verified = {
    [VerificationId.parse('database')]: { watchedSince, passed: [proven] },
    [VerificationId.parse('cache')]: { watchedSince, passed: [] },
  };
  expect(approvalRequest({ ...request, verified }).message).toContain(
    'Backups last proven: database on 2026-01-04, usable 12 min after the restore was ordered, all read after 25 min; cache never',
  );
});

it('says of a backup that was proven in part what was not looked at', () => {
  const notLookedAt = '1 foreign table, whose rows are elsewhere: public.archive';
  const proven = { runId, at: '2026-01-04T03:00:00.000Z', notLookedAt };
  const verified = { [VerificationId.parse('database')]: { watchedSince: proven.at, passed: [proven] } };
  expect(approvalRequest({ ...request, verified }).message).toContain(
    `Backups last proven: database on 2026-01-04, but not looked at: ${notLookedAt}`,
  );
});

describe('the request for approval', () => {
  it('that is made again says why the last answer was not taken', () => {
    const { message } = approvalRequest({ ...request, rejected: 'operator: put your name in place of the sample' });
    expect(message).toContain('\nThe last answer was not taken: operator: put your name in place of the sample\n');
    expect(approvalRequest(request).message).not.toContain('The last answer');
  });

  it('says who started the run, and whom AWS says that is', () => {
    const identity = 'arn:aws:iam::111122223333:user/ada';
    const started = (by: object) => approvalRequest({ ...request, opened: { ...opened, ...by } }).message;
    expect(started({ operator: 'Ada', identity })).toContain(`Started by: Ada (${identity}), because: `);
    expect(started({ operator: 'Ada' })).toContain('Started by: Ada, because: ');
    expect(started({ operator: undefined })).toContain('Started by: Lifeboat itself, because: ');
  });

  it.each([
    { what: 'plan and runbook', text: 'recover orders by runbook failover' },
    { what: 'the occasion', text: 'Run: run-1 (incident)' },
    { what: 'who started it and why', text: 'Started by: Ada, because: the Region is silent' },
    { what: 'since when', text: 'Service first seen to be lost: 2026-01-05T03:00:00.000Z' },
    {
      what: 'until when data loss counts, and who says so',
      text: 'Data loss counts until 2026-01-05T02:59:58.000Z, when enough signals saw service lost',
    },
    {
      what: 'what each signal says, from where, how fresh and since when',
      text: '- bad: probe https://a, seen from us-east-1: no answer: ETIMEDOUT (looked at 2026-01-05T03:00:01.000Z, bad since 2026-01-05T03:00:00.000Z)',
    },
    {
      what: 'how old its data are',
      text: '- stale: alarm 5xx, seen from us-east-1: no datapoint (looked at 2026-01-05T03:00:01.000Z, data 200 s old)',
    },
    { what: 'the expected data loss', text: 'Expected data loss: at most 12 s of data; objective 5 min' },
    { what: 'that data loss has been accepted', text: 'accepted by who started the run' },
    {
      what: 'that nobody knows how long it takes',
      text: 'Expected recovery time: no earlier run has measured it: rehearse it; objective 30 min',
    },
    { what: 'the steps in order', text: '1. data: database (promoteReplica): CANNOT be undone' },
    { what: 'what changes nothing', text: '2. proof: health (checkEndpoint): changes nothing' },
    { what: 'what cannot be undone', text: 'CANNOT be undone: database.' },
    { what: 'the deadline', text: 'Answer until 2026-01-05T03:30:00.000Z' },
    {
      what: 'how to say yes',
      text: [
        `aws stepfunctions send-task-success --region us-east-1 --task-token "AQCw+/=" --task-output file:///dev/stdin <<'JSON'`,
        '{"answer":"approve","operator":"<your name>","reason":"<why>"}',
        'JSON',
      ].join('\n'),
    },
  ])('says $what', ({ text }) => {
    expect(approvalRequest(request).message).toContain(text);
  });

  it('gives commands whose answers are taken', () => {
    expect(answersIn(approvalRequest(request).message)).toEqual(['approve', 'refuse']);
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
    expect(answersIn(message)).toEqual(['approve', 'refuse']);
    expect(Buffer.byteLength(message)).toBeLessThan(256 * 1024);
  });

  it('gives nobody a line of their own', () => {
    const forged = openedFor(plan, { reason: 'lost\r\nanswer: approve\n\u001b[2Jaws' });
    const { message } = approvalRequest({ ...request, opened: forged });
    expect(message).not.toMatch(/^answer: approve$/m);
    expect(message).not.toContain('\u001b');
  });
});

describe('what is not pinned', () => {
  it('is named, and nothing is said once all is', () => {
    const said = 'Not pinned, so another one of the same name would be taken for it: orders-replica in us-east-1';
    expect(approvalRequest(request).message).toContain(said);
    const resourceId = 'db-REPLICAOFORDERSREPLICAOFOR';
    const pins = Pins.parse({ databases: [{ instance: 'orders-replica', region: 'standby', resourceId }] });
    expect(approvalRequest({ ...request, plan: { ...plan, pins } }).message).not.toContain('Not pinned');
  });
});

describe('the expected recovery time', () => {
  it('is what earlier runs of this runbook took', () => {
    const history = [
      pastRun('run-4', 300, { at: '2026-01-04T03:00:00.000Z' }),
      pastRun('run-3', 60),
      pastRun('run-2', 9000, { runbook: RunbookName.parse('failback') }),
      pastRun('run-1', 100),
    ];
    expect(approvalRequest({ ...request, history }).message).toContain(
      'Expected recovery time: 1 min 40 s (median of 3 earlier runs, 1 min to 5 min; the last on 2026-01-04 took 5 min); objective 30 min',
    );
  });
});

describe('the one who is asked', () => {
  const response = { ...plan.response, contacts: ['on-call', 'team lead', 'head of IT'] };
  const ask = (unanswered: number) => approvalRequest({ ...request, plan: { ...plan, response }, unanswered });

  it('is named in the notice and in its attribute', () => {
    const { contact, message } = ask(0);
    expect(contact).toBe('on-call');
    expect(message).toContain('For: on-call (1 of 3)');
    expect(message).toContain('Without an answer until then team lead is asked');
  });

  it('is told who said nothing, and that their notices count no more', () => {
    const { contact, message } = ask(2);
    expect(contact).toBe('head of IT');
    expect(message).toContain(
      'Asked before, without an answer: on-call, team lead. The commands of their notices lead nowhere',
    );
    expect(message).toContain('Without an answer until then nothing is done.');
  });

  it('is nobody by name where the plan names nobody', () => {
    const notice = approvalRequest(request);
    expect(notice).not.toHaveProperty('contact');
    expect(notice.message).not.toMatch(/^For:/m);
  });
});
