import { describe, expect, it } from 'vitest';
import { AwsFault } from '../../src/call.ts';
import { TransientNetworkError } from '../../src/faults/transient-network-error.ts';
import {
  createMachineRoom,
  FunctionFailure,
  lambdaTask,
  machine,
  pass,
  roleArn,
  secondsOf,
  typesOf,
} from './machine-room.ts';

describe('a Lambda task', () => {
  it('invokes the function as the role of the machine, in its Region', async () => {
    const room = createMachineRoom({ f: () => 1 });
    await room.run(machine({ T: lambdaTask('f') }), { a: 1 });
    expect(room.calls).toMatchObject([
      { service: 'lambda', operation: 'Invoke', region: 'us-east-1', principal: { kind: 'role', role: roleArn } },
    ]);
    expect(room.calls[0]?.input).toMatchObject({ FunctionName: 'f', InvocationType: 'RequestResponse' });
  });

  it('writes TaskScheduled, TaskStarted and TaskSucceeded with their details', async () => {
    const room = createMachineRoom({ f: (payload) => payload });
    const execution = await room.run(machine({ T: lambdaTask('f', { TimeoutSeconds: 9 }) }), { a: 1 });
    expect(typesOf(execution)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    const scheduled = execution.history.events()[2];
    expect(scheduled).toMatchObject({ id: 3, previousEventId: 2 });
    expect(scheduled?.taskScheduledEventDetails).toEqual({
      resourceType: 'lambda',
      resource: 'invoke',
      region: 'us-east-1',
      parameters: '{"FunctionName":"f","Payload":{"a":1}}',
      timeoutInSeconds: 9,
    });
  });

  it.each([
    { name: 'the function raised it', thrown: new FunctionFailure('InvalidInput'), error: 'InvalidInput' },
    {
      name: 'Lambda answered it',
      thrown: new AwsFault('ServiceException', 'oh', { status: 500 }),
      error: 'Lambda.ServiceException',
    },
    {
      name: 'the role may not invoke',
      thrown: new AwsFault('AccessDeniedException', 'not authorized', { status: 403 }),
      error: 'Lambda.AWSLambdaException',
    },
    { name: 'the answer was lost', thrown: new TransientNetworkError('reset'), error: 'Lambda.SdkClientException' },
  ])('fails with $error when $name', async ({ thrown, error }) => {
    const room = createMachineRoom({
      f: () => {
        throw thrown;
      },
    });
    const execution = await room.run(machine({ T: lambdaTask('f') }));
    expect(execution.error).toBe(error);
    expect(typesOf(execution).slice(-2)).toEqual(['TaskFailed', 'ExecutionFailed']);
  });

  it('keeps a denied permission visible in the cause', async () => {
    const room = createMachineRoom({ f: () => 1 });
    room.denied.add('lambda:Invoke');
    const { cause } = await room.run(machine({ T: lambdaTask('f') }));
    expect(cause).toContain('Error Code: AccessDeniedException');
  });

  it('fails with States.Timeout at its TimeoutSeconds, though the function works on', async () => {
    let isDone = false;
    const room = createMachineRoom({
      slow: async () => {
        await room.clock.sleep(60_000);
        isDone = true;
        return null;
      },
    });
    const execution = await room.run(machine({ T: lambdaTask('slow', { TimeoutSeconds: '{% 5 + 5 %}' }) }));
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(secondsOf(execution)).toBeCloseTo(10, 0);
    expect(typesOf(execution).slice(-2)).toEqual(['TaskTimedOut', 'ExecutionFailed']);
    await room.pass(60);
    expect(isDone).toBe(true);
  });
});

describe('a task that waits for its token', () => {
  const waiting = (rest: Readonly<Record<string, number>> = {}) =>
    machine({
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
        Catch: [{ ErrorEquals: ['No'], Next: 'Refused' }],
        Next: 'Done',
        ...rest,
      },
      Done: pass(),
      Refused: pass(),
    });

  const begin = async (rest?: Readonly<Record<string, number>>) => {
    const tokens: string[] = [];
    const room = createMachineRoom({
      ask: (payload) => {
        tokens.push(String(JSON.parse(JSON.stringify(payload)).token));
        return null;
      },
    });
    room.create('m', waiting(rest));
    const execution = room.start('m');
    await room.pass(1);
    return { room, execution, taskToken: tokens[0] ?? '' };
  };

  it('goes on with what SendTaskSuccess brings', async () => {
    const { room, execution, taskToken } = await begin();
    await room.pass(3600);
    expect(execution.status).toBe('RUNNING');
    await room.ask('SendTaskSuccess', { taskToken, output: '{"yes":true}' });
    expect((await room.end(execution)).output?.value).toEqual({ yes: true });
    expect(typesOf(execution)).toContain('TaskSubmitted');
  });

  it('fails with what SendTaskFailure says', async () => {
    const { room, execution, taskToken } = await begin();
    await room.ask('SendTaskFailure', { taskToken, error: 'No', cause: 'not now' });
    expect((await room.end(execution)).output?.value).toEqual({ Error: 'No', Cause: 'not now' });
  });

  it('accepts an answer that comes before the function has returned', async () => {
    const room = createMachineRoom({
      ask: async (payload) => {
        const taskToken = JSON.parse(JSON.stringify(payload)).token;
        await room.ask('SendTaskSuccess', { taskToken, output: '1' });
        return null;
      },
    });
    expect((await room.run(waiting())).output?.value).toBe(1);
  });

  it('fails when no heartbeat comes in time, and is kept alive by those that do', async () => {
    const { room, execution, taskToken } = await begin({ HeartbeatSeconds: 30 });
    await room.pass(20);
    await room.ask('SendTaskHeartbeat', { taskToken });
    await room.pass(20);
    expect(execution.status).toBe('RUNNING');
    expect(await room.end(execution)).toMatchObject({ status: 'FAILED', error: 'States.HeartbeatTimeout' });
    expect(secondsOf(execution)).toBeCloseTo(51, 0);
  });

  it('is not prolonged beyond TimeoutSeconds by heartbeats', async () => {
    const { room, execution, taskToken } = await begin({ HeartbeatSeconds: 30, TimeoutSeconds: 45 });
    await room.pass(20);
    await room.ask('SendTaskHeartbeat', { taskToken });
    expect(await room.end(execution)).toMatchObject({ error: 'States.Timeout' });
  });

  it('refuses a second answer, an answer after the end, and a token that nobody issued', async () => {
    const { room, execution, taskToken } = await begin();
    await room.ask('SendTaskSuccess', { taskToken, output: '1' });
    await expect(room.ask('SendTaskSuccess', { taskToken, output: '2' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    expect((await room.end(execution)).output?.value).toBe(1);
    await expect(room.ask('SendTaskHeartbeat', { taskToken })).rejects.toMatchObject({ code: 'TaskTimedOut' });
    await expect(room.ask('SendTaskFailure', { taskToken: 'x' })).rejects.toMatchObject({ code: 'InvalidToken' });
  });

  it('refuses an output that is not JSON, and keeps waiting', async () => {
    const { room, execution, taskToken } = await begin();
    await expect(room.ask('SendTaskSuccess', { taskToken, output: '{' })).rejects.toMatchObject({
      code: 'InvalidOutput',
    });
    expect(execution.status).toBe('RUNNING');
  });

  it('closes the token when the execution is stopped', async () => {
    const { room, execution, taskToken } = await begin();
    await room.ask('StopExecution', { executionArn: execution.arn });
    await expect(room.ask('SendTaskSuccess', { taskToken, output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });
});
