import { describe, expect, it } from 'vitest';
import { AwsFault } from '../../src/call.ts';
import { matches } from '../../src/step-functions/run/handlers.ts';
import {
  createMachineRoom,
  FunctionFailure,
  lambdaTask,
  machine,
  pass,
  pathOf,
  secondsOf,
  typesOf,
} from './machine-room.ts';

const failing = (times: number, errorType = 'Flaky') => {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls <= times) throw new FunctionFailure(errorType);
    return calls;
  };
};

describe('which errors a name stands for', () => {
  it.each([
    { names: ['Own'], error: 'Own', is: true },
    { names: ['Own'], error: 'Other', is: false },
    { names: ['States.ALL'], error: 'Own', is: true },
    { names: ['States.ALL'], error: 'States.Timeout', is: true },
    { names: ['States.ALL'], error: undefined, is: true },
    { names: ['States.ALL'], error: 'States.Runtime', is: false },
    { names: ['States.Runtime'], error: 'States.Runtime', is: false },
    { names: ['States.ALL'], error: 'States.DataLimitExceeded', is: false },
    { names: ['States.DataLimitExceeded'], error: 'States.DataLimitExceeded', is: true },
    { names: ['States.TaskFailed'], error: 'Own', is: true },
    { names: ['States.TaskFailed'], error: 'States.Timeout', is: false },
    { names: ['States.Timeout'], error: 'States.HeartbeatTimeout', is: true },
    { names: ['States.HeartbeatTimeout'], error: 'States.Timeout', is: false },
    { names: ['States.ALL'], error: 'NotSimulated', is: false },
  ])('$names matches $error: $is', ({ names, error, is }) => {
    expect(matches(names, error)).toBe(is);
  });
});

describe('Retry', () => {
  it('tries again after growing pauses until the function answers', async () => {
    const room = createMachineRoom({ f: failing(3) });
    const retrier = { ErrorEquals: ['Flaky'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 5 };
    const execution = await room.run(machine({ T: lambdaTask('f', { Retry: [retrier] }) }));
    expect(execution.output?.value).toBe(4);
    expect(secondsOf(execution)).toBeCloseTo(2 + 6 + 18, 0);
  });

  it('waits no longer than MaxDelaySeconds', async () => {
    const room = createMachineRoom({ f: failing(3) });
    const retrier = { ErrorEquals: ['Flaky'], IntervalSeconds: 2, BackoffRate: 3, MaxDelaySeconds: 4 };
    expect(secondsOf(await room.run(machine({ T: lambdaTask('f', { Retry: [retrier] }) })))).toBeCloseTo(2 + 4 + 4, 0);
  });

  it('spreads the pauses by the seed when the jitter is FULL', async () => {
    const retrier = { ErrorEquals: ['Flaky'], IntervalSeconds: 100, BackoffRate: 1, JitterStrategy: 'FULL' };
    const definition = machine({ T: lambdaTask('f', { Retry: [retrier] }) });
    const seconds = async (seed: number) => secondsOf(await createMachineRoom({ f: failing(1) }, seed).run(definition));
    const [one, same, other] = [await seconds(1), await seconds(1), await seconds(2)];
    expect(one).toBe(same);
    expect(one).not.toBe(other);
    expect(one).toBeLessThan(100);
  });

  it('gives up after three attempts when MaxAttempts is not stated, and counts them', async () => {
    const counts: unknown[] = [];
    const room = createMachineRoom({
      f: (payload) => {
        counts.push(payload);
        throw new FunctionFailure('Flaky');
      },
    });
    const Arguments = { FunctionName: 'f', Payload: '{% $states.context.State.RetryCount %}' };
    const { error } = await room.run(
      machine({ T: lambdaTask('f', { Arguments, Retry: [{ ErrorEquals: ['Flaky'] }] }) }),
    );
    expect(error).toBe('Flaky');
    expect(counts).toEqual([0, 1, 2, 3]);
  });

  it('counts the attempts of each retrier by itself', async () => {
    const errors = ['A', 'B', 'A', 'B', 'A'];
    const room = createMachineRoom({
      f: () => {
        throw new FunctionFailure(errors.shift() ?? 'over');
      },
    });
    const retriers = [
      { ErrorEquals: ['A'], MaxAttempts: 2 },
      { ErrorEquals: ['B'], MaxAttempts: 2 },
    ];
    expect((await room.run(machine({ T: lambdaTask('f', { Retry: retriers }) }))).error).toBe('A');
    expect(errors).toEqual([]);
  });

  it('repeats a Lambda that was throttled, under the name that Step Functions gives it', async () => {
    let calls = 0;
    const room = createMachineRoom({
      f: () => {
        calls += 1;
        if (calls === 1) throw new AwsFault('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
        return 'done';
      },
    });
    const retrier = { ErrorEquals: ['Lambda.TooManyRequestsException'] };
    expect((await room.run(machine({ T: lambdaTask('f', { Retry: [retrier] }) }))).output?.value).toBe('done');
  });
});

describe('Catch', () => {
  const caughtBy = (catchers: readonly object[]) => ({
    T: lambdaTask('f', { Next: 'Done', Catch: JSON.parse(JSON.stringify(catchers)) }),
    Done: pass(),
    First: pass(),
    Second: pass({ Output: { input: '{% $states.input %}', kept: '{% $kept %}' } }),
  });

  it('follows the first catcher that matches, with its own Assign and Output', async () => {
    const states = caughtBy([
      { ErrorEquals: ['Other'], Next: 'First' },
      {
        ErrorEquals: ['Flaky'],
        Next: 'Second',
        Assign: { kept: '{% $states.errorOutput.Error %}' },
        Output: '{% $states.input.n %}',
      },
      { ErrorEquals: ['States.ALL'], Next: 'First' },
    ]);
    const execution = await createMachineRoom({ f: failing(9) }).run(machine(states), { n: 5 });
    expect(pathOf(execution)).toEqual(['T', 'Second']);
    expect(execution.output?.value).toEqual({ input: 5, kept: 'Flaky' });
  });

  it('hands on Error and Cause when the catcher has no Output', async () => {
    const states = caughtBy([{ ErrorEquals: ['States.ALL'], Next: 'First' }]);
    const definition = machine({ ...states, Second: pass({ Next: 'First' }), Done: pass({ Next: 'Second' }) });
    const execution = await createMachineRoom({ f: failing(9) }).run(definition);
    expect(execution.output?.value).toEqual({
      Error: 'Flaky',
      Cause: '{"errorType":"Flaky","errorMessage":"it failed"}',
    });
  });

  it('catches an expression of the state that gave nothing, after EvaluationFailed', async () => {
    const states = {
      T: lambdaTask('f', {
        Output: '{% $states.result.nothing %}',
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
      }),
      Caught: pass(),
    };
    const execution = await createMachineRoom({ f: () => 1 }).run(machine(states));
    expect(execution.status).toBe('SUCCEEDED');
    expect(typesOf(execution)).toContain('EvaluationFailed');
  });

  it('lets what the simulation does not know end the execution, whatever is caught', async () => {
    const states = { T: lambdaTask('unknown', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] }), C: pass() };
    const { status, error } = await createMachineRoom().run(machine(states));
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'NotSimulated' });
  });
});
