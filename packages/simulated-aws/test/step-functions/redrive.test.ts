import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/step-functions/json.ts';
import { type Behaviour, FunctionFailure, lambdaTask, machine, machineArn, pass, typesOf } from './machine-room.ts';
import { createRedriveRoom, failing, since } from './redrive-room.ts';

const oneTask = machine({ T: lambdaTask('f') });

describe('a redriven execution', () => {
  const twoSteps = machine({
    A: lambdaTask('a', { Assign: { kept: '{% $states.result.Payload %}' }, Next: 'B' }),
    B: lambdaTask('b', { Next: 'C' }),
    C: pass({ Output: { kept: '{% $kept %}', from: '{% $states.input %}' } }),
  });

  it('goes on at the state that failed, with its input and the variables, and does nothing twice', async () => {
    const [a, b] = [failing(0, { n: 1 }), failing(1, { n: 2 })];
    const room = createRedriveRoom(twoSteps, { a: a.behaviour, b: b.behaviour });
    const execution = await room.end(room.start('m'));
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Broken' });
    await room.redriven(execution);
    expect(execution.status).toBe('SUCCEEDED');
    expect(execution.output?.value).toEqual({ kept: { n: 1 }, from: { n: 2 } });
    expect([a.calls(), b.calls()]).toEqual([1, 2]);
  });

  it('appends to its history without entering the state again, after the event that entered it', async () => {
    const room = createRedriveRoom(oneTask, { f: failing(1).behaviour });
    const execution = await room.end(room.start('m'));
    await room.redriven(execution);
    const events = execution.history.events();
    expect(events.map(({ type, previousEventId }) => [type, previousEventId])).toEqual([
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0],
      ['TaskScheduled', 2],
      ['TaskStarted', 3],
      ['TaskFailed', 4],
      ['ExecutionFailed', 5],
      ['ExecutionRedriven', 6],
      ['TaskScheduled', 2],
      ['TaskStarted', 8],
      ['TaskSucceeded', 9],
      ['TaskStateExited', 10],
      ['ExecutionSucceeded', 11],
    ]);
    expect(events[6]?.executionRedrivenEventDetails).toEqual({ redriveCount: 1 });
  });

  it('tells of itself in the context, where the state was entered when it was', async () => {
    const shown = '{% $states.context.Execution.RedriveCount %}';
    const Output = {
      count: shown,
      at: '{% $states.context.Execution.RedriveTime %}',
      in: '{% $states.context.State.EnteredTime %}',
    };
    const room = createRedriveRoom(machine({ T: lambdaTask('f', { Output }) }), { f: failing(1).behaviour });
    const execution = await room.end(room.start('m'));
    const entered = execution.history.events()[1]?.timestamp?.toISOString();
    await room.pass(60);
    const at = new Date(room.clock.now()).toISOString();
    expect((await room.redriven(execution)).output?.value).toEqual({ count: 1, at, in: entered });
  });

  it('has all attempts of its retriers again', async () => {
    const f = failing(3);
    const Retry = [{ ErrorEquals: ['Broken'], MaxAttempts: 1 }];
    const room = createRedriveRoom(machine({ T: lambdaTask('f', { Retry }) }), { f: f.behaviour });
    const execution = await room.end(room.start('m'));
    expect([execution.status, f.calls()]).toEqual(['FAILED', 2]);
    expect([(await room.redriven(execution)).status, f.calls()]).toEqual(['SUCCEEDED', 4]);
  });

  it('fails again in a Fail state', async () => {
    const room = createRedriveRoom(machine({ F: { Type: 'Fail', Error: 'No' } }));
    const execution = await room.redriven(await room.end(room.start('m')));
    expect(since(execution, 'ExecutionRedriven')).toEqual(['ExecutionRedriven', 'ExecutionFailed']);
  });

  it('has its whole time again after it was timed out or stopped', async () => {
    const room = createRedriveRoom(
      machine(
        { W: { Type: 'Wait', Seconds: 100, Next: 'V' }, V: { Type: 'Wait', Seconds: 100, End: true } },
        { TimeoutSeconds: 150 },
      ),
    );
    const execution = await room.end(room.start('m'));
    expect(execution.status).toBe('TIMED_OUT');
    await room.redrive(execution);
    await room.pass(20);
    await room.ask('StopExecution', { executionArn: execution.arn, error: 'Enough' });
    expect((await room.end(execution)).error).toBe('Enough');
    expect(await room.redriven(execution)).toMatchObject({ status: 'SUCCEEDED' });
    expect(execution.error).toBeUndefined();
  });

  it('runs only the branches again that did not succeed', async () => {
    const [good, bad] = [failing(0, 'good'), failing(1, 'bad')];
    const branch = (name: string) => ({ StartAt: name, States: { [name]: lambdaTask(name) } });
    const Slow = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 5, End: true } } };
    const definition = machine({ P: { Type: 'Parallel', Branches: [branch('good'), branch('bad'), Slow], End: true } });
    const room = createRedriveRoom(definition, {
      good: good.behaviour,
      bad: async (payload, call) => {
        await room.clock.sleep(1000);
        return await bad.behaviour(payload, call);
      },
    });
    const execution = await room.redriven(await room.end(room.start('m', { in: 1 })));
    expect(execution.output?.value).toEqual(['good', 'bad', { in: 1 }]);
    expect([good.calls(), bad.calls()]).toEqual([1, 2]);
    expect(typesOf(execution).filter((type) => type === 'ParallelStateStarted')).toHaveLength(1);
  });

  it('runs only the iterations again that did not succeed, and starts those that were not', async () => {
    const f = failing(0);
    const seen: Json[] = [];
    const behaviour: Behaviour = (payload, call) => {
      seen.push(payload);
      if (seen.length === 2) throw new FunctionFailure('Broken');
      return f.behaviour(payload, call);
    };
    const ItemProcessor = { StartAt: 'T', States: { T: lambdaTask('f') } };
    const room = createRedriveRoom(machine({ M: { Type: 'Map', MaxConcurrency: 1, ItemProcessor, End: true } }), {
      f: behaviour,
    });
    const execution = await room.redriven(await room.end(room.start('m', [0, 1, 2])));
    expect(execution.output?.value).toEqual(['done', 'done', 'done']);
    expect(seen).toEqual([0, 1, 1, 2]);
    const started = execution.history.events().flatMap((event) => event.mapIterationStartedEventDetails?.index ?? []);
    expect(started).toEqual([0, 1, 2]);
  });

  it('starts a nested execution anew, which its own redrive could not have told it of', async () => {
    const run = {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Arguments: { StateMachineArn: machineArn('child') },
      Output: '{% $states.result.Output %}',
      End: true,
    };
    const f = failing(1);
    const room = createRedriveRoom(machine({ Run: run }), { f: f.behaviour });
    room.create('child', oneTask);
    const execution = await room.redriven(await room.end(room.start('m')));
    expect(execution.output?.value).toBe('done');
    const children = room.states.executions().filter(({ machine: { name } }) => name === 'child');
    expect(children.map(({ status, redrives }) => [status, redrives.count])).toEqual([
      ['FAILED', 0],
      ['SUCCEEDED', 0],
    ]);
  });

  it('runs all branches again after their results were too large', async () => {
    const f = failing(0, 'x'.repeat(140_000));
    const branch = (name: string) => ({ StartAt: name, States: { [name]: lambdaTask('f') } });
    const room = createRedriveRoom(
      machine({ P: { Type: 'Parallel', Branches: [branch('A'), branch('B')], End: true } }),
      {
        f: f.behaviour,
      },
    );
    const execution = await room.end(room.start('m'));
    expect(execution.error).toBe('States.DataLimitExceeded');
    await room.redriven(execution);
    expect(f.calls()).toBe(4);
  });
});
