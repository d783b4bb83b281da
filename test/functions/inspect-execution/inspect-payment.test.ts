import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectPayment } from '../../../functions/inspect-execution/inspect-payment.ts';
import type { ExecutionEnding } from '../../../shared/contracts/command.ts';
import { Debt } from '../../../shared/contracts/recovery/debt.ts';
import type { Told } from '../../shared/support/entries.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const stoppedAt = '2026-01-05T05:00:00.000Z';
const settled: Told = ['debt:fence', { type: 'debtSettled', verdict: 'paid', because: 'so', attempt: 1 }];
const told: Told = ['debt:fence', { type: 'debtTold', attempt: 1 }];

type Scene = Readonly<{
  told?: readonly Told[];
  debt?: Readonly<Record<string, unknown>> | undefined;
  status?: ExecutionEnding;
  now?: string;
  input?: string;
}>;

let plans = 0;
const prepare = async ({
  told: all = [],
  debt,
  status = 'ABORTED',
  now = '2026-01-05T05:10:00.000Z',
  input,
}: Scene) => {
  plans += 1;
  const plan = planOf({ data: [given.fence, given.promote] }, { plan: `orders-${plans}` });
  const runId = nextRunId();
  await world.tell(runId, [['run', openedFor(plan)], ...all]);
  const owed = {
    ...{
      instance: 'orders-prod',
      region: 'us-west-2',
      runId,
      stepId: 'fence',
      attempt: 1,
      fence: 'f',
      keepTrying: 7200,
    },
    ...{ since: '2026-01-05T03:00:00.000Z', because: 'silence' },
  };
  if (debt !== undefined) await world.debts.change(plan.plan, () => [Debt.parse({ ...owed, ...debt })]);
  const ended = {
    kind: 'ended',
    status,
    at: stoppedAt,
    why: { error: '', cause: '' },
    input: input ?? JSON.stringify({ runId, stepId: 'fence', pay: 1 }),
  } as const;
  const { ledgerOf, debts } = world;
  const inspect = () => inspectPayment(ended, { ledgerOf, debts, now: () => now });
  return { plan, runId, inspect };
};

describe('an execution of pay-fence that ended without success', () => {
  it.each<Scene & { when: string; next: string; debtAfter?: number }>([
    { when: 'the fence is still owed', debt: {}, next: 'StartPayment', debtAfter: 2 },
    {
      when: 'it was passed on before, by an inspection that died',
      debt: { attempt: 2 },
      next: 'StartPayment',
      debtAfter: 2,
    },
    { when: 'a later execution has it', debt: { attempt: 3 }, next: 'settled', debtAfter: 3 },
    { when: 'another run owes it now', debt: { runId: 'another' }, next: 'settled' },
    { when: 'nothing is owed', next: 'settled' },
    { when: 'its end is not told', debt: {}, told: [settled], next: 'SettleDebt', debtAfter: 1 },
    { when: 'its end is told', told: [settled, told], next: 'settled' },
    { when: 'it was started with something else', debt: {}, input: '{"pay":"all"}', next: 'settled', debtAfter: 1 },
    { when: 'its function may be at work yet', debt: {}, now: '2026-01-05T05:01:00.000Z', next: 'wait', debtAfter: 1 },
    {
      when: 'it broke two minutes ago',
      debt: {},
      status: 'FAILED',
      now: '2026-01-05T05:02:00.000Z',
      next: 'wait',
      debtAfter: 1,
    },
    {
      when: 'it has broken for a day longer than it should have been tried',
      debt: {},
      status: 'FAILED',
      now: '2026-01-06T05:02:00.000Z',
      next: 'unknown',
      debtAfter: 1,
    },
  ])('$when: $next', async ({ next, debtAfter, ...scene }) => {
    const { plan, runId, inspect } = await prepare(scene);
    const answer = await inspect();
    expect(answer.next).toBe(next);
    expect(await inspect()).toEqual(answer);
    if (next === 'StartPayment') expect(answer.debt).toEqual({ stepId: 'fence', pay: 2, name: `${runId}_fence_pay_2` });
    if (debtAfter !== undefined) expect((await world.debts.read(plan.plan))[0]?.attempt).toBe(debtAfter);
  });

  it('says how long to wait', async () => {
    const { inspect } = await prepare({ debt: {}, status: 'FAILED', now: '2026-01-05T05:02:00.000Z' });
    expect((await inspect()).waitSeconds).toBe(180);
  });
});
