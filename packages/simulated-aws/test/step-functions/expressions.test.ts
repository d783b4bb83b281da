import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/step-functions/json.ts';
import { createMachineRoom, machine, pass } from './machine-room.ts';

const evaluate = async (expression: Json, input: Json = {}, seed = 7) =>
  await createMachineRoom({}, seed).run(machine({ P: pass({ Output: expression }) }), input);

const resultOf = async (source: string, input?: Json, seed?: number) =>
  (await evaluate(`{% ${source} %}`, input, seed)).output?.value;

describe('the functions that Step Functions adds', () => {
  it.each<{ source: string; value: Json }>([
    { source: '$partition([1,2,3], 2)', value: [[1, 2], [3]] },
    { source: '$range(0, 10, 5)', value: [0, 5, 10] },
    { source: '$range(3, 1, -1)', value: [3, 2, 1] },
    { source: '$range(1, 9, 9)', value: 1 },
    { source: '$hash("abc", "MD5")', value: '900150983cd24fb0d6963f7d28e17f72' },
    { source: '$hash("abc", "SHA-1")', value: 'a9993e364706816aba3e25717850c26c9cd0d89d' },
    { source: '$parse("{\\"a\\":[1]}").a', value: [1] },
    { source: '$random(3) = $random(3)', value: true },
    { source: '$now()', value: '2026-01-05T03:00:00.025Z' },
    { source: '$now("[Y0001]")', value: '2026' },
    { source: '$millis()', value: 1_767_582_000_025 },
  ])('$source is $value', async ({ source, value }) => {
    expect(await resultOf(source)).toEqual(value);
  });

  it('draw chance from the seed of the world', async () => {
    const drawn = '[$uuid(), $random()]';
    expect(await resultOf(drawn, {}, 1)).toEqual(await resultOf(drawn, {}, 1));
    expect(await resultOf(drawn, {}, 1)).not.toEqual(await resultOf(drawn, {}, 2));
  });

  it.each([
    '$range(1, 5, 0)',
    '$range(0, 5000, 1)',
    '$partition([1], 0)',
    '$hash("a", "CRC")',
    '$parse("{")',
    '$eval("1")',
  ])('%s fails with States.QueryEvaluationError', async (source) => {
    expect((await evaluate(`{% ${source} %}`)).error).toBe('States.QueryEvaluationError');
  });
});

describe('an expression', () => {
  it.each<{ name: string; expression: Json; location: string; says: string }>([
    {
      name: 'gives nothing',
      expression: { a: { b: '{% $none %}' } },
      location: 'Output/a/b',
      says: 'returned nothing',
    },
    {
      name: 'gives nothing in a list',
      expression: [1, '{% $none %}'],
      location: 'Output[1]',
      says: 'returned nothing',
    },
    { name: 'gives a function', expression: '{% $sum %}', location: 'Output', says: 'unsupported result type' },
    { name: 'divides by zero', expression: '{% 1/0 %}', location: 'Output', says: '' },
    { name: 'fails', expression: '{% 1 + "a" %}', location: 'Output', says: 'T2002' },
  ])('that $name fails with its place and the state', async ({ expression, location, says }) => {
    const execution = await evaluate(expression);
    const failed = execution.history.events().find(({ type }) => type === 'EvaluationFailed');
    expect(failed?.evaluationFailedEventDetails).toMatchObject({ state: 'P', location });
    expect(execution.cause).toContain("executing the state 'P' (entered at the event id #2)");
    expect(execution.cause).toContain(says);
  });

  it('begins at the first and ends at the last character of its text', async () => {
    const { output } = await evaluate([' {% 1 %}', '{% 1 %} ', '{%1%}']);
    expect(output?.value).toEqual([' {% 1 %}', '{% 1 %} ', 1]);
  });

  it('cannot change what it was given', async () => {
    const source = '($x := $states.input ~> |$|{"a": 2}|; $states.input.a)';
    expect(await resultOf(source, { a: 1 })).toBe(1);
  });
});

describe('an expression without an end', () => {
  it.each([
    { source: '($loop := function(){ $loop() }; $loop())', words: 'U1001' },
    { source: '($up := function($n){ $up($n + 1) }; $up(0))', words: 'U1001' },
    { source: '$sum([1..5000].([1..5000].(1)))', words: 'U1001' },
    { source: '($deep := function($n){ 1 + $deep($n + 1) }; $deep(0))', words: '' },
  ])(
    '$source ends its state, and nothing else stands still',
    async ({ source, words }) => {
      const room = createMachineRoom({});
      const endless = machine({ P: pass({ Output: `{% ${source} %}` }) });
      const [ended, other] = await Promise.all([
        room.run(endless, {}),
        createMachineRoom({}).run(machine({ P: pass({ Output: 1 }) }), {}),
      ]);
      expect(ended.error).toBe('States.QueryEvaluationError');
      expect(ended.cause).toContain(words);
      expect(other.output?.value).toBe(1);
    },
    60_000,
  );

  it('is not one that has much to do', async () => {
    expect(await resultOf('$sum([1..50000].($ * 2))')).toBe(2_500_050_000);
  });

  it('counts each evaluation for itself', async () => {
    const much = machine({ P: pass({ Output: '{% $sum([1..100000].($ * 2)) %}' }) });
    const all = await Promise.all([1, 2, 3].map(() => createMachineRoom({}).run(much, {})));
    expect(all.map(({ output }) => output?.value)).toEqual([1, 2, 3].map(() => 10_000_100_000));
  }, 60_000);
});
