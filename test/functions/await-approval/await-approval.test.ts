import { afterAll, beforeAll, expect, it } from 'vitest';
import { awaitApproval } from '../../../functions/await-approval/await-approval.ts';
import { Debt } from '../../../shared/contracts/recovery/debt.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const plan = planOf({ data: [given.promote] });
const evidence = {
  signals: [
    {
      signal: 'probe https://a',
      vantage: 'us-east-1',
      state: 'bad',
      answer: 'ETIMEDOUT',
      at: '2026-01-05T03:00:00.000Z',
    },
  ],
  findings: [],
  steps: [{ stage: 'data', stepId: 'database', kind: 'promoteReplica' }],
  cannotBeUndone: ['database'],
};

const ask = async (verdict: 'ask' | 'refuse', taskToken = 'token') => {
  const runId = nextRunId();
  await world.tell(runId, [
    ['run', openedFor(plan)],
    ['run', { type: 'decided', verdict, reason: 'the plan asks a person', evidence }],
  ]);
  const dependencies = { ...world, plans: { orders: plan }, region: 'us-east-1', ledgerTable: 'ledger' };
  return { runId, asking: () => awaitApproval({ runId, taskToken, unanswered: 0 }, dependencies) };
};

it('publishes the request and writes down until when an answer is awaited', async () => {
  const { runId, asking } = await ask('ask', 'a-task-token');
  await asking();
  expect(world.notices.at(-1)?.message).toContain('--task-token "a-task-token"');
  const entries = await world.entries(runId);
  const asked = entries.at(-1);
  expect(asked?.fact).toMatchObject({
    type: 'asked',
    question: 'approval',
    messageId: `message-${world.notices.length}`,
  });
  const expiresAt = asked?.fact.type === 'asked' ? Date.parse(asked.fact.expiresAt) : 0;
  expect(Date.parse(asked?.at ?? '') - expiresAt + 1_800_000).toBeLessThanOrEqual(2000);
});

it('asks again when it is run again, since the token is another', async () => {
  const { asking } = await ask('ask');
  const before = world.notices.length;
  await asking();
  await asking();
  expect(world.notices.length).toBe(before + 2);
});

it('says why the answer before was not taken', async () => {
  const { runId, asking } = await ask('ask');
  await asking();
  expect(world.notices.at(-1)?.message).not.toContain('was not taken');
  await world.tell(runId, [['run', { type: 'answerRejected', reason: 'it was said twice' }]]);
  await asking();
  expect(world.notices.at(-1)?.message).toContain('The last answer was not taken: it was said twice');
  await asking();
  expect(world.notices.at(-1)?.message).not.toContain('was not taken');
});

it('asks the contact whose turn it is, for as long as is theirs', async () => {
  const response = { runbook: 'failover', holdDown: '1h', approvalTimeout: '30m', escalateAfter: '10m' };
  const contacts = ['on-call', 'team lead', 'head of IT'];
  const escalating = planOf({ data: [given.promote] }, { response: { ...response, contacts } });
  const { runId } = await ask('ask');
  const dependencies = { ...world, plans: { orders: escalating }, region: 'us-east-1', ledgerTable: 'ledger' };
  await awaitApproval({ runId, taskToken: 'token', unanswered: 1 }, dependencies);
  expect(world.notices.at(-1)).toMatchObject({ contact: 'team lead' });
  const asked = (await world.entries(runId)).at(-1);
  expect(asked?.fact).toMatchObject({ type: 'asked', contact: 'team lead' });
  const expiresAt = asked?.fact.type === 'asked' ? Date.parse(asked.fact.expiresAt) : 0;
  expect(Date.parse(asked?.at ?? '') - expiresAt + 600_000).toBeLessThanOrEqual(2000);
});

it('says how long it took before', async () => {
  const { runId, asking } = await ask('ask');
  const holder = { runId, executionArn: 'arn' };
  await world.rawControl.acquire(plan.plan, holder);
  const { runbook } = plan.response;
  const at = '2026-01-04T03:00:00.000Z';
  await world.rawControl.remember(plan.plan, holder, {
    runId,
    runbook,
    at,
    recoveryTimeSeconds: 90,
    dataLossSeconds: 1,
  });
  await asking();
  expect(world.notices.at(-1)?.message).toContain('Expected recovery time: 1 min 30 s (median of 1 earlier run');
});

it('asks all the same when nobody can read how long it took before', async () => {
  const { runId } = await ask('ask');
  const history = async () => {
    throw new LedgerUnavailable('The table did not answer.');
  };
  const dependencies = {
    ...world,
    control: { history },
    plans: { orders: plan },
    region: 'us-east-1',
    ledgerTable: 'ledger',
  };
  const before = world.notices.length;
  await awaitApproval({ runId, taskToken: 'token', unanswered: 0 }, dependencies);
  expect(world.notices.length).toBe(before + 1);
});

it('asks nobody about a run that was not decided to be asked about', async () => {
  const { asking } = await ask('refuse');
  const before = world.notices.length;
  await expect(asking()).rejects.toMatchObject({ name: 'InvalidInput' });
  expect(world.notices.length).toBe(before);
});

it('names what earlier runs of the plan owe, before whatever a yes would do', async () => {
  const { runId, asking } = await ask('ask');
  const owedBy = (of: string, instance: string) =>
    Debt.parse({
      ...{ instance, region: 'us-west-2', runId: of, stepId: 'fence', attempt: 1, fence: 'f', keepTrying: 604_800 },
      ...{ since: '2026-01-04T03:00:00.000Z', because: 'silence' },
    });
  await world.debts.change(plan.plan, () => [owedBy('earlier', 'orders-prod'), owedBy(runId, 'billing-prod')]);
  await asking();
  await world.debts.change(plan.plan, () => []);
  const { message = '' } = world.notices.at(-1) ?? {};
  expect(message.split('\n')[1]).toBe(
    'NOT fenced since an earlier run: orders-prod in us-west-2 may take writes (run earlier, owed since 2026-01-04T03:00:00.000Z).',
  );
  expect(message).not.toContain('billing-prod');
});
