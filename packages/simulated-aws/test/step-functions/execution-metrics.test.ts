import { expect, it } from 'vitest';
import type { Json } from '../../src/step-functions/json.ts';
import { createMachineRoom, machine, machineArn, pass } from './machine-room.ts';

const waiting = { W: { Type: 'Wait', Seconds: 100, End: true } };
const of = (name: string, value = 1) => ({
  ...{ region: 'us-east-1', namespace: 'AWS/States', name, value },
  dimensions: { StateMachineArn: machineArn('m') },
});

const roomWith = (definition: Json) => {
  const room = createMachineRoom();
  room.create('m', definition);
  return room;
};

it.each([
  { status: 'SUCCEEDED', name: 'ExecutionsSucceeded', definition: machine({ P: pass() }), seconds: 0 },
  { status: 'FAILED', name: 'ExecutionsFailed', definition: machine({ F: { Type: 'Fail' } }), seconds: 0 },
  { status: 'TIMED_OUT', name: 'ExecutionsTimedOut', definition: machine(waiting, { TimeoutSeconds: 7 }), seconds: 7 },
])('an execution that ended as $status is counted as $name, with the time that it took', async (row) => {
  const { start, end, metrics } = roomWith(row.definition);
  const { status, startedAt, stoppedAt = 0 } = await end(start('m'));
  expect(status).toBe(row.status);
  const took = stoppedAt - startedAt;
  expect(took).toBeGreaterThanOrEqual(row.seconds * 1000);
  expect(metrics).toMatchObject([of('ExecutionsStarted'), of(row.name), of('ExecutionTime', took)]);
  expect(metrics.map(({ at }) => at)).toEqual([startedAt, stoppedAt, stoppedAt]);
});

it('an execution that was stopped is counted as aborted when it is stopped', async () => {
  const { start, end, ask, pass: passTime, metrics } = roomWith(machine(waiting));
  const execution = start('m');
  await passTime(5);
  await ask('StopExecution', { executionArn: execution.arn });
  await end(execution);
  expect(metrics).toMatchObject([of('ExecutionsStarted'), of('ExecutionsAborted'), of('ExecutionTime', 5000)]);
});

it('a repeated request of a running execution is counted once', async () => {
  const { ask, metrics } = roomWith(machine(waiting));
  const request = { stateMachineArn: machineArn('m'), name: 'one', input: '{}' };
  await ask('StartExecution', request);
  await ask('StartExecution', request);
  expect(metrics).toMatchObject([of('ExecutionsStarted')]);
});
