import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/step-functions/json.ts';
import { account, createSetting, home } from '../services/events/setting.ts';
import { createMachineRoom, machine, machineArn, pass, region } from './machine-room.ts';

const wait = { W: { Type: 'Wait', Seconds: 100, End: true } };
const waiting = machine(wait);
const executionArn = `arn:aws:states:${region}:123456789012:execution:m:one`;

const roomWith = (definition: Json) => {
  const room = createMachineRoom();
  room.create('m', definition);
  return room;
};

type Row = Readonly<{ status: string; definition: Json; stop?: boolean; output: string | null }>;

describe('the default bus is told', () => {
  it.each<Row>([
    { status: 'SUCCEEDED', definition: machine({ P: pass({ Output: 'done' }) }), output: '"done"' },
    { status: 'FAILED', definition: machine({ F: { Type: 'Fail', Error: 'Broken', Cause: 'so' } }), output: null },
    { status: 'TIMED_OUT', definition: machine(wait, { TimeoutSeconds: 7 }), output: null },
    { status: 'ABORTED', definition: waiting, stop: true, output: null },
  ])('when an execution begins, and when it ends as $status', async ({ status, definition, stop, output }) => {
    const room = roomWith(definition);
    const execution = room.start('m', { n: 1 });
    await room.pass(0.001);
    if (stop) await room.ask('StopExecution', { executionArn });
    await room.end(execution);
    const [begun, ended, ...more] = room.emitted;
    const common = { region, source: 'aws.states', detailType: 'Step Functions Execution Status Change' };
    const detail = { executionArn, stateMachineArn: machineArn('m'), name: 'one', startDate: execution.startedAt };
    const input = { input: '{"n":1}', inputDetails: { included: true } };
    expect(begun).toEqual({
      ...common,
      resources: [executionArn],
      detail: { ...detail, ...input, status: 'RUNNING', stopDate: null, output: null, outputDetails: null },
    });
    const outputDetails = output === null ? null : { included: true };
    expect(ended?.detail).toEqual({
      ...detail,
      ...input,
      ...{ status, stopDate: execution.stoppedAt, output, outputDetails },
    });
    expect(more).toEqual([]);
  });

  it('when an execution is redriven', async () => {
    const room = roomWith(waiting);
    const execution = room.start('m');
    await room.pass(1);
    await room.ask('StopExecution', { executionArn });
    await room.end(execution);
    await room.ask('RedriveExecution', { executionArn });
    await room.end(execution);
    expect(room.emitted.map(({ detail }) => detail.status)).toEqual(['RUNNING', 'ABORTED', 'RUNNING', 'SUCCEEDED']);
  });

  it('without an input that is too large for an event', async () => {
    const room = roomWith(machine({ P: pass({ Output: 'small' }) }));
    await room.end(room.start('m', 'a'.repeat(253_960)));
    expect(room.emitted[1]?.detail).toMatchObject({
      input: null,
      inputDetails: { included: false },
      output: '"small"',
      outputDetails: { included: true },
    });
  });
});

it('a rule hands the end of an execution on to another machine', async () => {
  const { aws, clock, call, machine: addMachine, role, inputs } = createSetting();
  const watched = addMachine(home, 'watched');
  const settle = addMachine(home, 'settle');
  const pattern = { source: ['aws.states'], detail: { status: ['SUCCEEDED'], stateMachineArn: [watched] } };
  aws.events.createRule(home, { Name: 'ends', EventPattern: JSON.stringify(pattern) });
  const InputTransformer = {
    InputPathsMap: { arn: '$.detail.executionArn' },
    InputTemplate: '{"executionArn":"<arn>"}',
  };
  const RoleArn = role('starter', 'events.amazonaws.com', { actions: ['states:StartExecution'] });
  aws.events.createTargets(home, { Rule: 'ends', Targets: [{ Id: 'one', Arn: settle, RoleArn, InputTransformer }] });
  await clock.runUntil(call(home, 'states:StartExecution', { stateMachineArn: watched, name: 'run' }));
  await clock.advance(5000);
  expect(inputs()).toEqual([{}, { executionArn: `arn:aws:states:${home}:${account}:execution:watched:run` }]);
});
