import type { Json } from 'simulated-aws/step-functions/json.ts';
import { machineArn, pathOf, secondsOf } from 'simulated-aws/test/step-functions/machine-room.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { type Cast, createStage, dies, inTurn } from './machines.ts';
import { statesOfMachine } from './states-of-machine.ts';

const verdict = (word: string, rest: { readonly [key: string]: Json } = {}): Json => ({
  verdict: word,
  plan: 'orders',
  code: 'quorum',
  reason: 'so the signals say',
  ...rest,
});
const recovery = { plan: 'orders', reason: 'two signals agree' };
const starts = verdict('start', { executionName: 'orders-20260105T030000Z-1', recovery });
const waits = (waitSeconds: number) => verdict('wait', { code: 'dwelling', waitSeconds });
const refuses = (code: string) => verdict('refuse', { code, isNews: true, readings: [] });
const denied = () => Object.assign(dies(), { errorType: 'LedgerDenied' });
const trigger = { by: 'schedule', plan: 'orders', at: '2026-01-05T03:00:00Z' };

/** What recover does is not told here; it waits for its lock. */
const opening: Cast = { OpenRun: () => new Promise(() => undefined), RecordRefusal: inTurn({}) };

const visited = new Set<string>();

const play = async (cast: Cast, prepare: (stage: ReturnType<typeof createStage>) => void = () => undefined) => {
  const stage = createStage({ ...opening, ...cast });
  prepare(stage);
  const execution = await stage.run('detect', trigger, 'woken');
  for (const state of pathOf(execution)) visited.add(state);
  const runs = stage.room.states.executions().filter(({ machine }) => machine.arn === machineArn('recover'));
  return { ...stage, execution, runs, path: pathOf(execution).join(' ') };
};

const weighed = 'WeighSignals HowDoSignalsStand';
const recorded = 'RecordRefusal IsRefusalRecorded';

type Row = Readonly<{ when: string; cast: Cast; path: string; status: string; runs: number }>;

describe('detection', () => {
  it.each<Row>([
    {
      when: 'the service is lost',
      cast: { WeighSignals: inTurn(starts) },
      path: `${weighed} StartRecovery RecoveryStarted`,
      status: 'SUCCEEDED',
      runs: 1,
    },
    {
      when: 'the service is lost for long enough after three looks',
      cast: { WeighSignals: inTurn(waits(10), waits(10), starts) },
      path: `${weighed} WaitForDwell ${weighed} WaitForDwell ${weighed} StartRecovery RecoveryStarted`,
      status: 'SUCCEEDED',
      runs: 1,
    },
    {
      when: 'the service is well',
      cast: { WeighSignals: inTurn(verdict('quiet')) },
      path: `${weighed} NothingToDo`,
      status: 'SUCCEEDED',
      runs: 0,
    },
    {
      when: 'something stands against a start',
      cast: { WeighSignals: inTurn(refuses('heldDown')) },
      path: `${weighed} ${recorded} StartRefused`,
      status: 'SUCCEEDED',
      runs: 0,
    },
    {
      when: 'another execution watches the plan',
      cast: { WeighSignals: inTurn(refuses('watched')) },
      path: `${weighed} LeftToWatcher`,
      status: 'SUCCEEDED',
      runs: 0,
    },
    {
      when: 'a refusal can be written down at the fifth attempt',
      cast: {
        WeighSignals: inTurn(refuses('heldDown')),
        RecordRefusal: inTurn(denied(), denied(), dies(), denied(), {}),
      },
      path: `${weighed} ${recorded} StartRefused`,
      status: 'SUCCEEDED',
      runs: 0,
    },
    {
      when: 'a refusal can be neither told nor written down',
      cast: { WeighSignals: inTurn(refuses('heldDown')), RecordRefusal: inTurn(dies()) },
      path: `${weighed} RecordRefusal DetectionFailed`,
      status: 'FAILED',
      runs: 0,
    },
    {
      when: 'the signals cannot be weighed',
      cast: { WeighSignals: inTurn(dies()) },
      path: `WeighSignals ${recorded} DetectionFailed`,
      status: 'FAILED',
      runs: 0,
    },
    {
      when: 'the verdict is none that it knows',
      cast: { WeighSignals: inTurn(verdict('perhaps')), RecordRefusal: inTurn(dies()) },
      path: `${weighed} RecordRefusal DetectionFailed`,
      status: 'FAILED',
      runs: 0,
    },
  ])('ends $status with $runs runs when $when', async ({ cast, path, status, runs }) => {
    const played = await play(cast);
    expect(played.path).toBe(path);
    expect(played.execution.status).toBe(status);
    expect(played.runs).toHaveLength(runs);
  });

  it('goes on with the next look when one has died', async () => {
    const { path, runs, given } = await play({ WeighSignals: inTurn(dies(), starts) });
    expect(path).toBe(`${weighed} StartRecovery RecoveryStarted`);
    expect(given('WeighSignals')).toHaveLength(2);
    expect(runs).toHaveLength(1);
  });

  it('looks again after the time that was asked for', async () => {
    const { execution } = await play({ WeighSignals: inTurn(waits(10), waits(7), verdict('quiet')) });
    expect(secondsOf(execution)).toBeGreaterThanOrEqual(17);
    expect(secondsOf(execution)).toBeLessThan(20);
  });

  it('hands every look what woke it and since when it looks', async () => {
    const { given, execution } = await play({ WeighSignals: inTurn(waits(10), verdict('quiet')) });
    const startedAt = new Date(execution.startedAt).toISOString();
    const handed = { executionArn: execution.arn, executionName: 'woken', startedAt, trigger };
    expect(given('WeighSignals')).toEqual([handed, handed]);
  });

  it('ends by itself when the signals are never decided', async () => {
    const { execution } = await play({ WeighSignals: inTurn(waits(10)) });
    expect(execution.status).toBe('TIMED_OUT');
    expect(secondsOf(execution)).toBe(1800);
  });
});

describe('what is recorded', () => {
  it('of a refusal is the verdict', async () => {
    const { given, execution } = await play({ WeighSignals: inTurn(refuses('heldDown')) });
    const common = { executionArn: execution.arn, trigger, retries: 0 };
    expect(given('RecordRefusal')).toEqual([{ ...common, refusal: refuses('heldDown') }]);
  });

  it('of a failure is the state and its error', async () => {
    const { given } = await play({ WeighSignals: inTurn(dies()) });
    const refusal = { state: 'WeighSignals', failure: { Error: 'Sandbox.Timedout' } };
    expect(given('RecordRefusal')).toMatchObject([{ trigger, refusal }]);
  });
});

describe('the start of a recovery', () => {
  const name = 'orders-20260105T030000Z-1';
  const forbid = (stage: ReturnType<typeof createStage>) => void stage.room.denied.add('states:StartExecution');

  it('is a run of the name and with the input that were decided', async () => {
    const { runs } = await play({ WeighSignals: inTurn(starts) });
    expect(runs.map((run) => ({ name: run.name, input: run.input.value }))).toEqual([{ name, input: recovery }]);
  });

  it('is left alone when the run of this outage has been there before', async () => {
    const { path, execution, runs } = await play({ WeighSignals: inTurn(starts) }, ({ room }) => {
      room.start('recover', { plan: 'orders', reason: 'somebody else was first' }, name);
    });
    expect(path).toBe(`${weighed} StartRecovery RecoveryAlreadyStarted`);
    expect(execution.status).toBe('SUCCEEDED');
    expect(runs).toHaveLength(1);
    expect(secondsOf(execution)).toBeLessThan(2);
  });

  it('that fails for good is told, and detection has failed', async () => {
    const { path, given, runs } = await play({ WeighSignals: inTurn(starts) }, forbid);
    expect(path).toBe(`${weighed} StartRecovery ${recorded} DetectionFailed`);
    expect(given('RecordRefusal')).toMatchObject([{ refusal: { state: 'StartRecovery' } }]);
    expect(runs).toEqual([]);
  });

  it('that fails for a moment is tried again', async () => {
    const { path, runs } = await play({ WeighSignals: inTurn(starts) }, (stage) => {
      forbid(stage);
      stage.room.clock.after(4000, () => void stage.room.denied.clear());
    });
    expect(path).toBe(`${weighed} StartRecovery RecoveryStarted`);
    expect(runs).toHaveLength(1);
  });
});

afterAll(() => {
  expect(statesOfMachine('detect').filter((state) => !visited.has(state))).toEqual([]);
});
