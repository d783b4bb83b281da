import { describe, expect, it } from 'vitest';
import { lambdaTask, machine, machineArn, pass } from './machine-room.ts';
import { createRedriveRoom, failing, since } from './redrive-room.ts';

const waiting = machine({ W: { Type: 'Wait', Seconds: 100, End: true } }, { TimeoutSeconds: 150 });
const oneTask = machine({ T: lambdaTask('f') });

describe('RedriveExecution', () => {
  it('answers the same token with the same date, running or not, for 15 minutes', async () => {
    const room = createRedriveRoom(oneTask, { f: failing(9).behaviour });
    const execution = await room.end(room.start('m'));
    const first = await room.redrive(execution, 'A');
    expect(await room.redrive(execution, 'A')).toEqual(first);
    await room.end(execution);
    await room.pass(60);
    expect(await room.redrive(execution, 'A')).toEqual(first);
    expect(await room.describe(execution)).toMatchObject({ status: 'FAILED', redriveCount: 1, ...first });
    await room.pass(15 * 60);
    await room.redrive(execution, 'A');
    expect(await room.describe(execution)).toMatchObject({ status: 'RUNNING', redriveCount: 2 });
  });

  const refusal = (reason: string) => ({
    code: 'ExecutionNotRedrivable',
    message: `Execution ${machineArn('m').replace('stateMachine', 'execution')}:one invalid for redrive as: ${reason}`,
  });

  it.each([
    { what: 'runs', definition: waiting, seconds: 0, reason: 'Execution is RUNNING and cannot be redriven' },
    { what: 'succeeded', definition: waiting, seconds: 120, reason: 'Execution is SUCCEEDED and cannot be redriven' },
    {
      what: 'closed 14 days ago',
      definition: oneTask,
      seconds: 15 * 24 * 3600,
      reason: 'Execution redrivable period exceeded',
    },
    {
      what: 'began a year ago',
      definition: machine({ W: { Type: 'Wait', Seconds: 31_536_000, Next: 'F' }, F: { Type: 'Fail' } }),
      seconds: 31_536_060,
      reason: 'Execution has exceeded the max execution time',
    },
  ])('refuses an execution that $what', async ({ definition, seconds, reason }) => {
    const room = createRedriveRoom(definition, { f: failing(9).behaviour });
    const execution = room.start('m');
    await room.pass(seconds);
    await expect(room.redrive(execution)).rejects.toMatchObject(refusal(reason));
    expect(await room.describe(execution)).toMatchObject({
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: reason,
    });
  });

  it('refuses an execution whose history is full', async () => {
    const isDone = { Type: 'Choice', Choices: [{ Condition: false, Next: 'C' }], Default: 'A' };
    const loop = machine({ A: pass({ Next: 'B' }), B: isDone, C: pass() });
    const room = createRedriveRoom(loop);
    const execution = await room.end(room.start('m'));
    expect(execution.history.events()).toHaveLength(25_000);
    await expect(room.redrive(execution)).rejects.toMatchObject(refusal('Execution history event limit exceeded'));
  });

  it('refuses an execution whose machine is being deleted', async () => {
    const room = createRedriveRoom(oneTask, { f: failing(9).behaviour });
    const execution = await room.end(room.start('m'));
    await room.ask('DeleteStateMachine', { stateMachineArn: machineArn('m') });
    await expect(room.redrive(execution)).rejects.toMatchObject(refusal('State machine is in DELETING status'));
  });

  it('goes on with the definition that it began with', async () => {
    const room = createRedriveRoom(machine({ T: lambdaTask('f', { Next: 'P' }), P: pass({ Output: 'old' }) }), {
      f: failing(1).behaviour,
    });
    const execution = await room.end(room.start('m'));
    const definition = JSON.stringify(machine({ P: pass({ Output: 'new' }) }));
    await room.ask('UpdateStateMachine', { stateMachineArn: machineArn('m'), definition });
    expect((await room.redriven(execution)).output?.value).toBe('old');
  });

  it('does not know an execution that is not there', async () => {
    const unknown = createRedriveRoom(oneTask).ask('RedriveExecution', { executionArn: 'x' });
    await expect(unknown).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
  });

  it('waits until the states of a stopped execution have ended', async () => {
    const room = createRedriveRoom(waiting);
    const execution = room.start('m');
    await room.pass(5);
    await room.ask('StopExecution', { executionArn: execution.arn });
    await room.redriven(execution);
    expect(since(execution, 'ExecutionAborted')).toEqual([
      'ExecutionAborted',
      'ExecutionRedriven',
      'WaitStateExited',
      'ExecutionSucceeded',
    ]);
  });
});

describe('what is told of redrives', () => {
  it('is in the listing, which can be filtered by it', async () => {
    const room = createRedriveRoom(oneTask, { f: failing(2).behaviour });
    const one = await room.end(room.start('m', {}, 'one'));
    await room.end(room.start('m', {}, 'two'));
    expect(await room.describe(one)).toMatchObject({ redriveCount: 0, redriveStatus: 'REDRIVABLE' });
    await room.redriven(one);
    const names = async (redriveFilter: string) => {
      const { executions } = await room.ask('ListExecutions', { stateMachineArn: machineArn('m'), redriveFilter });
      return Array.isArray(executions) ? executions.map(({ name, redriveCount }) => [name, redriveCount]) : undefined;
    };
    expect(await names('REDRIVEN')).toEqual([['one', 1]]);
    expect(await names('NOT_REDRIVEN')).toEqual([['two', 0]]);
  });

  it('is counted beside the metrics of every execution, without a second time', async () => {
    const room = createRedriveRoom(oneTask, { f: failing(1).behaviour });
    await room.redriven(await room.end(room.start('m')));
    expect(room.metrics.map(({ name }) => name)).toEqual([
      'ExecutionsStarted',
      'ExecutionsFailed',
      'ExecutionTime',
      'ExecutionsStarted',
      'ExecutionsRedriven',
      'ExecutionsSucceeded',
      'RedrivenExecutionsSucceeded',
    ]);
  });
});
