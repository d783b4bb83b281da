import { describe, expect, it } from 'vitest';
import { plumbing } from '../../src/clock/plumbing.ts';
import { createMachineRoom, lambdaTask, machine, pass, pathOf, secondsOf, typesOf } from './machine-room.ts';

const transition = plumbing.stateTransitionSeconds;

describe('a Pass state', () => {
  it('hands its input on when it has no Output', async () => {
    const { status, output } = await createMachineRoom().run(machine({ P: pass() }), { a: [1] });
    expect({ status, output: output?.value }).toEqual({ status: 'SUCCEEDED', output: { a: [1] } });
  });

  it('shows Assign and Output the variables from before the state', async () => {
    const states = {
      First: pass({ Assign: { x: 1 }, Next: 'Second' }),
      Second: pass({ Assign: { x: '{% $x + 1 %}', old: '{% $x %}' }, Output: '{% $x %}', Next: 'Third' }),
      Third: pass({ Output: { before: '{% $states.input %}', x: '{% $x %}', old: '{% $old %}' } }),
    };
    const { output } = await createMachineRoom().run(machine(states));
    expect(output?.value).toEqual({ before: 1, x: 2, old: 1 });
  });

  it('writes what it assigned into the event that it is left with', async () => {
    const execution = await createMachineRoom().run(machine({ P: pass({ Assign: { x: { y: 1 } } }) }));
    const exited = execution.history.events().find(({ type }) => type === 'PassStateExited');
    expect(exited?.stateExitedEventDetails?.assignedVariables).toEqual({ x: '{"y":1}' });
  });
});

describe('a Choice state', () => {
  const choice = machine({
    Which: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $states.input.n > 10 %}', Next: 'Large', Assign: { size: 'large' } },
        { Condition: '{% $states.input.n > 5 %}', Next: 'Middle', Output: 'middle' },
      ],
      Default: 'Small',
      Output: 'default',
    },
    Large: pass({ Output: '{% $size %}' }),
    Middle: pass(),
    Small: pass(),
  });

  it.each([
    { n: 11, path: 'Large', output: 'large' },
    { n: 6, path: 'Middle', output: 'middle' },
    { n: 0, path: 'Small', output: 'default' },
  ])('leads to $path when n is $n, with the Assign and Output of that way', async ({ n, path, output }) => {
    const execution = await createMachineRoom().run(choice, { n });
    expect(pathOf(execution)).toEqual(['Which', path]);
    expect(execution.output?.value).toBe(output);
  });

  it('fails with States.NoChoiceMatched when no rule holds and there is no Default', async () => {
    const states = { Which: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'P' }] }, P: pass() };
    const { status, error } = await createMachineRoom().run(machine(states));
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });

  it('fails when a condition gives something other than true or false', async () => {
    const states = {
      Which: { Type: 'Choice', Choices: [{ Condition: '{% 1 %}', Next: 'P' }], Default: 'P' },
      P: pass(),
    };
    const { error, cause } = await createMachineRoom().run(machine(states));
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain("Expected 'boolean', but was 'number' for value: 1");
  });
});

describe('a Wait state', () => {
  it.each([
    { name: 'a number', wait: { Seconds: 90 }, seconds: 90 },
    { name: 'an expression', wait: { Seconds: '{% $states.input.s * 2 %}' }, seconds: 60 },
    { name: 'a moment', wait: { Timestamp: '2026-01-05T04:00:00+00:30' }, seconds: 1800 },
    { name: 'a moment gone by', wait: { Timestamp: '2020-01-01T00:00:00Z' }, seconds: 0 },
  ])('lasts $seconds s when told by $name', async ({ wait, seconds }) => {
    const execution = await createMachineRoom().run(machine({ W: { Type: 'Wait', ...wait, End: true } }), { s: 30 });
    expect(execution.status).toBe('SUCCEEDED');
    expect(secondsOf(execution)).toBeCloseTo(Math.max(seconds, transition), 1);
  });

  it('fails when it should wait a negative time', async () => {
    const states = { W: { Type: 'Wait', Seconds: '{% 0 - 1 %}', End: true } };
    expect((await createMachineRoom().run(machine(states))).error).toBe('States.QueryEvaluationError');
  });
});

describe('the ends of a machine', () => {
  it('gives the Output of Succeed', async () => {
    const execution = await createMachineRoom().run(machine({ S: { Type: 'Succeed', Output: '{% 1 + 1 %}' } }));
    expect(execution.output?.value).toBe(2);
    expect(typesOf(execution)).toEqual([
      'ExecutionStarted',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('fails with the Error and Cause of Fail, and leaves no exit behind', async () => {
    const execution = await createMachineRoom().run(
      machine({ F: { Type: 'Fail', Error: 'Broken', Cause: '{% "so" %}' } }),
    );
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Broken', cause: 'so' });
    expect(typesOf(execution)).toEqual(['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed']);
  });

  it('charges the documented time for each transition', async () => {
    const execution = await createMachineRoom().run(
      machine({ A: pass({ Next: 'B' }), B: pass({ Next: 'C' }), C: pass() }),
    );
    expect(secondsOf(execution)).toBeCloseTo(3 * transition, 6);
  });

  it('ends as TIMED_OUT when the machine runs longer than its TimeoutSeconds', async () => {
    const states = { W: { Type: 'Wait', Seconds: 100, End: true } };
    const execution = await createMachineRoom().run(machine(states, { TimeoutSeconds: 10 }));
    expect(execution).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
    expect(secondsOf(execution)).toBe(10);
    expect(typesOf(execution).slice(-2)).toEqual(['WaitStateEntered', 'ExecutionTimedOut']);
  });
});

describe('the context object', () => {
  it('knows execution, machine and state', async () => {
    const room = createMachineRoom({ see: (payload) => payload });
    const states = { See: lambdaTask('see', { Arguments: { FunctionName: 'see', Payload: '{% $states.context %}' } }) };
    room.create('m', machine(states));
    const { output } = await room.end(room.start('m', { in: 1 }, 'run-1'));
    const Id = 'arn:aws:states:us-east-1:123456789012:execution:m:run-1';
    expect(output?.value).toEqual({
      Execution: {
        Id,
        Input: { in: 1 },
        Name: 'run-1',
        RoleArn: 'arn:aws:iam::123456789012:role/machine',
        StartTime: '2026-01-05T03:00:00.000Z',
        RedriveCount: 0,
      },
      StateMachine: { Id: 'arn:aws:states:us-east-1:123456789012:stateMachine:m', Name: 'm' },
      State: { Name: 'See', EnteredTime: '2026-01-05T03:00:00.025Z', RetryCount: 0 },
    });
  });

  it('has no RetryCount in a state that cannot be retried', async () => {
    const { output } = await createMachineRoom().run(machine({ P: pass({ Output: '{% $states.context.State %}' }) }));
    expect(output?.value).not.toHaveProperty('RetryCount');
  });
});
