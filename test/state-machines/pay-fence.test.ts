import type { Json } from 'simulated-aws/step-functions/json.ts';
import { pathOf, secondsOf } from 'simulated-aws/test/step-functions/machine-room.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { type Cast, createStage, dies, inTurn, paymentsOf } from './machines.ts';
import { statesOfMachine } from './states-of-machine.ts';

const looked = (status: string, change: Readonly<Record<string, Json>> = {}): Json => ({
  status,
  waitSeconds: 5,
  because: 'so',
  used: 10,
  ...change,
});
const next = { attempt: 2, name: 'run-1_fence_pay_2' };
const debt = { runId: 'run-1', stepId: 'fence', pay: 1 };
const silent = () => Object.assign(dies(), { errorType: 'LedgerUnavailable' });

const visited = new Set<string>();

const play = async (cast: Cast) => {
  const stage = createStage({ SettleDebt: inTurn({}), ...cast });
  const execution = await stage.run('pay-fence', debt, 'run-1_fence_pay_1');
  const path = pathOf(execution);
  for (const state of path) visited.add(state);
  return { ...stage, execution, path: path.filter((state) => state !== 'IsFencePaid').join(' ') };
};

type Row = Readonly<{ when: string; cast: Cast; path: string; status: string }>;

describe('a payment', () => {
  it.each<Row>([
    {
      when: 'waits for the Region, and is settled and told',
      cast: { FenceDatabase: inTurn(looked('waiting'), looked('waiting'), looked('settled')) },
      path: 'TakeDebt FenceDatabase WaitForRegion FenceDatabase WaitForRegion FenceDatabase SettleDebt DebtSettled',
      status: 'SUCCEEDED',
    },
    {
      when: 'does nothing where nothing is owed',
      cast: { FenceDatabase: inTurn(looked('notOwed')) },
      path: 'TakeDebt FenceDatabase NothingOwed',
      status: 'SUCCEEDED',
    },
    {
      when: 'fails when the function does for good, and no status is taken for a fence',
      cast: { FenceDatabase: inTurn(looked('done')) },
      path: 'TakeDebt FenceDatabase PaymentFailed',
      status: 'FAILED',
    },
    {
      when: 'outlives a function that dies and a ledger that is away',
      cast: { FenceDatabase: inTurn(dies(), silent(), silent(), looked('settled')) },
      path: 'TakeDebt FenceDatabase SettleDebt DebtSettled',
      status: 'SUCCEEDED',
    },
    {
      when: 'fails when its end cannot be told',
      cast: { FenceDatabase: inTurn(looked('settled')), SettleDebt: inTurn(dies()) },
      path: 'TakeDebt FenceDatabase SettleDebt PaymentFailed',
      status: 'FAILED',
    },
  ])('$when', async ({ cast, path, status }) => {
    const played = await play(cast);
    expect({ path: played.path, status: played.execution.status }).toEqual({ path, status });
  });

  it('hands over to the next execution by its name, once', async () => {
    const { path, room } = await play({
      FenceDatabase: inTurn(looked('handOver', { used: 12_000, next }), looked('notOwed')),
    });
    expect(path).toBe('TakeDebt FenceDatabase StartPayment PaymentHandedOver');
    const paying = paymentsOf(room);
    expect(paying.slice(1)).toEqual([{ name: next.name, input: { ...debt, pay: 2 } }]);
  });

  it('tells each look how much of its history is used', async () => {
    const { given, execution } = await play({
      FenceDatabase: inTurn(looked('waiting', { waitSeconds: 60 }), looked('settled')),
    });
    expect(given('FenceDatabase')).toEqual([
      { ...debt, used: 0, retries: 0 },
      { ...debt, used: 10, retries: 0 },
    ]);
    expect(given('SettleDebt')).toEqual([debt]);
    expect(secondsOf(execution)).toBeGreaterThanOrEqual(60);
  });

  it('uses no more of its history than each look counts', async () => {
    const looks = Array.from({ length: 50 }, () => looked('waiting'));
    const { execution } = await play({ FenceDatabase: inTurn(...looks, looked('settled')) });
    expect(execution.history.events().length).toBeLessThanOrEqual(10 * 51 + 12);
  });
});

afterAll(() => {
  expect([...visited].sort()).toEqual(statesOfMachine('pay-fence'));
});
