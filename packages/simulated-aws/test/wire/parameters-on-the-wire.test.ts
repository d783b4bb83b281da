import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenedAws, openToOperators } from './operators-wire.ts';

let opened: OpenedAws;
let client: SSMClient;

beforeEach(async () => {
  opened = await openToOperators();
  client = new SSMClient(opened.settings);
  for (const Name of ['/app/a', '/app/deep/b', '/apple', 'plain'])
    await client.send(new PutParameterCommand({ Name, Value: Name, Type: 'String' }));
});
afterEach(async () => {
  client.destroy();
  await opened.aws.close();
  expect(opened.errors).toEqual([]);
});

const below = async (input: { Recursive?: boolean }) => {
  const { Parameters } = await client.send(new GetParametersByPathCommand({ Path: '/app', ...input }));
  return Parameters?.map(({ Name, Value }) => [Name, Value]);
};

it('a path holds what is one step below it, and with Recursive all that is', async () => {
  expect(await below({})).toEqual([['/app/a', '/app/a']]);
  expect(await below({ Recursive: true })).toEqual([
    ['/app/a', '/app/a'],
    ['/app/deep/b', '/app/deep/b'],
  ]);
});

it('parameters are described without values, ten at a time, by filters', async () => {
  for (let index = 0; index < 8; index += 1)
    await client.send(new PutParameterCommand({ Name: `more-${index}`, Value: 'x', Type: 'String' }));
  const first = await client.send(new DescribeParametersCommand({}));
  expect(first.Parameters).toHaveLength(10);
  expect(first.Parameters?.[0]).toMatchObject({ Name: '/app/a', Type: 'String', Version: 1, Tier: 'Standard' });
  const rest = await client.send(new DescribeParametersCommand({ NextToken: first.NextToken }));
  expect(rest.Parameters?.map(({ Name }) => Name)).toEqual(['more-7', 'plain']);
  const ParameterFilters = [{ Key: 'Name', Option: 'BeginsWith', Values: ['/app/'] }];
  const found = await client.send(new DescribeParametersCommand({ ParameterFilters }));
  expect(found.Parameters?.map(({ Name }) => Name)).toEqual(['/app/a', '/app/deep/b']);
});

it('the history holds every version, the oldest first', async () => {
  await client.send(new PutParameterCommand({ Name: 'plain', Value: 'two', Overwrite: true }));
  const { Parameters } = await client.send(new GetParameterHistoryCommand({ Name: 'plain' }));
  expect(Parameters?.map(({ Version, Value }) => [Version, Value])).toEqual([
    [1, 'plain'],
    [2, 'two'],
  ]);
});

it('parameters are deleted, one or many', async () => {
  await client.send(new DeleteParameterCommand({ Name: 'plain' }));
  const many = await client.send(new DeleteParametersCommand({ Names: ['/apple', 'plain'] }));
  expect(many).toMatchObject({ DeletedParameters: ['/apple'], InvalidParameters: ['plain'] });
});

it.each([
  ['ParameterNotFound', () => client.send(new DeleteParameterCommand({ Name: 'nobody' }))],
  ['ParameterNotFound', () => client.send(new GetParameterHistoryCommand({ Name: 'nobody' }))],
  ['ValidationException', () => client.send(new GetParametersByPathCommand({ Path: 'app' }))],
  ['ValidationException', () => client.send(new GetParametersByPathCommand({ Path: '/app', MaxResults: 11 }))],
  ['InvalidNextToken', () => client.send(new DescribeParametersCommand({ NextToken: 'none' }))],
  [
    'InvalidFilterOption',
    () =>
      client.send(
        new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Option: 'Near', Values: ['a'] }] }),
      ),
  ],
  ['NotSimulated', () => client.send(new LabelParameterVersionCommand({ Name: 'plain', Labels: ['a'] }))],
])('is answered with %s', async (name, ask) => {
  await expect(ask()).rejects.toMatchObject({ name });
});
