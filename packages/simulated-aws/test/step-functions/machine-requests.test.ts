import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/step-functions/json.ts';
import { createMachineRoom, machine, machineArn, pass, roleArn } from './machine-room.ts';

const stateMachineArn = machineArn('m');
const definition = JSON.stringify(machine({ P: pass() }));
const other = JSON.stringify(machine({ P: pass({ Output: 'other' }) }));
const waiting = JSON.stringify(machine({ W: { Type: 'Wait', Seconds: 100, Next: 'P' }, P: pass({ Output: 'first' }) }));
const request = { name: 'm', definition, roleArn };

const roomWith = async (text = definition) => {
  const room = createMachineRoom();
  await room.ask('CreateStateMachine', { ...request, definition: text });
  return room;
};

describe('CreateStateMachine', () => {
  it('makes a machine that can be described and started', async () => {
    const room = createMachineRoom();
    const answer = await room.ask('CreateStateMachine', request);
    expect(answer).toEqual({ stateMachineArn, creationDate: new Date(room.clock.now()) });
    expect(await room.ask('DescribeStateMachine', { stateMachineArn })).toMatchObject({
      name: 'm',
      status: 'ACTIVE',
      definition,
      roleArn,
      type: 'STANDARD',
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    });
    expect((await room.end(room.start('m'))).status).toBe('SUCCEEDED');
  });

  it('answers the same request again with the same machine, whatever its role and tags', async () => {
    const room = createMachineRoom();
    const first = await room.ask('CreateStateMachine', request);
    await room.pass(60);
    const again = { ...request, roleArn: `${roleArn}-2`, tags: [{ key: 'a', value: 'b' }] };
    expect(await room.ask('CreateStateMachine', again)).toEqual(first);
    expect(await room.ask('DescribeStateMachine', { stateMachineArn })).toMatchObject({ roleArn });
    expect(await room.ask('ListTagsForResource', { resourceArn: stateMachineArn })).toEqual({ tags: [] });
  });

  it.each([
    { what: 'another definition under the name', changes: { definition: other }, code: 'StateMachineAlreadyExists' },
    {
      what: 'another log level under the name',
      changes: { loggingConfiguration: { level: 'ALL' } },
      code: 'StateMachineAlreadyExists',
    },
    { what: 'a name with a space', changes: { name: 'a b' }, code: 'InvalidName' },
    { what: 'a role that is none', changes: { roleArn: 'role' }, code: 'InvalidArn' },
    { what: 'a definition that is none', changes: { name: 'n', definition: '{}' }, code: 'InvalidDefinition' },
    { what: 'Express', changes: { type: 'EXPRESS' }, code: 'NotSimulated' },
    { what: 'a version', changes: { publish: true }, code: 'NotSimulated' },
    {
      what: 'more than 50 tags',
      changes: { name: 'n', tags: Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: '' })) },
      code: 'TooManyTags',
    },
  ])('refuses $what', async ({ changes, code }) => {
    const room = await roomWith();
    await expect(room.ask('CreateStateMachine', { ...request, ...changes })).rejects.toMatchObject({ code });
  });
});

describe('UpdateStateMachine', () => {
  it('leaves a running execution its definition, and gives the new one to the next', async () => {
    const room = await roomWith(waiting);
    const running = room.start('m', {}, 'running');
    await room.pass(1);
    const updated = await room.ask('UpdateStateMachine', { stateMachineArn, definition: other });
    expect(updated).toMatchObject({ updateDate: new Date(room.clock.now()), revisionId: expect.any(String) });
    const next = await room.end(room.start('m', {}, 'next'));
    expect(next.output?.value).toBe('other');
    expect((await room.end(running)).output?.value).toBe('first');
  });

  it('leaves it described as it was when the execution began', async () => {
    const room = await roomWith(waiting);
    const { arn: executionArn, startedAt } = room.start('m');
    await room.pass(1);
    await room.ask('UpdateStateMachine', { stateMachineArn, definition: other, roleArn: `${roleArn}-2` });
    const begun = await room.ask('DescribeStateMachineForExecution', { executionArn });
    expect(begun).toMatchObject({ definition: waiting, roleArn, updateDate: new Date(startedAt) });
    const now = await room.ask('DescribeStateMachine', { stateMachineArn });
    expect(now).toMatchObject({ definition: other, roleArn: `${roleArn}-2` });
  });

  it.each([
    { what: 'nothing to change', changes: {}, code: 'MissingRequiredParameter' },
    { what: 'a definition that is none', changes: { definition: '{' }, code: 'InvalidDefinition' },
    {
      what: 'a machine that is not there',
      changes: { stateMachineArn: machineArn('x') },
      code: 'StateMachineDoesNotExist',
    },
    { what: 'what is no ARN of a machine', changes: { stateMachineArn: roleArn }, code: 'InvalidArn' },
  ])('refuses $what, and changes nothing', async ({ changes, code }) => {
    const room = await roomWith();
    await expect(room.ask('UpdateStateMachine', { stateMachineArn, ...changes })).rejects.toMatchObject({ code });
    expect(await room.ask('DescribeStateMachine', { stateMachineArn })).toMatchObject({ definition });
  });
});

describe('DeleteStateMachine', () => {
  it('ends executions at their next transition, and the machine with the last of them', async () => {
    const room = await roomWith(waiting);
    const execution = room.start('m');
    await room.pass(1);
    await room.ask('DeleteStateMachine', { stateMachineArn });
    expect(await room.ask('DescribeStateMachine', { stateMachineArn })).toMatchObject({ status: 'DELETING' });
    await expect(room.ask('StartExecution', { stateMachineArn })).rejects.toMatchObject({
      code: 'StateMachineDeleting',
    });
    await expect(room.ask('CreateStateMachine', request)).rejects.toMatchObject({ code: 'StateMachineDeleting' });
    expect(await room.end(execution)).toMatchObject({ status: 'ABORTED' });
    await expect(room.ask('DescribeStateMachine', { stateMachineArn })).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
    });
  });

  it('is content when there is no such machine', async () => {
    expect(await createMachineRoom().ask('DeleteStateMachine', { stateMachineArn })).toEqual({});
  });
});

describe('the tags of a machine', () => {
  const resourceArn = stateMachineArn;

  it('are added to, replaced by key, and taken away', async () => {
    const room = await roomWith();
    await room.ask('TagResource', {
      resourceArn,
      tags: [
        { key: 'a', value: '1' },
        { key: 'b', value: '1' },
      ],
    });
    await room.ask('TagResource', { resourceArn, tags: [{ key: 'a', value: '2' }] });
    await room.ask('UntagResource', { resourceArn, tagKeys: ['b'] });
    expect(await room.ask('ListTagsForResource', { resourceArn })).toEqual({ tags: [{ key: 'a', value: '2' }] });
    expect(room.states.tagsOf(resourceArn)).toEqual({ a: '2' });
  });

  it('are refused for a machine that is not there', async () => {
    const asked = createMachineRoom().ask('TagResource', { resourceArn, tags: [] });
    await expect(asked).rejects.toMatchObject({ code: 'ResourceNotFound', fields: { resourceName: resourceArn } });
  });
});

const mapOf = (Label: string, inner: string, rest: JsonObject = { End: true }) => ({
  Type: 'Map',
  Label,
  ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: inner, States: { [inner]: pass() } },
  ...rest,
});

describe('ValidateStateMachineDefinition', () => {
  const validate = (text: string, more: object = {}) =>
    createMachineRoom().ask('ValidateStateMachineDefinition', { definition: text, ...more });
  const broken = JSON.stringify(machine({ P: pass({ Next: 'Q' }), W: { Type: 'Wait', Seconds: -1, End: true } }));

  it('finds nothing in a machine that is sound', async () => {
    expect(await validate(definition)).toEqual({ result: 'OK', diagnostics: [] });
  });

  it('lists each slip with its code and place', async () => {
    const { result, diagnostics } = await validate(broken);
    expect(result).toBe('FAIL');
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', location: '/States/W/Seconds' }),
      expect.objectContaining({ code: 'MISSING_TRANSITION_TARGET', location: '/States/P/Next' }),
    ]);
  });

  it('says that there is more when it was asked for less', async () => {
    const answer = await validate(broken, { maxResults: 1 });
    expect(answer).toMatchObject({ truncated: true, diagnostics: [{ code: 'SCHEMA_VALIDATION_FAILED' }] });
  });

  it.each([
    { text: '{', code: 'INVALID_JSON_DESCRIPTION' },
    { text: JSON.stringify(machine({ T: { Type: 'Task', Resource: 'lambda', End: true } })), code: 'INVALID_RESOURCE' },
    { text: JSON.stringify(machine({ ['n'.repeat(81)]: pass() })), code: 'INVALID_STATE_NAME' },
    {
      text: JSON.stringify(machine({ A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'A' }] } })),
      code: 'MISSING_END_STATE',
    },
    { text: JSON.stringify(machine({ A: mapOf('a b', 'P') })), code: 'INVALID_LABEL_NAME' },
    {
      text: JSON.stringify(machine({ A: mapOf('a', 'P', { Next: 'B' }), B: mapOf('a', 'Q', { End: true }) })),
      code: 'DUPLICATE_LABEL_NAME',
    },
  ])('finds $code', async ({ text, code }) => {
    expect(await validate(text)).toMatchObject({ result: 'FAIL', diagnostics: [{ code }] });
  });

  it.each([' ', '[]', '"text"', 'null'])('asks for an object where the definition is %j', async (text) => {
    const message = 'Definition must be a valid JSON object';
    const diagnostics = [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message, location: '/' }];
    expect(await validate(text)).toMatchObject({ result: 'FAIL', diagnostics });
  });

  it('names the machine itself as the place of what it misses', async () => {
    const text = JSON.stringify({ QueryLanguage: 'JSONata', States: { P: pass() } });
    const message = 'These fields are required: [StartAt]';
    expect(await validate(text)).toMatchObject({ diagnostics: [{ message, location: '/' }] });
  });

  it('judges an Express workflow by what that can do', async () => {
    const callback = JSON.stringify(
      machine({ T: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', End: true } }),
    );
    expect(await validate(callback)).toMatchObject({ result: 'OK' });
    expect(await validate(callback, { type: 'EXPRESS' })).toMatchObject({
      result: 'FAIL',
      diagnostics: [{ location: '/States/T/Resource' }],
    });
  });

  it('refuses JSONPath by name', async () => {
    const asked = validate(JSON.stringify({ StartAt: 'P', States: { P: pass() } }));
    await expect(asked).rejects.toMatchObject({ code: 'NotSimulated' });
  });
});
