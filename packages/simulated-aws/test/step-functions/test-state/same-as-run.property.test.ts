import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defined } from '../../../src/defined.ts';
import { isObject, type Json, type JsonObject } from '../../../src/step-functions/json.ts';
import { createMachineRoom, FunctionFailure, lambdaTask, machine, roleArn } from '../machine-room.ts';

const echo = (payload: Json): Json => {
  if (isObject(payload) && payload.v === 'fail') throw new FunctionFailure('Failed', 'as asked');
  return payload;
};

const template: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom('{% $states.input %}', '{% $x %}', '{% $states.input.a %}', '{% $states.context.State.Name %}'),
  fc.constantFrom('text', 1, null, { a: '{% $string($states.input) %}' }, ['{% 1 + 1 %}'], '{% $nothing %}'),
);

const End = true;
const state: fc.Arbitrary<JsonObject> = fc.oneof(
  template.map((Output) => ({ Type: 'Pass', Output, End })),
  template.map((Output) => ({ Type: 'Succeed', Output })),
  template.map((one) => ({ Type: 'Fail', Error: typeof one === 'string' ? one : 'E', Cause: 'c' })),
  fc.record({ Seconds: fc.constantFrom(0, 7, '{% $states.input %}'), Output: template }).map((rest) => ({
    Type: 'Wait',
    ...rest,
    End,
  })),
  fc.record({ Output: template, Arguments: template }).map(({ Output, Arguments }) => ({
    ...Object.fromEntries(Object.entries(lambdaTask('echo', { Output }) ?? {})),
    Arguments: { FunctionName: 'echo', Payload: { v: Arguments } },
  })),
);

const input: fc.Arbitrary<Json> = fc.constantFrom<Json[]>('fail', 5, null, { a: [1, 2] }, [], true);

it('TestState answers of a state what an execution of it comes to', async () => {
  const property = fc.asyncProperty(state, input, async (one, value) => {
    const room = createMachineRoom({ echo });
    const { status, error, cause, output } = await room.run(machine({ StateName: one }), value);
    const request = { definition: JSON.stringify({ QueryLanguage: 'JSONata', ...one }), input: JSON.stringify(value) };
    const tested = await room.clock.runUntil(room.ask('TestState', { ...request, roleArn }));
    const why = { ...defined({ error, cause }) };
    expect(tested).toEqual({ status, ...why, ...(output === undefined ? {} : { output: output.text }) });
  });
  await fc.assert(property, { numRuns: 300 });
});
