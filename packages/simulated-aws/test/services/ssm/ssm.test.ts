import { describe, expect, it } from 'vitest';
import { createSsm } from '../../../src/services/ssm/ssm.ts';
import { asker, callOf, codeOf, createTestWorld } from '../test-world.ts';

const region = 'us-east-1';
const Name = '/app/database-host';

const setUp = () => {
  const test = createTestWorld();
  const ssm = createSsm(test.world);
  const { arn } = ssm.addParameter({ region, name: Name, value: 'old.example.com' });
  return { ...test, ssm, arn, ask: asker(ssm, region) };
};

describe('GetParameter', () => {
  it('finds the current value by name and by ARN, and a past one by version', async () => {
    const { ask, arn } = setUp();
    await ask('PutParameter', { Name, Value: 'new.example.com', Overwrite: true });
    const current = { Parameter: { Name, ARN: arn, Type: 'String', Value: 'new.example.com', Version: 2 } };
    expect(await ask('GetParameter', { Name })).toMatchObject(current);
    expect(await ask('GetParameter', { Name: arn })).toMatchObject(current);
    expect(await ask('GetParameter', { Name: `${Name}:1` })).toMatchObject({ Parameter: { Value: 'old.example.com' } });
  });

  it.each([
    { what: 'an unknown parameter', name: '/x', code: 'ParameterNotFound' },
    { what: 'an unknown version', name: `${Name}:9`, code: 'ParameterVersionNotFound' },
  ])('refuses $what', async ({ name, code }) => {
    expect(await codeOf(setUp().ask('GetParameter', { Name: name }))).toBe(code);
  });

  it('does not know a parameter of another Region', async () => {
    const asked = asker(setUp().ssm, 'us-west-2')('GetParameter', { Name });
    expect(await codeOf(asked)).toBe('ParameterNotFound');
  });
});

it.each([
  {
    operation: 'GetParameter',
    input: { Name: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64' },
  },
  {
    operation: 'GetParameter',
    input: { Name: 'arn:aws:ssm:us-east-1::parameter/aws/service/global-infrastructure/regions' },
  },
  { operation: 'GetParameters', input: { Names: [Name, '/aws/service/ecs/optimized-ami'] } },
  { operation: 'GetParametersByPath', input: { Path: '/aws/service/global-infrastructure' } },
])('$operation refuses the public parameters of AWS by name: $input', async ({ operation, input }) => {
  expect(await codeOf(setUp().ask(operation, input))).toBe('NotSimulated');
});

it('GetParameters lists the names that do not exist', async () => {
  const answer = await setUp().ask('GetParameters', { Names: [Name, '/x'] });
  expect(answer).toMatchObject({ Parameters: [{ Name }], InvalidParameters: ['/x'] });
});

it('keeps the last hundred versions', async () => {
  const { ask } = setUp();
  for (let version = 2; version <= 101; version += 1)
    await ask('PutParameter', { Name, Value: `host-${version}`, Overwrite: true });
  expect(await ask('GetParameter', { Name })).toMatchObject({ Parameter: { Version: 101 } });
  expect(await ask('GetParameter', { Name: `${Name}:2` })).toMatchObject({ Parameter: { Value: 'host-2' } });
  expect(await codeOf(ask('GetParameter', { Name: `${Name}:1` }))).toBe('ParameterVersionNotFound');
});

describe('PutParameter', () => {
  it('creates version 1 and counts up from there', async () => {
    const { ask, ssm } = setUp();
    const made = await ask('PutParameter', { Name: '/app/port', Value: '5432', Type: 'String' });
    expect(made).toEqual({ Version: 1, Tier: 'Standard' });
    const changed = await ask('PutParameter', { Name: '/app/port', Value: '5433', Overwrite: true });
    expect(changed).toEqual({ Version: 2, Tier: 'Standard' });
    expect(ssm.inspect({ region, name: '/app/port' })).toBe('5433');
  });

  it.each([
    { what: 'to overwrite when it was not told to', input: { Name, Value: 'x' }, code: 'ParameterAlreadyExists' },
    { what: 'to create without a type', input: { Name: '/new', Value: 'x' }, code: 'ValidationException' },
    {
      what: 'to change the type',
      input: { Name, Value: 'x', Type: 'StringList', Overwrite: true },
      code: 'ValidationException',
    },
    {
      what: 'a value beyond 4 KB',
      input: { Name, Value: 'x'.repeat(4097), Overwrite: true },
      code: 'ValidationException',
    },
    {
      what: 'a path without its slash',
      input: { Name: 'a/b', Value: 'x', Type: 'String' },
      code: 'ValidationException',
    },
    { what: 'a secure string', input: { Name: '/s', Value: 'x', Type: 'SecureString' }, code: 'NotSimulated' },
    { what: 'a policy', input: { Name: '/p', Value: 'x', Type: 'String', Policies: '[]' }, code: 'NotSimulated' },
  ])('refuses $what', async ({ input, code }) => {
    const { ask, ssm } = setUp();
    expect(await codeOf(ask('PutParameter', input))).toBe(code);
    expect(ssm.inspect({ region, name: Name })).toBe('old.example.com');
  });
});

it('shows IAM the parameter, whatever version is asked for', () => {
  const { ssm, arn } = setUp();
  const call = callOf(ssm, 'GetParameter', region);
  const names = [Name, `${Name}:1`, arn];
  expect(names.map((name) => ssm.resources.GetParameter?.({ Name: name }, call))).toEqual([[arn], [arn], [arn]]);
});
