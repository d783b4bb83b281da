import { describe, expect, it } from 'vitest';
import { createMachineRoom, machine, machineArn, pass, typesOf } from './machine-room.ts';

const waiting = machine({ W: { Type: 'Wait', Seconds: 100, End: true } });
const quick = machine({ P: pass() });
const stateMachineArn = machineArn('m');

const roomWith = (definition = waiting) => {
  const room = createMachineRoom();
  room.create('m', definition);
  return room;
};

describe('StartExecution', () => {
  it('answers a repeated request of a running execution with the same execution', async () => {
    const room = roomWith();
    const request = { stateMachineArn, name: 'one', input: '{"a":1}' };
    const first = await room.ask('StartExecution', request);
    await room.pass(5);
    expect(await room.ask('StartExecution', request)).toEqual(first);
    expect(room.states.executions()).toHaveLength(1);
  });

  it('refuses the name of a running execution with another input', async () => {
    const room = roomWith();
    room.start('m', { a: 1 });
    const again = room.ask('StartExecution', { stateMachineArn, name: 'one', input: '{"a":2}' });
    await expect(again).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  });

  it('refuses the name and input of a closed execution, and takes them again after 90 days', async () => {
    const room = roomWith(quick);
    await room.end(room.start('m', {}));
    const request = { stateMachineArn, name: 'one', input: '{}' };
    await expect(room.ask('StartExecution', request)).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await room.pass(91 * 24 * 3600);
    await expect(room.ask('StartExecution', request)).resolves.toHaveProperty('executionArn');
  });

  it.each([
    {
      name: 'a machine that is not there',
      request: { stateMachineArn: machineArn('x') },
      code: 'StateMachineDoesNotExist',
    },
    { name: 'what is no ARN', request: { stateMachineArn: 'x' }, code: 'InvalidArn' },
    { name: 'input that is not JSON', request: { stateMachineArn, input: '{' }, code: 'InvalidExecutionInput' },
    { name: 'a name with a colon', request: { stateMachineArn, name: 'a:b' }, code: 'InvalidName' },
    { name: 'a name of 81 characters', request: { stateMachineArn, name: 'a'.repeat(81) }, code: 'InvalidName' },
    {
      name: 'input beyond 256 KiB',
      request: { stateMachineArn, input: JSON.stringify('a'.repeat(262_144)) },
      code: 'InvalidExecutionInput',
    },
  ])('refuses $name', async ({ request, code }) => {
    await expect(roomWith().ask('StartExecution', request)).rejects.toMatchObject({ code });
  });

  it('does not know machines of another Region', async () => {
    const room = createMachineRoom();
    room.create('m', quick, { region: 'us-west-2' });
    await expect(room.ask('StartExecution', { stateMachineArn })).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
    });
  });
});

describe('StopExecution', () => {
  it('ends a running execution at once, with error and cause', async () => {
    const room = roomWith();
    const execution = room.start('m');
    await room.pass(10);
    await room.ask('StopExecution', { executionArn: execution.arn, error: 'E', cause: 'C' });
    expect(execution.status).toBe('ABORTED');
    await room.end(execution);
    expect(typesOf(execution).slice(-2)).toEqual(['WaitStateEntered', 'ExecutionAborted']);
    const described = await room.ask('DescribeExecution', { executionArn: execution.arn });
    expect(described).toMatchObject({ status: 'ABORTED', error: 'E', cause: 'C' });
  });

  it('leaves an execution that has ended as it is', async () => {
    const room = roomWith(quick);
    const execution = await room.end(room.start('m'));
    const stopDate = new Date(execution.stoppedAt ?? 0);
    await room.pass(10);
    expect(await room.ask('StopExecution', { executionArn: execution.arn })).toEqual({ stopDate });
    expect(execution.status).toBe('SUCCEEDED');
  });

  it('is what closing does to everything that runs', async () => {
    const room = roomWith();
    const [one, two] = [room.start('m', {}, 'one'), room.start('m', {}, 'two')];
    await room.states.close();
    expect([one.status, two.status]).toEqual(['ABORTED', 'ABORTED']);
    expect(typesOf(two).at(-1)).toBe('ExecutionAborted');
  });
});

describe('the record of executions', () => {
  it('pages the history forwards and backwards', async () => {
    const room = roomWith(quick);
    const execution = await room.end(room.start('m'));
    const executionArn = execution.arn;
    const first = await room.ask('GetExecutionHistory', { executionArn, maxResults: 3 });
    const { nextToken } = first;
    const second = await room.ask('GetExecutionHistory', { executionArn, maxResults: 3, nextToken });
    expect([first.events, second.events].flat()).toEqual(execution.history.events());
    const backwards = await room.ask('GetExecutionHistory', { executionArn, reverseOrder: true });
    expect(backwards.events).toEqual(execution.history.events().toReversed());
    const wrong = room.ask('GetExecutionHistory', { executionArn, nextToken: 'wrong' });
    await expect(wrong).rejects.toMatchObject({ code: 'InvalidToken' });
  });

  it('leaves the data out of the history on request, and nothing else', async () => {
    const room = roomWith(
      machine({ P: pass({ Assign: { a: 1 }, Next: 'F' }), F: { Type: 'Fail', Error: 'E', Cause: 'C' } }),
    );
    const execution = await room.end(room.start('m', { secret: 1 }));
    const request = { executionArn: execution.arn, includeExecutionData: false };
    const { events } = await room.ask('GetExecutionHistory', request);
    expect(events).toMatchObject([
      { type: 'ExecutionStarted', executionStartedEventDetails: { roleArn: execution.machine.roleArn } },
      { type: 'PassStateEntered', stateEnteredEventDetails: { name: 'P' } },
      { type: 'PassStateExited', stateExitedEventDetails: { name: 'P' } },
      { type: 'FailStateEntered', stateEnteredEventDetails: { name: 'F' } },
      { type: 'ExecutionFailed', executionFailedEventDetails: { error: 'E', cause: 'C' } },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/secret|input|output|assigned/i);
  });

  it('refuses pages of more than a thousand', async () => {
    const listing = roomWith().ask('ListExecutions', { stateMachineArn, maxResults: 1001 });
    await expect(listing).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it.each([{}, { stateMachineArn, mapRunArn: 'run' }])(
    'lists executions of a machine or of a Map Run, not of %j',
    async (input) => {
      await expect(roomWith().ask('ListExecutions', input)).rejects.toMatchObject({ code: 'ValidationException' });
    },
  );

  it('refuses an execution that is not there', async () => {
    const unknown = roomWith().ask('DescribeExecution', { executionArn: 'x' });
    await expect(unknown).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
  });

  it('lists executions newest first, by status', async () => {
    const room = roomWith();
    room.start('m', {}, 'one');
    await room.end(room.start('m', {}, 'two'));
    room.start('m', {}, 'three');
    const names = async (statusFilter?: string) => {
      const { executions } = await room.ask('ListExecutions', { stateMachineArn, statusFilter });
      return Array.isArray(executions) ? executions.map(({ name }) => name) : undefined;
    };
    expect(await names()).toEqual(['three', 'two', 'one']);
    expect(await names('RUNNING')).toEqual(['three']);
  });

  it('describes and lists machines', async () => {
    const room = roomWith(quick);
    const described = await room.ask('DescribeStateMachine', { stateMachineArn });
    expect(described).toMatchObject({ name: 'm', status: 'ACTIVE', type: 'STANDARD' });
    expect(JSON.parse(String(described.definition))).toEqual(quick);
    expect(await room.ask('ListStateMachines', {})).toMatchObject({ stateMachines: [{ stateMachineArn }] });
  });

  it('tells onlookers of each state and of the end', async () => {
    const room = roomWith(quick);
    await room.end(room.start('m'));
    expect(room.told).toMatchObject([
      { kind: 'stateEntered', machine: 'm', state: 'P', stateType: 'Pass' },
      { kind: 'executionEnded', machine: 'm', status: 'SUCCEEDED' },
    ]);
  });

  it('names the resources that IAM compares', () => {
    const { resources, actions } = roomWith().states;
    expect(resources.StartExecution({ stateMachineArn })).toEqual([stateMachineArn]);
    expect(resources.StopExecution({ executionArn: 'e' })).toEqual(['e']);
    expect(actions.StartMapRun).toBe('states:StartExecution');
  });
});
