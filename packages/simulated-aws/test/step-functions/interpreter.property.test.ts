import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/step-functions/json.ts';
import { expressionOf } from '../../src/step-functions/jsonata/expression.ts';
import { createMachineRoom, FunctionFailure, lambdaTask, machine, pass, pathOf } from './machine-room.ts';

const rules = fc.array(fc.record({ limit: fc.integer({ min: -5, max: 5 }), above: fc.boolean() }), {
  minLength: 1,
  maxLength: 6,
});

describe('a Choice with a Default', () => {
  it('always goes somewhere, to the first rule that holds', async () => {
    await fc.assert(
      fc.asyncProperty(rules, fc.integer({ min: -6, max: 6 }), async (all, n) => {
        const Choices = all.map(({ limit, above }, index) => ({
          Condition: `{% $states.input ${above ? '>' : '<='} ${limit} %}`,
          Next: `S${index}`,
        }));
        const targets = all.map((_, index) => [`S${index}`, pass()] as const);
        const states = { C: { Type: 'Choice', Choices, Default: 'D' }, D: pass(), ...Object.fromEntries(targets) };
        const first = all.findIndex(({ limit, above }) => (above ? n > limit : n <= limit));
        const execution = await createMachineRoom().run(machine(states), n);
        expect(pathOf(execution)).toEqual(['C', first < 0 ? 'D' : `S${first}`]);
      }),
      { numRuns: 60 },
    );
  });
});

const flaky = machine({
  Each: {
    Type: 'Map',
    MaxConcurrency: 2,
    ItemProcessor: {
      StartAt: 'T',
      States: {
        T: lambdaTask('f', {
          Retry: [{ ErrorEquals: ['Flaky'], JitterStrategy: 'FULL', MaxAttempts: 2 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Gone', Output: '{% $uuid() %}' }],
        }),
        Gone: pass(),
      },
    },
    End: true,
  },
});

const historyOf = async (seed: number, items: readonly number[]): Promise<string> => {
  const room = createMachineRoom(
    {
      f: async (payload) => {
        await room.clock.sleep(room.world.random.next() * 1000);
        if (room.world.random.next() < 0.5) throw new FunctionFailure('Flaky');
        return payload;
      },
    },
    seed,
  );
  return JSON.stringify((await room.run(flaky, items)).history.events());
};

describe('the history', () => {
  const items = fc.array(fc.integer(), { maxLength: 6 });

  it('is the same, byte for byte, for the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0 }), items, async (seed, list) => {
        expect(await historyOf(seed, list)).toBe(await historyOf(seed, list));
      }),
      { numRuns: 25 },
    );
  });

  it('numbers its events from 1, each after one that it names, and ends with one closing event', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0 }), items, async (seed, list) => {
        const events: { id: number; previousEventId: number; type: string; timestamp: string }[] = JSON.parse(
          await historyOf(seed, list),
        );
        expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
        expect(events.every(({ id, previousEventId }) => previousEventId < id)).toBe(true);
        expect(events.map(({ timestamp }) => timestamp)).toEqual(events.map(({ timestamp }) => timestamp).toSorted());
        expect(events.filter(({ type }) => /^Execution(Succeeded|Failed)$/.test(type))).toHaveLength(1);
        expect(events.at(-1)?.type).toBe('ExecutionSucceeded');
      }),
      { numRuns: 25 },
    );
  });
});

describe('the short way for plain names', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const isJson = (value: unknown): value is Json => value !== undefined;

  it('answers what jsonata answers', async () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(null, 0, 'text', true, [], [1], [[1]]),
        fc.dictionary(name, tie('value')),
        fc.array(tie('value'), { maxLength: 2 }),
      ),
    })).value;
    await fc.assert(
      fc.asyncProperty(value.filter(isJson), fc.array(name, { maxLength: 3 }), async (data, steps) => {
        const path = ['$data', ...steps].join('.');
        const short = await expressionOf(path).evaluate({ data });
        // In brackets it is the same to jsonata, and no plain path to us.
        const long = await expressionOf(`(${path})`).evaluate({ data });
        expect(JSON.stringify(short)).toBe(JSON.stringify(long));
      }),
    );
  });
});
