import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/step-functions/json.ts';
import { createMachineRoom, FunctionFailure, lambdaTask, machine, pass, secondsOf } from './machine-room.ts';

const creating = (definition: Json) => () => createMachineRoom().create('m', definition);
const retrying = (retrier: Record<string, Json>) =>
  machine({ T: lambdaTask('f', { Retry: [{ ErrorEquals: ['A'], ...retrier }] }) });
const waiting = (rest: Record<string, Json>) => machine({ W: { Type: 'Wait', ...rest, End: true } });

describe('a definition is refused', () => {
  it.each<{ what: string; definition: Json; place: string }>([
    { what: 'an interval of none', definition: retrying({ IntervalSeconds: 0 }), place: '/Retry[0]/IntervalSeconds' },
    { what: 'half an interval', definition: retrying({ IntervalSeconds: 0.5 }), place: '/Retry[0]/IntervalSeconds' },
    { what: 'too many attempts', definition: retrying({ MaxAttempts: 100_000_000 }), place: '/Retry[0]/MaxAttempts' },
    { what: 'a backoff that shortens', definition: retrying({ BackoffRate: 0.9 }), place: '/Retry[0]/BackoffRate' },
    {
      what: 'a longest delay that is the first one',
      definition: retrying({ IntervalSeconds: 5, MaxDelaySeconds: 5 }),
      place: '/Retry[0]/MaxDelaySeconds',
    },
    {
      what: 'a longest delay of a leap year',
      definition: retrying({ MaxDelaySeconds: 31_622_400 }),
      place: '/Retry[0]/MaxDelaySeconds',
    },
    { what: 'half a jitter', definition: retrying({ JitterStrategy: 'HALF' }), place: '/Retry[0]/JitterStrategy' },
    { what: 'no error to retry', definition: retrying({ ErrorEquals: [] }), place: '/Retry[0]/ErrorEquals' },
    {
      what: 'a timeout of none',
      definition: machine({ T: lambdaTask('f', { TimeoutSeconds: 0 }) }),
      place: '/TimeoutSeconds',
    },
    {
      what: 'a heartbeat as long as the timeout',
      definition: machine({ T: lambdaTask('f', { TimeoutSeconds: 5, HeartbeatSeconds: 5 }) }),
      place: 'HeartbeatSeconds must be smaller than TimeoutSeconds at /States/T',
    },
    { what: 'half a second of waiting', definition: waiting({ Seconds: 0.5 }), place: '/States/W/Seconds' },
    { what: 'three years of waiting', definition: waiting({ Seconds: 100_000_000 }), place: '/States/W/Seconds' },
    {
      what: 'a moment without an offset',
      definition: waiting({ Timestamp: '2026-01-01T00:00:00' }),
      place: '/States/W/Timestamp',
    },
    {
      what: 'a variable with a dash',
      definition: machine({ P: pass({ Assign: { 'a-b': 1 } }) }),
      place: '/States/P/Assign/a-b',
    },
    {
      what: 'a long variable',
      definition: machine({ P: pass({ Assign: { ['a'.repeat(81)]: 1 } }) }),
      place: '/States/P/Assign/aaa',
    },
  ])('for $what, with its place', ({ definition, place }) => {
    expect(creating(definition)).toThrow(expect.objectContaining({ code: 'InvalidDefinition' }));
    expect(creating(definition)).toThrow(place);
  });

  const result = '{% $states.result %}';
  const errorOutput = '{% [1].($states.errorOutput.Error) %}';
  const catching = (rest: Record<string, Json>) =>
    machine({ T: lambdaTask('f', { Catch: [{ ErrorEquals: ['A'], Next: 'P', ...rest }] }), P: pass() });
  it.each<{ where: string; definition: Json }>([
    { where: 'T/Arguments', definition: machine({ T: lambdaTask('f', { Arguments: { a: [result] } }) }) },
    { where: 'T/TimeoutSeconds', definition: machine({ T: lambdaTask('f', { TimeoutSeconds: result }) }) },
    { where: 'T/Output', definition: machine({ T: lambdaTask('f', { Output: errorOutput }) }) },
    { where: 'T/Catch[0]/Output', definition: catching({ Output: result }) },
    { where: 'P/Output', definition: machine({ P: pass({ Output: result }) }) },
    { where: 'W/Seconds', definition: waiting({ Seconds: result }) },
    {
      where: 'C/Choices[0]/Condition',
      definition: machine({ C: { Type: 'Choice', Choices: [{ Condition: errorOutput, Next: 'P' }] }, P: pass() }),
    },
  ])('for what $$states does not hold in $where', ({ where, definition }) => {
    expect(creating(definition)).toThrow(`is not accessible in this field at /States/${where}'`);
  });

  it('for no use of $states where it is', () => {
    expect(creating(catching({ Assign: { e: errorOutput }, Output: errorOutput }))).not.toThrow();
    const succeeded = lambdaTask('f', { Assign: { r: result }, Output: result });
    expect(creating(machine({ T: succeeded }))).not.toThrow();
  });
});

describe('limits that are evaluated', () => {
  it('end a task as those that are written', async () => {
    const room = createMachineRoom({ f: () => new Promise(() => undefined) });
    const execution = await room.run(machine({ T: lambdaTask('f', { TimeoutSeconds: '{% 2 + 3 %}' }) }));
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(secondsOf(execution)).toBeCloseTo(5, 0);
  });

  it.each([
    { limits: { TimeoutSeconds: '{% 0 %}' }, location: 'TimeoutSeconds' },
    { limits: { TimeoutSeconds: "{% '5' %}" }, location: 'TimeoutSeconds' },
    { limits: { HeartbeatSeconds: '{% 1.5 %}' }, location: 'HeartbeatSeconds' },
    { limits: { TimeoutSeconds: 5, HeartbeatSeconds: '{% 5 %}' }, location: 'HeartbeatSeconds' },
  ])('fail the task when they cannot be: $limits', async ({ limits, location }) => {
    const execution = await createMachineRoom({ f: () => 1 }).run(machine({ T: lambdaTask('f', limits) }));
    expect(execution.error).toBe('States.QueryEvaluationError');
    const failed = execution.history.events().find(({ type }) => type === 'EvaluationFailed');
    expect(failed?.evaluationFailedEventDetails).toMatchObject({ location, state: 'T' });
  });

  it('of retries grow up to the longest delay', async () => {
    const room = createMachineRoom({
      f: () => {
        throw new FunctionFailure('A');
      },
    });
    const execution = await room.run(
      retrying({ IntervalSeconds: 2, BackoffRate: 3, MaxDelaySeconds: 7, MaxAttempts: 3 }),
    );
    expect(secondsOf(execution)).toBeCloseTo(2 + 6 + 7, 0);
  });
});

describe('variables', () => {
  it('assigned by one state hold 256 KiB together', async () => {
    const run = (Assign: Json) => createMachineRoom().run(machine({ P: pass({ Assign }) }));
    const half = "{% $pad('', 130000, 'a') %}";
    expect(await run({ a: half, b: half })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await run({ a: half, b: half, c: half })).toMatchObject({ error: 'States.DataLimitExceeded' });
  });
});
