import { describe, expect, it } from 'vitest';
import { plumbing } from '../../src/clock/plumbing.ts';
import type { Json } from '../../src/step-functions/json.ts';
import { account, createMachineRoom, machine, machineArn, pass, region, secondsOf, typesOf } from './machine-room.ts';

const childArn = `arn:aws:states:${region}:${account}:execution:child:kid`;

const parent = (pattern: string, rest: Readonly<Record<string, Json>> = {}): Json =>
  machine({
    Run: {
      Type: 'Task',
      Resource: `arn:aws:states:::states:startExecution${pattern}`,
      Arguments: { StateMachineArn: machineArn('child'), Name: 'kid', Input: { n: '{% $states.input.n %}' } },
      End: true,
      ...rest,
    },
  });

const roomWith = (child: Json) => {
  const room = createMachineRoom();
  room.create('child', child);
  return room;
};

const doubling = machine({ Double: pass({ Output: { twice: '{% $states.input.n * 2 %}' } }) });
const waiting = machine({ W: { Type: 'Wait', Seconds: 100, End: true } });
const broken = machine({ F: { Type: 'Fail', Error: 'Broken', Cause: 'so' } });

describe('startExecution', () => {
  it('goes on at once with the ARN of the child', async () => {
    const room = roomWith(waiting);
    const execution = await room.run(parent(''), { n: 1 });
    expect(execution.output?.value).toMatchObject({ ExecutionArn: childArn });
    expect(room.states.executionOf(childArn)?.status).toBe('RUNNING');
  });

  it('awaits the child and parses its output with .sync:2', async () => {
    const execution = await roomWith(doubling).run(parent('.sync:2'), { n: 4 });
    expect(execution.output?.value).toMatchObject({
      ExecutionArn: childArn,
      Name: 'kid',
      Input: { n: 4 },
      Output: { twice: 8 },
      Status: 'SUCCEEDED',
    });
    expect(typesOf(execution)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('leaves the output of the child as text with .sync', async () => {
    const execution = await roomWith(doubling).run(parent('.sync'), { n: 4 });
    expect(execution.output?.value).toMatchObject({ Output: '{"twice":8}' });
  });

  it('charges what the end of a child takes to be seen', async () => {
    const execution = await roomWith(waiting).run(parent('.sync:2'), { n: 1 });
    const expected = 100 + 2 * plumbing.stateTransitionSeconds + plumbing.startExecutionSyncSeconds;
    expect(secondsOf(execution)).toBeCloseTo(expected, 6);
  });

  it('fails with States.TaskFailed and the description of a child that failed', async () => {
    const { error, cause = '' } = await roomWith(broken).run(parent('.sync:2'), { n: 1 });
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause)).toMatchObject({ ExecutionArn: childArn, Status: 'FAILED', Error: 'Broken', Cause: 'so' });
  });

  it('stops the child when the parent is stopped', async () => {
    const room = roomWith(waiting);
    room.create('parent', parent('.sync:2'));
    const execution = room.start('parent', { n: 1 });
    await room.pass(5);
    await room.ask('StopExecution', { executionArn: execution.arn, error: 'Enough' });
    await room.end(execution);
    expect(execution).toMatchObject({ status: 'ABORTED', error: 'Enough' });
    expect(room.states.executionOf(childArn)?.status).toBe('ABORTED');
    expect(typesOf(execution).slice(-2)).toEqual(['TaskSubmitted', 'ExecutionAborted']);
  });

  it('leaves the child running when the task itself times out', async () => {
    const room = roomWith(waiting);
    const execution = await room.run(parent('.sync:2', { TimeoutSeconds: 10 }), { n: 1 });
    expect(execution.error).toBe('States.Timeout');
    expect(room.states.executionOf(childArn)?.status).toBe('RUNNING');
  });

  it('attaches to the child of the same name and input when the task is retried', async () => {
    const room = roomWith(waiting);
    const Retry = [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1 }];
    const execution = await room.run(parent('.sync:2', { TimeoutSeconds: 60, Retry }), { n: 1 });
    expect(execution.status).toBe('SUCCEEDED');
    expect(room.states.executions().filter(({ name }) => name === 'kid')).toHaveLength(1);
  });

  it('gives up after a while on a start that is never answered', async () => {
    const room = roomWith(doubling);
    room.silent.add('states:StartExecution');
    const Retry = [{ ErrorEquals: ['StepFunctions.SdkClientException'], IntervalSeconds: 1 }];
    room.clock.after(60_000, () => void room.silent.clear());
    const execution = await room.run(parent('.sync:2', { Retry }), { n: 1 });
    expect(execution.status).toBe('SUCCEEDED');
    expect(secondsOf(execution)).toBeGreaterThan(100);
    expect(secondsOf(execution)).toBeLessThan(104);
  });

  it('needs the permission to start the machine', async () => {
    const room = roomWith(doubling);
    room.denied.add('states:StartExecution');
    const execution = await room.run(parent('.sync:2'), { n: 1 });
    expect(execution).toMatchObject({ error: 'StepFunctions.AWSStepFunctionsException' });
    expect(typesOf(execution)).toContain('TaskSubmitFailed');
  });
});
