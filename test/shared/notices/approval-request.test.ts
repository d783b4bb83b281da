import { describe, expect, it } from 'vitest';
import { RunbookName, RunId, VerificationId } from '../../../shared/contracts/fields.ts';
import type { FactOf } from '../../../shared/contracts/ledger-entry.ts';
import { Pins } from '../../../shared/contracts/pins.ts';
import { DecisionEvidence } from '../../../shared/contracts/recovery/decision-evidence.ts';
import type { LossBasis } from '../../../shared/contracts/recovery/facts-of-run.ts';
import { Answer } from '../../../shared/contracts/recovery/run.ts';
import type { PastRun } from '../../../shared/domain/recovery/past-run.ts';
import { type ApprovalRequest, approvalRequest } from '../../../shared/notices/approval-request.ts';
import { runId } from '../support/entries.ts';
import { failover, given, openedFor, planOf, stepId } from '../support/plan.ts';
import { handedOver } from './handed-over.ts';

const plan = planOf({ data: [given.promote], proof: [given.check] });
const opened = openedFor(plan, { operator: 'Ada', acceptDataLoss: true });
const seen = { vantage: 'us-east-1', at: '2026-01-05T03:00:01.000Z' };
const evidence = DecisionEvidence.parse({
  signals: [
    { ...seen, signal: 'probe https://a', state: 'bad', answer: 'no answer: ETIMEDOUT', since: opened.detectedAt },
    { ...seen, signal: 'alarm 5xx', state: 'stale', answer: 'no datapoint', ageSeconds: 200.4 },
  ],
  findings: [{ stepId: 'database', level: 'warning', text: 'the replica is behind', lossSeconds: 12 }],
  steps: [
    { stage: 'data', stepId: 'database', kind: 'promoteReplica' },
    { stage: 'proof', stepId: 'health', kind: 'checkEndpoint' },
  ],
  cannotBeUndone: ['database'],
});
const decided: FactOf<'decided'> = {
  ...{ type: 'decided', verdict: 'ask', reason: 'the plan asks a person', evidence: {} },
  ...{ lostSince: '2026-01-05T02:59:58.000Z', lossBasis: 'signals' },
};
const request: ApprovalRequest = {
  runId,
  opened,
  decided,
  evidence,
  plan,
  runbook: failover(plan),
  history: [],
  verified: {},
  owed: [],
  unanswered: 0,
  region: 'us-east-1',
  ledgerTable: 'lifeboat-ledger',
  taskToken: 'AQCw+/=',
  expiresAt: '2026-01-05T03:30:00.000Z',
};

const FilledIn = Answer.omit({ operator: true, reason: true }).loose();
const answersIn = (message: string) =>
  handedOver('--task-output', message).map((output) => FilledIn.parse(output).answer);

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

const pastRun = (name: string, recoveryTimeSeconds: number, change: Partial<PastRun> = {}): PastRun => ({
  runId: RunId.parse(name),
  runbook: RunbookName.parse('failover'),
  at: '2026-01-03T03:00:00.000Z',
  recoveryTimeSeconds,
  dataLossSeconds: undefined,
  ...change,
});

describe('the question about a loss beyond the limit', () => {
  const restoreRunbook = RunbookName.parse('restore');
  const withRestore = { ...plan, response: { ...plan.response, restoreRunbook } };
  const history = [pastRun('run-9', 4000, { runbook: restoreRunbook })];
  const ask = (lossSeconds: number | undefined, lossBasis: LossBasis = 'signals') => {
    const finding = { stepId: stepId('database'), level: 'excessLoss' as const, text: 'too far behind', lossSeconds };
    const found = { ...evidence, findings: [finding] };
    const answers = ['acceptLoss' as const, 'restore' as const, 'refuse' as const];
    const asked = { ...decided, code: 'lossBeyondLimit', answers, lossBasis };
    return approvalRequest({ ...request, plan: withRestore, history, decided: asked, evidence: found }).message;
  };

  it('offers to accept it, to restore and to refuse, and nothing else', () => {
    expect(answersIn(ask(412))).toEqual(['acceptLoss', 'restore', 'refuse']);
  });

  it('says what each answer leads to', () => {
    const message = ask(412);
    expect(message).toMatch(/^acceptLoss: .*lose up to 412 s of data; when it comes to more, the promotion refuses$/m);
    expect(message).toMatch(/^restore: .*runbook restore.*recovery time: 1 h 6 min \(median of 1 earlier run/m);
    expect(message).toMatch(/^refuse: do nothing/m);
    expect(message).toContain('Expected data loss: at most 412 s of data; objective 5 min');
  });

  it('says that it grows where nobody knows until when writes went on', () => {
    const growing = approvalRequest({ ...request, decided: { ...decided, lossBasis: 'decision' } }).message;
    expect(growing).toContain('Expected data loss: at most 12 s of data by now; objective 5 min');
    expect(growing).toContain('Data loss counts until the old primary is fenced or the replica is promoted');
    expect(ask(412, 'decision')).toMatch(
      /lose up to 412 s of data, and what is written until the old primary is fenced/,
    );
  });

  it('says so when nobody knows how much', () => {
    const message = ask(undefined);
    expect(message).toMatch(/^acceptLoss: .*nobody knows how much$/m);
    expect(message).toContain('Expected data loss: not known, which is above every limit');
  });
});

describe('the question about a fork', () => {
  const fork = { resourceId: 'db-A', leftAt: '2026-01-05T02:00:00.000Z' };
  const forked = { stepId: stepId('database'), level: 'fork' as const, text: 'it stands alone', fork };
  const behind = { stepId: stepId('database'), level: 'excessLoss' as const, text: 'too far behind', lossSeconds: 412 };
  const ask = (...findings: DecisionEvidence['findings']) => {
    const asked: FactOf<'decided'> = { ...decided, code: 'forked', answers: ['acceptLoss', 'refuse'] };
    return approvalRequest({ ...request, decided: asked, evidence: { ...evidence, findings } }).message;
  };

  it('says what a yes does to what the other side has written, and both figures', () => {
    const message = ask({ ...forked, lossSeconds: 3600 });
    expect(message).toMatch(
      /^acceptLoss: .*take the standby as it is for the new primary, and drop what the other side/m,
    );
    expect(message).toContain('fork: database: it stands alone');
    expect(message).toContain('Expected data loss: at most 3600 s of data');
  });

  it('says when nobody knows how much that is', () => {
    expect(ask(forked)).toContain('Expected data loss: not known, which is above every limit');
  });

  it('says what else is lost by the same yes', () => {
    expect(ask({ ...forked, lossSeconds: 3600 }, behind)).toMatch(
      /^acceptLoss: .*since it left, and lose up to 412 s/m,
    );
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
