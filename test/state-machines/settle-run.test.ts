import type { Json } from 'simulated-aws/step-functions/json.ts';
import { pathOf, secondsOf } from 'simulated-aws/test/step-functions/machine-room.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { type Cast, createStage, dies, inTurn, paymentsOf } from './machines.ts';
import { statesOfMachine } from './states-of-machine.ts';

const executionArn = 'arn:aws:states:us-east-1:123456789012:execution:recover:run-1';
const says = (next: string, change: Readonly<Record<string, Json>> = {}): Json => ({
  next,
  executionArn,
  runId: 'run-1',
  occasion: 'incident',
  waitSeconds: 60,
  trigger: { plan: 'orders' },
  failure: { Error: 'ABORTED', Cause: '' },
  debt: { stepId: 'fence', pay: 2, name: 'run-1_fence_pay_2' },
  ...change,
});

const made: Cast = Object.fromEntries(
  [
    'RecordOutcome',
    'NotifyOperators',
    'CloseRun',
    'RecordVerification',
    'NotifyVerification',
    'CloseVerification',
    'RecordRefusal',
    'SettleDebt',
  ].map((name) => [name, inTurn({})]),
);

const visited = new Set<string>();

const play = async (cast: Cast) => {
  const stage = createStage({ ...made, ...cast });
  const execution = await stage.run('settle-run', { executionArn });
  const path = pathOf(execution);
  for (const state of path) visited.add(state);
  return { ...stage, execution, path: path.filter((state) => state !== 'WhatIsMissing').join(' ') };
};

const silent = () => Object.assign(dies(), { errorType: 'LedgerUnavailable' });

type Row = Readonly<{ when: string; cast: Cast; path: string; status: string }>;

describe('settling', () => {
  it.each<Row>([
    {
      when: 'nothing is missing',
      cast: { InspectExecution: inTurn(says('settled')) },
      path: 'TakeExecution InspectExecution NothingIsMissing',
      status: 'SUCCEEDED',
    },
    {
      when: 'a run left nothing',
      cast: {
        InspectExecution: inTurn(
          says('wait'),
          ...['RecordOutcome', 'NotifyOperators', 'CloseRun', 'settled'].map((next) => says(next)),
        ),
      },
      path: 'TakeExecution InspectExecution WaitForEnd InspectExecution RecordOutcome InspectExecution NotifyOperators InspectExecution CloseRun InspectExecution NothingIsMissing',
      status: 'SUCCEEDED',
    },
    {
      when: 'a verification left nothing',
      cast: {
        InspectExecution: inTurn(
          ...['RecordVerification', 'NotifyVerification', 'CloseVerification', 'settled'].map((next) => says(next)),
        ),
      },
      path: 'TakeExecution InspectExecution RecordVerification InspectExecution NotifyVerification InspectExecution CloseVerification InspectExecution NothingIsMissing',
      status: 'SUCCEEDED',
    },
    {
      when: 'a detection was stopped',
      cast: { InspectExecution: inTurn(says('RecordRefusal')) },
      path: 'TakeExecution InspectExecution RecordRefusal NothingIsMissing',
      status: 'SUCCEEDED',
    },
    {
      when: 'nobody knows what the execution was',
      cast: { InspectExecution: inTurn(says('unknown')) },
      path: 'TakeExecution InspectExecution SettlingFailed',
      status: 'FAILED',
    },
  ])('ends $status when $when', async ({ cast, path, status }) => {
    const played = await play(cast);
    expect(played.path).toBe(path);
    expect(played.execution.status).toBe(status);
  });

  it.each([
    { name: 'RecordOutcome', missed: 'record' },
    { name: 'NotifyOperators', missed: 'notice' },
    { name: 'CloseRun', missed: 'lock' },
    { name: 'RecordVerification', missed: 'record' },
    { name: 'NotifyVerification', missed: 'notice' },
    { name: 'CloseVerification', missed: 'lock' },
  ])('goes on without what $name cannot make just now, and comes back to it', async ({ name, missed }) => {
    const { given, path } = await play({
      InspectExecution: inTurn(says(name), says('wait'), says(name), says('settled')),
      [name]: inTurn(...Array.from({ length: 20 }, dies), {}),
    });
    expect(path).toContain(`${name} InspectExecution WaitForEnd InspectExecution ${name}`);
    const none = { record: false, notice: false, lock: false };
    expect(given('InspectExecution').slice(0, 3)).toEqual([
      { executionArn, missed: none },
      { executionArn, missed: { ...none, [missed]: true } },
      { executionArn, missed: none },
    ]);
  });

  it('tells each task the run, its execution and the occasion', async () => {
    const { given } = await play({
      InspectExecution: inTurn(
        ...['RecordOutcome', 'NotifyOperators', 'CloseRun', 'settled'].map((next) => says(next)),
      ),
    });
    for (const name of ['RecordOutcome', 'NotifyOperators', 'CloseRun'])
      expect(given(name)).toEqual([{ runId: 'run-1', executionArn, occasion: 'incident', retries: 0 }]);
  });

  it('goes on with the execution that a settlement before it was about', async () => {
    const of = `${executionArn}-of-before`;
    const { given } = await play({
      InspectExecution: inTurn(says('RecordOutcome', { executionArn: of }), says('settled', { executionArn: of })),
    });
    expect(given('RecordOutcome')).toMatchObject([{ executionArn: of }]);
    expect(given('InspectExecution')).toMatchObject([{ executionArn }, { executionArn: of }]);
  });

  it('tells who writes the refusal down what woke detection and how it ended', async () => {
    const { given } = await play({ InspectExecution: inTurn(says('RecordRefusal')) });
    const refusal = { state: 'detect', failure: { Error: 'ABORTED', Cause: '' } };
    expect(given('RecordRefusal')).toEqual([{ executionArn, trigger: { plan: 'orders' }, refusal, retries: 0 }]);
  });
});

describe('of a payment that ended', () => {
  const over = { status: 'notOwed', waitSeconds: 1, because: 'so', used: 10 };

  it('the debt goes on with the next execution', async () => {
    const cast = { InspectExecution: inTurn(says('wait'), says('StartPayment')), FenceDatabase: inTurn(over) };
    const { path, execution, room } = await play(cast);
    expect(path).toBe('TakeExecution InspectExecution WaitForEnd InspectExecution StartPayment NothingIsMissing');
    expect(execution.status).toBe('SUCCEEDED');
    const paying = paymentsOf(room);
    expect(paying).toEqual([{ name: 'run-1_fence_pay_2', input: { runId: 'run-1', stepId: 'fence', pay: 2 } }]);
  });

  it('its end is told, by the function that should have', async () => {
    const { path, given } = await play({ InspectExecution: inTurn(says('SettleDebt')) });
    expect(path).toBe('TakeExecution InspectExecution SettleDebt NothingIsMissing');
    expect(given('SettleDebt')).toEqual([{ runId: 'run-1', stepId: 'fence', pay: 2 }]);
  });
});

describe('a ledger that is away', () => {
  it('for twelve hours is waited for', async () => {
    let isAway = true;
    const stage = createStage({
      ...made,
      InspectExecution: () => {
        if (isAway) throw silent();
        return says('settled');
      },
    });
    stage.room.clock.after(12 * 3_600_000, () => {
      isAway = false;
    });
    const execution = await stage.run('settle-run', { executionArn });
    expect(execution.status).toBe('SUCCEEDED');
    expect(secondsOf(execution)).toBeLessThan(12 * 3600 + 400);
    expect(execution.history.events().length).toBeLessThan(2000);
  });

  it.each(['InspectExecution', 'RecordRefusal', 'SettleDebt'])(
    'for a day is more than %s can wait, which is alarmed',
    async (name) => {
      const next = name === 'SettleDebt' ? name : 'RecordRefusal';
      const cast = { InspectExecution: inTurn(says(next)), [name]: inTurn(silent()) };
      const { execution, path } = await play(cast);
      expect(path.endsWith(`${name} SettlingFailed`)).toBe(true);
      expect(execution.error).toBe('SettlingFailed');
      expect(secondsOf(execution) / 3600).toBeGreaterThan(18);
      expect(secondsOf(execution) / 3600).toBeLessThan(24);
    },
  );
});

it('what cannot be made for a day runs into the deadline, within the history', async () => {
  const looks = inTurn(
    ...Array.from({ length: 2000 }, (_, at) => says(at % 2 === 0 ? 'NotifyOperators' : 'wait', { waitSeconds: 300 })),
  );
  const { execution } = await play({ InspectExecution: looks, NotifyOperators: inTurn(dies()) });
  expect(execution.status).toBe('TIMED_OUT');
  expect(secondsOf(execution)).toBe(86_400);
  expect(execution.history.events().length).toBeLessThan(20_000);
});

afterAll(() => {
  expect(statesOfMachine('settle-run').filter((state) => !visited.has(state))).toEqual([]);
});
