import { describe, expect, it } from 'vitest';
import { AwsFault } from '../../../src/call.ts';
import { createMachineRoom, pass, roleArn } from '../machine-room.ts';
import { alone, failing, type Given, map, parallel, task, test } from './try-state.ts';

describe('TestState refuses', () => {
  const ok = { result: '{}' };
  it.each<{ what: string; given: Given; code: string; message?: string }>([
    {
      what: 'a Map without a mock',
      given: { definition: map() },
      code: 'InvalidDefinition',
      message: 'does not support Map or Parallel states',
    },
    {
      what: 'a callback without a mock',
      given: { definition: task({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' }), roleArn },
      code: 'InvalidDefinition',
    },
    { what: 'a task with neither role nor mock', given: { definition: task() }, code: 'ValidationException' },
    {
      what: 'a mock of a Pass',
      given: { definition: alone({ Type: 'Pass', End: true }), mock: ok },
      code: 'ValidationException',
      message: "State type 'Pass'",
    },
    {
      what: 'a mock of both kinds',
      given: { definition: task(), mock: { ...ok, ...failing } },
      code: 'ValidationException',
    },
    { what: 'a mock of no kind', given: { definition: task(), mock: {} }, code: 'ValidationException' },
    {
      what: 'a result that is not JSON',
      given: { definition: task(), mock: { result: '{' } },
      code: 'ValidationException',
    },
    {
      what: 'an error without a name',
      given: { definition: task(), mock: { errorOutput: {} } },
      code: 'ValidationException',
    },
    {
      what: 'a Map whose result is no list',
      given: { definition: map(), input: [], mock: ok },
      code: 'ValidationException',
    },
    {
      what: 'a Parallel whose result is no list',
      given: { definition: parallel, mock: ok },
      code: 'ValidationException',
    },
    {
      what: 'a context without a mock',
      given: { definition: task(), context: {}, roleArn },
      code: 'ValidationException',
    },
    {
      what: 'a context with a Map',
      given: { definition: task(), context: { Map: {} }, mock: ok },
      code: 'ValidationException',
      message: "'Map' field is not supported",
    },
    {
      what: 'a context that is none',
      given: { definition: task(), context: 1, mock: ok },
      code: 'ValidationException',
      message: 'must be a JSON object',
    },
    {
      what: 'a context of another kind',
      given: { definition: task(), context: { State: { RetryCount: 'x' } }, mock: ok },
      code: 'ValidationException',
      message: 'Invalid Context object provided: State.RetryCount must be a number',
    },
    {
      what: 'variables that are no object',
      given: { definition: task(), variables: [], mock: ok },
      code: 'ValidationException',
    },
    {
      what: 'a failure count of a task',
      given: { definition: task(), mock: ok, stateConfiguration: { mapIterationFailureCount: 1 } },
      code: 'ValidationException',
    },
    {
      what: 'a negative count',
      given: { definition: task(), mock: failing, stateConfiguration: { retrierRetryCount: -1 } },
      code: 'ValidationException',
    },
    {
      what: 'more failures than iterations',
      given: {
        definition: map(),
        input: [1],
        mock: { result: '[1]' },
        stateConfiguration: { mapIterationFailureCount: 2 },
      },
      code: 'ValidationException',
      message: 'Map iteration failure count',
    },
    {
      what: 'an origin that is no state within',
      given: { definition: map(), input: [], mock: failing, stateConfiguration: { errorCausedByState: 'X' } },
      code: 'ValidationException',
    },
    {
      what: 'secrets',
      given: { definition: task(), mock: ok, revealSecrets: true },
      code: 'NotSimulated',
      message: 'revealSecrets',
    },
    {
      what: 'data for an ItemReader that is not there',
      given: { definition: map(), mock: ok, stateConfiguration: { mapItemReaderData: '' } },
      code: 'ValidationException',
    },
    { what: 'JSONPath', given: { definition: pass() }, code: 'NotSimulated' },
    {
      what: 'a definition that is none',
      given: { definition: alone({ Type: 'Pass', Result: 1, End: true }) },
      code: 'InvalidDefinition',
    },
  ])('$what', async ({ given, code, message = '' }) => {
    const refused = expect.objectContaining({ code, message: expect.stringContaining(message) });
    await expect(test(given)).rejects.toEqual(refused);
  });

  it('input that is not JSON', async () => {
    const asked = createMachineRoom().ask('TestState', {
      definition: JSON.stringify(alone({ Type: 'Succeed' })),
      input: '{',
    });
    await expect(asked).rejects.toMatchObject({ code: 'InvalidExecutionInput' });
  });

  it('to take for a failed task what the simulation does not know', async () => {
    const room = createMachineRoom();
    room.others.set('sqs:SendMessage', () => {
      throw new AwsFault('NotSimulated', 'NotSimulated: sqs:SendMessage with DelaySeconds', { status: 501 });
    });
    const definition = task({ Resource: 'arn:aws:states:::sqs:sendMessage', Arguments: {} });
    await expect(test({ definition, roleArn }, room)).rejects.toMatchObject({ code: 'NotSimulated' });
  });
});
