import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/step-functions/json.ts';
import { codeOf } from '../services/test-world.ts';
import { createMachineRoom, machine, machineArn, pass, region } from './machine-room.ts';

const quick = machine({ P: pass() });
const child = machineArn('child');

const roomWith = (definition: Json = quick) => {
  const room = createMachineRoom();
  room.create('child', definition);
  return room;
};

type Room = ReturnType<typeof roomWith>;

/** So many starts at one instant; how many of them were taken. */
const startMany = async ({ ask }: Room, count: number): Promise<number> => {
  const asked = Array.from({ length: count }, () => codeOf(ask('StartExecution', { stateMachineArn: child })));
  const answers = await Promise.all(asked);
  return answers.filter((answer) => answer !== 'ThrottlingException').length;
};

describe('StartExecution', () => {
  it('takes 1,300 at once in us-east-1, and 300 a second after that', async () => {
    const room = roomWith();
    expect(await startMany(room, 1400)).toBe(1300);
    await room.pass(1);
    expect(await startMany(room, 400)).toBe(300);
    await room.pass(60);
    expect(await startMany(room, 1400)).toBe(1300);
  });

  it('is throttled as ThrottlingException, whoever asks', async () => {
    const room = roomWith();
    await startMany(room, 1300);
    const refused = room.ask('StartExecution', { stateMachineArn: child });
    await expect(refused).rejects.toMatchObject({ code: 'ThrottlingException', message: 'Rate exceeded', status: 400 });
  });

  it('of a Task fails with the general error of the service, and is taken again a moment later', async () => {
    const starting = (rest: { readonly [key: string]: Json } = {}) =>
      machine({
        Run: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution.sync:2',
          Arguments: { StateMachineArn: child, Name: 'kid' },
          End: true,
          ...rest,
        },
      });
    const room = roomWith();
    room.create('parent', starting());
    const parent = room.start('parent');
    // A moment before its first transition is over.
    await room.pass(0.024);
    await startMany(room, 1300);
    await room.end(parent);
    expect(parent).toMatchObject({ status: 'FAILED', error: 'StepFunctions.AWSStepFunctionsException' });
    expect(parent.cause).toContain(
      'Rate exceeded (Service: AWSStepFunctions; Status Code: 400; Error Code: Throttling',
    );

    const Retry = [{ ErrorEquals: ['StepFunctions.AWSStepFunctionsException'], IntervalSeconds: 1 }];
    room.create('patient', starting({ Retry }));
    await room.pass(60);
    const patient = room.start('patient');
    await room.pass(0.024);
    await startMany(room, 1300);
    expect((await room.end(patient)).status).toBe('SUCCEEDED');
  });
});

it('DescribeExecution takes 300 at once, and 15 a second after that', async () => {
  const room = roomWith();
  const execution = await room.end(room.start('child'));
  const describeMany = async (count: number) => {
    const input = { executionArn: execution.arn };
    const answers = await Promise.all(
      Array.from({ length: count }, () => codeOf(room.ask('DescribeExecution', input))),
    );
    return answers.filter((answer) => answer !== 'ThrottlingException').length;
  };
  expect(await describeMany(310)).toBe(300);
  await room.pass(2);
  expect(await describeMany(310)).toBe(30);
});

describe('transitions of states', () => {
  const chain = (length: number): Json => {
    const names = Array.from({ length }, (_, index) => `S${index}`);
    return machine(
      Object.fromEntries(names.map((name, index) => [name, pass(names[index + 1] ? { Next: `S${index + 1}` } : {})])),
    );
  };

  it('that come faster than 5,000 a second wait, and none fails', async () => {
    const room = roomWith(chain(20));
    const executions = Array.from({ length: 1000 }, (_, index) => room.start('child', {}, `one-${index}`));
    const began = room.clock.now();
    await room.clock.runUntil(Promise.all(executions.map(({ ended }) => ended)));
    expect(executions.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(1000);
    // 20,000 transitions: 5,000 from the bucket, the others at 5,000 a second; without a rate it would be half a second.
    expect((room.clock.now() - began) / 1000).toBeGreaterThan(2.9);
    expect((room.clock.now() - began) / 1000).toBeLessThan(4.2);
    const throttled = room.metrics.filter(({ name }) => name === 'ExecutionThrottled');
    expect(throttled.length).toBeGreaterThan(1000);
    expect(throttled[0]).toMatchObject({ region, dimensions: { StateMachineArn: child } });
  });

  it('of one execution are never throttled', async () => {
    const room = roomWith(chain(100));
    await room.end(room.start('child'));
    expect(room.metrics.filter(({ name }) => name === 'ExecutionThrottled')).toEqual([]);
  });
});
