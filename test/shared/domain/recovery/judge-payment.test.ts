import { describe, expect, it } from 'vitest';
import { DbInstanceId, RunId, StepId } from '../../../../shared/contracts/fields.ts';
import { Debt } from '../../../../shared/contracts/recovery/debt.ts';
import { judgePayment, type PaymentFacts } from '../../../../shared/domain/recovery/judge-payment.ts';

const runId = RunId.parse('run-1');
const other = RunId.parse('run-2');
const stepId = StepId.parse('fence');
const instance = DbInstanceId.parse('orders-prod');
const now = '2026-01-05T04:00:00.000Z';

const debtOf = (change: Partial<Debt> = {}): Debt =>
  Debt.parse({
    ...{ instance, region: 'us-west-2', runId, stepId, attempt: 1, fence: 'the fence', keepTrying: 7200 },
    ...{ since: '2026-01-05T03:00:00.000Z', because: 'silence', dueSince: '2026-01-05T03:05:00.000Z' },
    ...change,
  });

const { dueSince: _, ...notDue } = debtOf();

const facts = (change: Partial<PaymentFacts> = {}): PaymentFacts => ({
  now,
  execution: { runId, stepId, attempt: 1 },
  debt: debtOf(),
  notOwed: undefined,
  settled: undefined,
  writtenOff: undefined,
  hasTakenOver: false,
  isClosed: true,
  standing: {},
  fence: 'the fence',
  ...change,
});

type Row = Readonly<{ when: string; change: Partial<PaymentFacts>; verdict: Record<string, unknown> }>;

const settle = (verdict: string) => ({ kind: 'settle', verdict });
const lastRun = (change: object) => ({
  lastRun: { runId: other, ended: 'changed', at: '2026-01-05T03:30:00.000Z', ...change } as const,
});

describe('a fence that is owed', () => {
  it.each<Row>([
    { when: 'it is due and nobody stands in the way', change: {}, verdict: { kind: 'pay' } },
    { when: 'its run holds the lock', change: { standing: { lock: { runId } } }, verdict: { kind: 'pay' } },
    {
      when: 'its run has taken over just now',
      change: { debt: notDue, hasTakenOver: true, isClosed: false },
      verdict: { kind: 'pay' },
    },
    {
      when: 'its run has taken nothing over yet',
      change: { debt: notDue, isClosed: false },
      verdict: { kind: 'wait', seconds: 15 },
    },
    {
      when: 'it is owed for seconds, and nothing was taken over yet',
      change: { debt: { ...notDue, since: '2026-01-05T03:59:50.000Z' }, isClosed: false },
      verdict: { kind: 'wait', seconds: 5 },
    },
    { when: 'its run has ended and has taken nothing over', change: { debt: notDue }, verdict: settle('dropped') },
    {
      when: 'its end was written down before',
      change: { debt: undefined, settled: { type: 'debtSettled', verdict: 'paid', because: 'so', attempt: 1 } },
      verdict: settle('paid'),
    },
    {
      when: 'the ledger of its run has nothing to pay',
      change: { notOwed: 'nothing', debt: undefined },
      verdict: { kind: 'notOwed' },
    },
    {
      when: 'the ledger has nothing to pay, and the table has',
      change: { notOwed: 'no' },
      verdict: { kind: 'notOwed' },
    },
    { when: 'somebody has taken it out of the table', change: { debt: undefined }, verdict: settle('overtaken') },
    { when: 'another run owes it now', change: { debt: debtOf({ runId: other }) }, verdict: settle('overtaken') },
    {
      when: 'the next execution has it',
      change: { debt: debtOf({ attempt: 2 }) },
      verdict: { kind: 'passedOn', to: 2 },
    },
    {
      when: 'an execution before this one has it',
      change: { execution: { runId, stepId, attempt: 3 } },
      verdict: { kind: 'notOwed' },
    },
    {
      when: 'a run has made it since',
      change: { debt: debtOf({ fenced: { by: other, at: now } }) },
      verdict: settle('paid'),
    },
    {
      when: 'a person has written it off',
      change: { writtenOff: { runId, instance, operator: 'Ada', reason: 'it is gone' } },
      verdict: { ...settle('writtenOff'), because: 'Ada: it is gone' },
    },
    {
      when: 'a person has written off that of another run',
      change: { writtenOff: { runId: other, instance, operator: 'Ada', reason: 'it is gone' } },
      verdict: { kind: 'pay' },
    },
    {
      when: 'it was tried for as long as the plan says',
      change: { debt: debtOf({ dueSince: '2026-01-05T02:00:00.000Z' }) },
      verdict: settle('givenUp'),
    },
    {
      when: 'it is owed for long, and due for a moment',
      change: { debt: debtOf({ since: '2026-01-04T02:00:00.000Z', dueSince: '2026-01-05T03:59:59.000Z' }) },
      verdict: { kind: 'pay' },
    },
    { when: 'a later run has made changes', change: { standing: lastRun({}) }, verdict: settle('overtaken') },
    {
      when: 'a later run has changed nothing',
      change: { standing: lastRun({ ended: 'unchanged' }) },
      verdict: { kind: 'pay' },
    },
    {
      when: 'a run before it has made changes',
      change: { standing: lastRun({ at: '2026-01-05T02:30:00.000Z' }) },
      verdict: { kind: 'pay' },
    },
    { when: 'the kill switch is set', change: { standing: { killSwitch: 'freeze' } }, verdict: { kind: 'wait' } },
    { when: 'another run is in progress', change: { standing: { lock: { runId: other } } }, verdict: { kind: 'wait' } },
    { when: 'the plan has another fence by now', change: { fence: 'another' }, verdict: { kind: 'wait', seconds: 60 } },
    { when: 'the plan has no such step any more', change: { fence: undefined }, verdict: { kind: 'wait' } },
  ])('$when', ({ change, verdict }) => {
    expect(judgePayment(facts(change))).toMatchObject(verdict);
  });
});
