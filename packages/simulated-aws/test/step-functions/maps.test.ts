import { describe, expect, it } from 'vitest';
import { plumbing } from '../../src/clock/plumbing.ts';
import type { Json } from '../../src/step-functions/json.ts';
import { account, createMachineRoom, lambdaTask, machine, pass, region, secondsOf, typesOf } from './machine-room.ts';

const mapOf = (
  states: Readonly<Record<string, Json>>,
  rest: Readonly<Record<string, Json>> = {},
  mode = 'INLINE',
): Json => ({
  Type: 'Map',
  ItemProcessor: { ProcessorConfig: { Mode: mode }, StartAt: Object.keys(states)[0] ?? '', States: states },
  ...('Next' in rest ? {} : { End: true }),
  ...rest,
});

const wait = { Type: 'Wait', Seconds: 10, End: true };
const failOn = (n: number) => ({
  Which: { Type: 'Choice', Choices: [{ Condition: `{% $states.input = ${n} %}`, Next: 'No' }], Default: 'Yes' },
  No: { Type: 'Fail', Error: 'Bad' },
  Yes: pass(),
});

describe('an Inline Map', () => {
  it('gives the results in the order of the items', async () => {
    const states = { W: { Type: 'Wait', Seconds: '{% 10 - $states.input %}', End: true } };
    const execution = await createMachineRoom().run(machine({ M: mapOf(states) }), [1, 5, 3]);
    expect(execution.output?.value).toEqual([1, 5, 3]);
    expect(secondsOf(execution)).toBeCloseTo(9, 0);
  });

  it.each([
    { maxConcurrency: 1, items: 4, rounds: 4 },
    { maxConcurrency: 2, items: 4, rounds: 2 },
    { maxConcurrency: 0, items: 4, rounds: 1 },
    { maxConcurrency: 0, items: 41, rounds: 2 },
  ])('needs $rounds rounds for $items items, $maxConcurrency at once', async ({ maxConcurrency, items, rounds }) => {
    const definition = machine({ M: mapOf({ W: wait }, { MaxConcurrency: maxConcurrency }) });
    const execution = await createMachineRoom().run(
      definition,
      Array.from({ length: items }, (_, index) => index),
    );
    expect(secondsOf(execution)).toBeCloseTo(rounds * 10, 0);
  });

  it('makes the input of each iteration with ItemSelector, and shows it the item in the context', async () => {
    const states = { P: pass({ Output: { from: '{% $states.input %}', at: '{% $states.context.Map.Item.Index %}' } }) };
    const ItemSelector = { v: '{% $states.context.Map.Item.Value %}', all: '{% $count($states.input.list) %}' };
    const definition = machine({ M: mapOf(states, { Items: '{% $states.input.list %}', ItemSelector }) });
    const execution = await createMachineRoom().run(definition, { list: ['a', 'b'] });
    expect(execution.output?.value).toEqual([
      { from: { v: 'a', all: 2 }, at: 0 },
      { from: { v: 'b', all: 2 }, at: 1 },
    ]);
  });

  it('lets iterations read the outer variables and keeps theirs to themselves', async () => {
    const inner = {
      A: pass({ Assign: { mine: '{% $outer + $states.input %}' }, Next: 'B' }),
      B: pass({ Output: '{% $mine %}' }),
    };
    const states = {
      Set: pass({ Assign: { outer: 10 }, Next: 'M' }),
      M: mapOf(inner, { Next: 'After' }),
      After: pass({ Output: { sum: '{% $sum($states.input) %}', leaked: '{% $exists($mine) %}' } }),
    };
    const execution = await createMachineRoom().run(machine(states), [1, 2]);
    expect(execution.output?.value).toEqual({ sum: 23, leaked: false });
  });

  it('ends the other iterations when one fails, and fails with its error', async () => {
    const states = { ...failOn(2), Yes: { Type: 'Wait', Seconds: 100, End: true } };
    const execution = await createMachineRoom().run(machine({ M: mapOf(states) }), [1, 2, 3]);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Bad' });
    expect(secondsOf(execution)).toBeLessThan(1);
    const types = typesOf(execution);
    expect(types.filter((type) => type === 'MapIterationAborted')).toHaveLength(2);
    expect(types.slice(-2)).toEqual(['MapStateFailed', 'ExecutionFailed']);
  });

  it('leads to its Catch when an iteration fails', async () => {
    const states = {
      M: mapOf(failOn(1), { Catch: [{ ErrorEquals: ['Bad'], Next: 'C' }] }),
      C: pass({ Output: 'caught' }),
    };
    expect((await createMachineRoom().run(machine(states), [1])).output?.value).toBe('caught');
  });

  it('gives an empty list for no items', async () => {
    expect((await createMachineRoom().run(machine({ M: mapOf({ P: pass() }) }), [])).output?.value).toEqual([]);
  });
});

describe('a Distributed Map', () => {
  const distributed = (states: Readonly<Record<string, Json>>, rest: Readonly<Record<string, Json>> = {}) =>
    machine({ M: mapOf(states, { Label: 'steps', ...rest }, 'DISTRIBUTED') });

  it('runs each item as an execution of its own, beyond 40 at once, and charges its own start', async () => {
    const room = createMachineRoom();
    const items = Array.from({ length: 100 }, (_, index) => index);
    const execution = await room.run(distributed({ W: wait }), items);
    expect(execution.output?.value).toEqual(items);
    expect(secondsOf(execution)).toBeCloseTo(10 + plumbing.distributedMapSeconds, 0);
    const children = room.states.executions().filter(({ mapRunArn }) => mapRunArn !== undefined);
    expect(children).toHaveLength(100);
    expect(children[0]?.arn).toMatch(`arn:aws:states:${region}:${account}:execution:machine-0/steps:`);
    expect(typesOf(execution)).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapStateStarted',
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it.each([
    { name: 'none is tolerated', rest: {}, status: 'FAILED' },
    { name: 'one is tolerated', rest: { ToleratedFailureCount: 1 }, status: 'SUCCEEDED' },
    { name: 'a third is tolerated', rest: { ToleratedFailurePercentage: 34 }, status: 'SUCCEEDED' },
    { name: 'a tenth is tolerated', rest: { ToleratedFailurePercentage: 10 }, status: 'FAILED' },
  ])('ends as $status when one of three children fails and $name', async ({ rest, status }) => {
    const execution = await createMachineRoom().run(distributed(failOn(2), rest), [1, 2, 3]);
    expect(execution.status).toBe(status);
    const error = status === 'FAILED' ? 'States.ExceedToleratedFailureThreshold' : undefined;
    expect(execution.error).toBe(error);
  });

  it('stops its children when it is stopped', async () => {
    const room = createMachineRoom();
    room.create('m', distributed({ W: wait }));
    const execution = room.start('m', [1, 2]);
    await room.pass(2);
    await room.ask('StopExecution', { executionArn: execution.arn });
    await room.end(execution);
    expect(room.states.executions().map(({ status }) => status)).toEqual(['ABORTED', 'ABORTED', 'ABORTED']);
    expect(typesOf(execution).slice(-2)).toEqual(['MapRunStarted', 'ExecutionAborted']);
  });

  it('needs the permission to start the machine itself', async () => {
    const room = createMachineRoom();
    room.denied.add('states:StartMapRun');
    const execution = await room.run(distributed({ P: pass() }), [1]);
    expect(execution.error).toBe('StepFunctions.AWSStepFunctionsException');
  });

  it('lists its children by the map run, not among the executions of the machine', async () => {
    const room = createMachineRoom({ f: () => 1 });
    room.create('m', distributed({ T: lambdaTask('f') }));
    const execution = await room.end(room.start('m', [1, 2]));
    const started = execution.history.events().find(({ type }) => type === 'MapRunStarted');
    const mapRunArn = started?.mapRunStartedEventDetails?.mapRunArn;
    expect((await room.ask('ListExecutions', { mapRunArn })).executions).toHaveLength(2);
    const ofMachine = await room.ask('ListExecutions', { stateMachineArn: execution.machine.arn });
    expect(ofMachine.executions).toHaveLength(1);
  });
});
