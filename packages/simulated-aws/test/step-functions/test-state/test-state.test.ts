import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/step-functions/json.ts';
import { createMachineRoom, FunctionFailure, machine, pass, roleArn } from '../machine-room.ts';
import { alone, failing, type Given, map, processor, task, test } from './try-state.ts';

describe('TestState of a state by itself', () => {
  it.each<{ what: string; definition: Json; expected: object }>([
    {
      what: 'Pass',
      definition: alone({ Type: 'Pass', Output: 1, Next: 'N' }),
      expected: { output: '1', nextState: 'N' },
    },
    { what: 'Succeed', definition: alone({ Type: 'Succeed' }), expected: { output: '{"n":1}' } },
    { what: 'Wait', definition: alone({ Type: 'Wait', Seconds: 10, End: true }), expected: { output: '{"n":1}' } },
    {
      what: 'Choice',
      definition: alone({ Type: 'Choice', Choices: [{ Condition: '{% $states.input.n = 1 %}', Next: 'One' }] }),
      expected: { nextState: 'One', output: '{"n":1}' },
    },
  ])('answers what a $what hands on', async ({ definition, expected }) => {
    expect(await test({ definition, input: { n: 1 } })).toEqual({ status: 'SUCCEEDED', ...expected });
  });

  it('answers the error of a Fail', async () => {
    const definition = alone({ Type: 'Fail', Error: "{% 'E' & '1' %}", Cause: 'c' });
    expect(await test({ definition })).toEqual({ status: 'FAILED', error: 'E1', cause: 'c' });
  });

  it('fails when no rule of a Choice holds', async () => {
    const definition = alone({ Type: 'Choice', Choices: [{ Condition: false, Next: 'N' }] });
    expect(await test({ definition })).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });

  it('fails with the place of an expression that gave nothing', async () => {
    const definition = alone({ Type: 'Pass', Output: '{% $nothing %}', End: true });
    expect(await test({ definition })).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining("executing the state 'StateName' (entered at the event id #2)"),
    });
  });

  it('ends after five minutes', async () => {
    const definition = alone({ Type: 'Wait', Seconds: 301, End: true });
    expect(await test({ definition })).toEqual({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('carries a task out as the role that it is given', async () => {
    const room = createMachineRoom({ f: () => ({ done: true }) });
    const answer = await test({ definition: task({ Output: '{% $states.result.Payload %}' }), roleArn }, room);
    expect(answer).toEqual({ status: 'SUCCEEDED', output: '{"done":true}' });
    expect(room.calls[0]?.principal).toMatchObject({ kind: 'role', role: roleArn });
  });

  it('may repeat, or leads on, after a task that failed', async () => {
    const room = createMachineRoom({
      f: () => {
        throw new FunctionFailure('Broken', 'why');
      },
    });
    const Retry = [{ ErrorEquals: ['Broken'], MaxAttempts: 1 }];
    expect(await test({ definition: task({ Retry }), roleArn }, room)).toMatchObject({ status: 'RETRIABLE' });
    const Catch = [{ ErrorEquals: ['Broken'], Next: 'Mend', Output: '{% $states.errorOutput.Error %}' }];
    const answer = await test({ definition: task({ Catch }), roleArn }, room);
    expect(answer).toMatchObject({ status: 'CAUGHT_ERROR', nextState: 'Mend', output: '"Broken"', error: 'Broken' });
  });
});

describe('TestState of a state in its machine', () => {
  const definition = machine({
    M: { Type: 'Map', ItemProcessor: processor, Next: 'P' },
    P: pass({ Output: '{% $states.context.State.Name %}' }),
  });

  it.each([
    { stateName: 'P', output: '"P"' },
    { stateName: 'Each', output: '{}' },
  ])('finds $stateName, however deep', async ({ stateName, output }) => {
    expect(await test({ definition, stateName })).toEqual({ status: 'SUCCEEDED', output });
  });

  it('refuses a name that no state has', async () => {
    await expect(test({ definition, stateName: 'Q' })).rejects.toMatchObject({ code: 'ValidationException' });
  });
});

describe('what TestState shows', () => {
  const shown = async (given: Given) => (await test({ inspectionLevel: 'DEBUG', ...given })).inspectionData;

  it('is nothing at the level INFO', async () => {
    expect(await test({ definition: alone({ Type: 'Pass', End: true }), inspectionLevel: 'INFO' })).not.toHaveProperty(
      'inspectionData',
    );
  });

  it.each(['DEBUG', 'TRACE'])('is the input, the arguments and the result of a task at %s', async (inspectionLevel) => {
    const mock = { result: '{"Payload":1}' };
    expect(await shown({ definition: task(), input: { a: 1 }, mock, inspectionLevel })).toEqual({
      input: '{"a":1}',
      afterArguments: '{"FunctionName":"f"}',
      result: '{"Payload":1}',
    });
  });

  it('is each input of an iteration, and the limits of the Map', async () => {
    const limits = { MaxConcurrency: '{% 1 + 1 %}', ToleratedFailureCount: 1, ToleratedFailurePercentage: 50 };
    const definition = map({ ItemSelector: { v: '{% $states.context.Map.Item.Value %}' }, ...limits });
    expect(await shown({ definition, input: [1, 2], mock: { result: '[1,2]' } })).toEqual({
      input: '[1,2]',
      afterItemSelector: '[{"v":1},{"v":2}]',
      maxConcurrency: 2,
      toleratedFailureCount: 1,
      toleratedFailurePercentage: 50,
    });
  });

  it('is the variables, those given and those assigned', async () => {
    const definition = alone({ Type: 'Pass', Assign: { b: '{% $a + 1 %}' }, End: true });
    expect(await shown({ definition, variables: { a: 1 } })).toEqual({ input: '{}', variables: '{"a":1,"b":2}' });
  });

  it.each([
    { made: 0, expected: { retryIndex: 1, retryBackoffIntervalSeconds: 2 }, status: 'RETRIABLE' },
    { made: 1, expected: { retryIndex: 1, retryBackoffIntervalSeconds: 5 }, status: 'RETRIABLE' },
    { made: 2, expected: { retryIndex: 1, retryBackoffIntervalSeconds: 6 }, status: 'RETRIABLE' },
    { made: 3, expected: { retryIndex: 1, catchIndex: 0 }, status: 'CAUGHT_ERROR' },
  ])('is the retrier and its wait after $made repetitions', async ({ made, expected, status }) => {
    const backoff = { IntervalSeconds: 2, BackoffRate: 2.5, MaxDelaySeconds: 6, MaxAttempts: 3 };
    const Retry = [{ ErrorEquals: ['Other'] }, { ErrorEquals: ['Broken'], ...backoff }];
    const definition = task({ Retry, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'N' }] });
    const stateConfiguration = { retrierRetryCount: made };
    const answer = await test({ definition, mock: failing, stateConfiguration, inspectionLevel: 'DEBUG' });
    expect(answer).toMatchObject({ status, inspectionData: { errorDetails: expected } });
  });
});
