import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { DbInstanceId, type PlanName, RunId } from '../../../shared/contracts/fields.ts';
import { Debt } from '../../../shared/contracts/recovery/debt.ts';
import { openBooks } from '../../../shared/control/books.ts';
import { type Debts, openDebts } from '../../../shared/control/debts.ts';
import { writeOffKey } from '../../../shared/domain/recovery/write-off-key.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import { usePlanControl } from '../ledger/plan-control.ts';
import { tables } from '../ledger/tables.ts';

const { client, control, plan } = usePlanControl();
const instance = DbInstanceId.parse('orders-prod');
const debtOf = (change: Record<string, unknown> = {}): Debt =>
  Debt.parse({
    ...{ instance, region: 'us-west-2', runId: 'run-1', stepId: 'fence', attempt: 1, fence: 'f', keepTrying: 7200 },
    ...{ since: '2026-01-05T03:00:00.000Z', because: 'silence' },
    ...change,
  });

let debts: Debts;
beforeAll(() => {
  debts = openDebts({ client: client(), table: tables.control });
});

describe('the debts of a plan in the control table', () => {
  it('are none where nothing was ever owed, and reading leaves nothing', async () => {
    expect(await debts.read(plan())).toEqual([]);
    expect(await debts.change(plan(), (all) => all)).toEqual([]);
  });

  it('stay as they were changed, and lose none of two changes at once', async () => {
    const add = (name: string) => debts.change(plan(), (all) => [...all, debtOf({ instance: name })]);
    await Promise.all([add('one'), add('two'), add('three')]);
    expect((await debts.read(plan())).map((debt) => debt.instance).toSorted()).toEqual(['one', 'three', 'two']);
    await debts.change(plan(), () => []);
    expect(await debts.read(plan())).toEqual([]);
  });
});

const write = async (of: PlanName, change: Record<string, string>): Promise<void> => {
  const item = {
    key: writeOffKey(of, instance),
    runId: 'run-1',
    instance,
    operator: 'Ada',
    reason: 'it is gone',
    ...change,
  };
  const Item = Object.fromEntries(Object.entries(item).map(([key, S]) => [key, { S }]));
  await client().send(new PutItemCommand({ TableName: tables.control, Item }));
};

describe('a debt that a person writes off', () => {
  it('is read with name and reason', async () => {
    expect(await debts.writtenOff(plan(), instance)).toBeUndefined();
    await write(plan(), {});
    expect(await debts.writtenOff(plan(), instance)).toEqual({
      ...{ runId: 'run-1', instance, operator: 'Ada', reason: 'it is gone' },
    });
  });

  it.each([
    { operator: '<your name>' },
    { reason: '<why>' },
    { operator: ' ' },
    { reason: '' },
    { operator: '$NAME' },
    { runId: 'no run' },
  ])('is none with %o', async (change) => {
    await write(plan(), change);
    expect(await debts.writtenOff(plan(), instance)).toBeUndefined();
  });
});

describe('the books of a plan', () => {
  const read = (of: DbInstanceId | undefined) => openBooks({ client: client(), table: tables.control })(plan(), of);

  it('are empty where nothing was ever written', async () => {
    expect(await read(instance)).toEqual({ debts: [], standing: {}, writtenOff: undefined });
  });

  it('are what the items say that are read one by one', async () => {
    const runId = RunId.parse('run-1');
    await control().acquire(plan(), { runId, executionArn: 'arn:run-1' });
    await debts.change(plan(), () => [debtOf()]);
    await write(plan(), {});
    const Item = { key: { S: `killSwitch#${plan()}` }, reason: { S: 'Ada holds it' } };
    await client().send(new PutItemCommand({ TableName: tables.control, Item }));
    expect(await read(instance)).toEqual({
      debts: await debts.read(plan()),
      standing: await control().standing(plan()),
      writtenOff: await debts.writtenOff(plan(), instance),
    });
    expect(await read(instance)).toMatchObject({
      ...{ debts: [{ instance }], standing: { lock: { runId }, killSwitch: 'Ada holds it' }, writtenOff: { runId } },
    });
    expect((await read(undefined)).writtenOff).toBeUndefined();
    expect((await read(DbInstanceId.parse('another'))).writtenOff).toBeUndefined();
  });

  it('are unavailable when the table does not answer', async () => {
    const away = openBooks({ client: client(), table: 'none' });
    await expect(away(plan(), instance)).rejects.toThrow(LedgerUnavailable);
  });
});
