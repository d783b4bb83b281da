import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/step-functions/json.ts';
import { createMachineRoom, FunctionFailure, machine, pass } from './machine-room.ts';

/** What a machine is made of: each shape makes one text of another. */
type Shape =
  | Readonly<{ kind: 'task' }>
  | Readonly<{ kind: 'wait' }>
  | Readonly<{ kind: 'parallel'; branches: readonly (readonly Shape[])[] }>
  | Readonly<{ kind: 'map'; mode: 'INLINE' | 'DISTRIBUTED'; concurrency: number; body: readonly Shape[] }>;

/** Hashed, lest the text outgrow what a state may hand on. */
const joined = "{% $hash($join([$states.result.t], '+'), 'MD5') %}";

const { shapes } = fc.letrec<{ shape: Shape; shapes: readonly Shape[] }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.record({ kind: fc.constant('task' as const) }),
    fc.record({ kind: fc.constant('wait' as const) }),
    fc.record({
      kind: fc.constant('parallel' as const),
      branches: fc.array(tie('shapes'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('map' as const),
      mode: fc.constantFrom('INLINE' as const, 'DISTRIBUTED' as const),
      concurrency: fc.nat(2),
      body: tie('shapes'),
    }),
  ),
  shapes: fc.array(tie('shape'), { minLength: 1, maxLength: 3 }),
}));

const stateOf = (shape: Shape, name: string): Readonly<Record<string, Json>> => {
  switch (shape.kind) {
    case 'task':
      return { ...taskFields(name) };
    case 'wait':
      return { Type: 'Wait', Seconds: 1 };
    case 'parallel':
      return {
        Type: 'Parallel',
        Branches: shape.branches.map((branch, index) => blockOf(branch, `${name}b${index}`)),
        Output: { t: joined },
      };
    default:
      return {
        Type: 'Map',
        MaxConcurrency: shape.concurrency,
        Items: "{% [{'t': $states.input.t & 'x'}, {'t': $states.input.t & 'y'}, {'t': $states.input.t & 'z'}] %}",
        ItemProcessor: { ProcessorConfig: { Mode: shape.mode }, ...blockOf(shape.body, `${name}m`) },
        Output: { t: joined },
      };
  }
};

const taskFields = (name: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'f', Payload: { name, t: '{% $states.input.t %}' } },
  Output: '{% $states.result.Payload %}',
  Assign: { [`v${name}`]: '{% $states.result.Payload.t %}' },
});

/** Its states in a line; the last adds to the text what the first task assigned, where there is one. */
const blockOf = (line: readonly Shape[], name: string) => {
  const names = line.map((_, index) => `${name}${index}`);
  const states = line.map((shape, index) => [
    `${name}${index}`,
    { ...stateOf(shape, `${name}${index}`), Next: names[index + 1] ?? `${name}End` },
  ]);
  const first = line.findIndex(({ kind }) => kind === 'task');
  const shown = first < 0 ? "''" : `$v${name}${first}`;
  const last = pass({ Output: { t: `{% '(' & $states.input.t & '|' & ${shown} & ')' %}` } });
  return { StartAt: `${name}0`, States: { ...Object.fromEntries(states), [`${name}End`]: last } };
};

/** Runs the machine and redrives it until it has succeeded. `isBroken` is asked at each call, `stopAfter` at each attempt. */
const outcomeOf = async (line: readonly Shape[], isBroken: () => boolean, stops: readonly number[]) => {
  const room = createMachineRoom({
    f: async (payload) => {
      await room.clock.sleep(500);
      if (isBroken()) throw new FunctionFailure('Broken');
      return payload;
    },
  });
  const { StartAt, States } = blockOf(line, 's');
  room.create('m', machine(States, { StartAt }));
  const execution = room.start('m', { t: '' });
  for (let attempt = 0; execution.status !== 'SUCCEEDED' && attempt < 60; attempt += 1) {
    if (attempt > 0) await room.ask('RedriveExecution', { executionArn: execution.arn });
    const stopAfter = stops[attempt];
    if (stopAfter !== undefined) {
      await room.pass(stopAfter);
      await room.ask('StopExecution', { executionArn: execution.arn });
    }
    await room.end(execution);
  }
  const exits = room.states
    .executions()
    .flatMap(({ history }) =>
      history
        .events()
        .flatMap((event) =>
          event.stateExitedEventDetails?.name ? [`${event.type} ${event.stateExitedEventDetails.name}`] : [],
        ),
    );
  return { status: execution.status, output: execution.output?.value, exits: exits.toSorted() };
};

describe('a machine that fails at chance places and is redriven until it succeeds', () => {
  it('ends with the output of one that never failed, and leaves each state as often', async () => {
    const failures = fc.array(fc.boolean(), { maxLength: 12 });
    const stops = fc.array(fc.double({ min: 0.1, max: 6, noNaN: true }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(shapes, failures, stops, async (line, chances, stopAfter) => {
        let calls = 0;
        const isBroken = () => {
          calls += 1;
          return chances[calls - 1] ?? false;
        };
        const redriven = await outcomeOf(line, isBroken, stopAfter);
        expect(redriven.status).toBe('SUCCEEDED');
        expect(redriven).toEqual(await outcomeOf(line, () => false, []));
      }),
      { numRuns: 60 },
    );
  });
});
