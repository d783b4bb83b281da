import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settleDebt } from '../../../functions/settle-debt/settle-debt.ts';
import { Debt, type DebtVerdict } from '../../../shared/contracts/recovery/debt.ts';
import { InvalidInput } from '../../../shared/errors.ts';
import { facts, type Told } from '../../shared/support/entries.ts';
import { given, openedFor, planOf, stepId } from '../../shared/support/plan.ts';
import { createRunWorld, Killed, killings, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const since = '2026-01-05T02:50:00.000Z';
const owed: Told = [
  'step:fence',
  {
    type: 'stepDone',
    evidence: {
      ...{ fenced: false, owed: true, instance: 'orders-prod', region: 'us-west-2', since, because: 'silence' },
      ...{ attempt: 1, payment: 1 },
    },
  },
];
const ends = (verdict: DebtVerdict): Told => [
  'debt:fence',
  { type: 'debtSettled', verdict, because: 'so', attempt: 1 },
];

let plans = 0;
const prepare = async (told: readonly Told[], others: readonly object[] = []) => {
  plans += 1;
  const plan = planOf({ data: [given.fence, given.promote] }, { plan: `orders-${plans}` });
  const runId = nextRunId();
  await world.tell(runId, [['run', openedFor(plan)], ...told]);
  const debt = {
    ...{
      instance: 'orders-prod',
      region: 'us-west-2',
      runId,
      stepId: 'fence',
      attempt: 1,
      fence: 'f',
      keepTrying: 7200,
    },
    ...{ since, because: 'silence', dueSince: since },
  };
  await world.debts.change(plan.plan, () =>
    [debt, ...others.map((one) => ({ ...debt, ...one }))].map((one) => Debt.parse(one)),
  );
  const reported: number[] = [];
  const { ledgerOf, debts, publish, now } = world;
  const { guard } = world.killer;
  const dependencies = {
    ...{ ledgerOf, publish, now },
    debts: { ...debts, change: (...all: Parameters<typeof debts.change>) => guard(() => debts.change(...all)) },
    reportOwed: async (count: number) => void reported.push(count),
  };
  const input = { runId, stepId: stepId('fence'), pay: 1 };
  const settle = () => settleDebt(input, dependencies);
  return { plan, runId, reported, settle, dependencies, input, before: world.notices.length };
};

describe('a debt that has come to its end', () => {
  it.each<{ verdict: DebtVerdict; subject: string | undefined }>([
    { verdict: 'paid', subject: 'Fenced now: orders-prod in us-west-2 (incident)' },
    { verdict: 'givenUp', subject: 'NOT fenced, given up: orders-prod in us-west-2 (incident)' },
    { verdict: 'moot', subject: 'NOT fenced, and nothing to fence: orders-prod in us-west-2 (incident)' },
    { verdict: 'overtaken', subject: 'NOT fenced, no longer tried for this run: orders-prod in us-west-2 (incident)' },
    { verdict: 'writtenOff', subject: 'NOT fenced, written off: orders-prod in us-west-2 (incident)' },
    { verdict: 'dropped', subject: undefined },
  ])('$verdict leaves the table and is told, once', async ({ verdict, subject }) => {
    const { plan, runId, reported, settle, before } = await prepare([owed, ends(verdict)]);
    await settle();
    await settle();
    expect(await world.debts.read(plan.plan)).toEqual([]);
    expect(world.notices.slice(before).map((notice) => notice.subject)).toEqual(subject === undefined ? [] : [subject]);
    expect(reported).toEqual([0, 0]);
    expect((await world.facts(runId, 'debt:fence')).filter(({ type }) => type === 'debtTold')).toHaveLength(1);
  });

  it('is not told where the run has made the fence itself after all', async () => {
    const made: Told = ['step:fence', { type: 'stepDone', evidence: { fenced: true } }];
    const { settle, before } = await prepare([owed, made, ends('paid')]);
    await settle();
    expect(world.notices).toHaveLength(before);
  });

  it('says how the fence is taken off, and how long after the run it was made', async () => {
    const intent: Told = ['debt:fence', { ...facts.intent, evidence: { securityGroupsBefore: ['sg-1', 'sg-2'] } }];
    const { settle } = await prepare([owed, ['run', { type: 'runClosed' }], intent, ends('paid')]);
    await settle();
    const { message = '' } = world.notices.at(-1) ?? {};
    expect(message).toContain('--db-instance-identifier orders-prod --vpc-security-group-ids sg-1 sg-2');
    expect(message).toMatch(/Ended 2026.*, 2 s after its run ended/);
  });

  it('leaves the alarm on while another debt of the plan is due', async () => {
    const { plan, reported, settle } = await prepare(
      [owed, ends('paid')],
      [{ instance: 'another', stepId: 'another' }],
    );
    await settle();
    expect(reported).toEqual([]);
    expect(await world.debts.read(plan.plan)).toHaveLength(1);
  });

  it('is settled though the figure cannot be sent', async () => {
    const { settle, dependencies, input, before } = await prepare([owed, ends('paid')]);
    const reportOwed = async () => {
      throw new Error('denied');
    };
    await settleDebt(input, { ...dependencies, reportOwed });
    expect(world.notices).toHaveLength(before + 1);
    await settle();
    expect(world.notices).toHaveLength(before + 1);
  });

  it.each(killings(4))('killed $moment its call $nth is settled by the next', async ({ nth, moment }) => {
    const { plan, settle, before } = await prepare([owed, ends('paid')]);
    world.killer.arm(nth, moment);
    await expect(settle()).rejects.toThrow(Killed);
    world.killer.disarm();
    await settle();
    expect(await world.debts.read(plan.plan)).toEqual([]);
    const references = world.notices.slice(before).map(({ message }) => message.match(/Reference: .*/)?.[0]);
    expect(new Set(references).size).toBe(1);
    expect(references.length).toBe(nth === 3 && moment === 'after' ? 2 : references.length);
  });
});

describe('a debt that is still open', () => {
  it.each([
    { what: 'has not ended', told: [owed] },
    { what: 'was never owed', told: [ends('paid')] },
    {
      what: 'was ended by another execution',
      told: [owed, ['debt:fence', { type: 'debtSettled', verdict: 'paid', because: 'so', attempt: 2 }] satisfies Told],
    },
  ])('since it $what is left alone, whoever asks', async ({ told }) => {
    const { plan, settle, before } = await prepare(told);
    await expect(settle()).rejects.toThrow(InvalidInput);
    expect(await world.debts.read(plan.plan)).toHaveLength(1);
    expect(world.notices).toHaveLength(before);
  });
});
