import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateFunctionCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defined } from '../../src/defined.ts';
import { type OpenedAws, openToOperators } from './operators-wire.ts';

const account = '111122223333';
const arnOf = (name: string) => `arn:aws:lambda:us-west-2:${account}:function:${name}`;
const code = 'exports.handler = async ({ words }) => { for (const word of words) console.log(word); };';
const trust = {
  Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
};

let opened: OpenedAws;
let lambda: LambdaClient;
let logs: CloudWatchLogsClient;

const roleThatMay = (name: string, Action: readonly string[]) =>
  opened.aws.identity.addRole({
    ...{ name, trust },
    policies: [{ name: 'own', document: { Statement: { Effect: 'Allow', Action, Resource: '*' } } }],
  });

const addFunction = (name: string, roleArn: string, reserved?: number) =>
  opened.aws.lambda.createFunction({
    ...{ name, arn: arnOf(name), region: 'us-west-2', roleArn, code, file: 'index.cjs', handler: 'index.handler' },
    ...{ timeoutSeconds: 3, memorySize: 128, environment: { STAGE: 'dev' } },
    ...defined({ reservedConcurrency: reserved }),
  });

beforeEach(async () => {
  opened = await openToOperators();
  lambda = new LambdaClient(opened.settings);
  logs = new CloudWatchLogsClient(opened.settings);
});
afterEach(async () => {
  lambda.destroy();
  logs.destroy();
  await opened.aws.close();
  expect(opened.errors).toEqual([]);
});

describe('functions', () => {
  beforeEach(() => {
    const role = roleThatMay('worker', ['logs:*']);
    for (let index = 0; index < 51; index += 1) addFunction(`worker-${index}`, role, index === 0 ? 7 : undefined);
  });

  it('are listed fifty at a time, without their state', async () => {
    const first = await lambda.send(new ListFunctionsCommand({}));
    expect(first.Functions).toHaveLength(50);
    expect(first.Functions?.[0]).toMatchObject({
      ...{ FunctionName: 'worker-0', FunctionArn: arnOf('worker-0'), Environment: { Variables: { STAGE: 'dev' } } },
      LastModified: '2026-01-05T03:00:00.000+0000',
    });
    expect(first.Functions?.[0]).not.toHaveProperty('State');
    const rest = await lambda.send(new ListFunctionsCommand({ Marker: first.NextMarker }));
    expect(rest.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['worker-50']);
    expect(rest.NextMarker).toBeUndefined();
  });

  it('are shown with their state and their share of concurrency', async () => {
    const found = await lambda.send(new GetFunctionCommand({ FunctionName: 'worker-0' }));
    expect(found).toMatchObject({
      Configuration: { FunctionArn: arnOf('worker-0'), State: 'Active', Timeout: 3 },
      Concurrency: { ReservedConcurrentExecutions: 7 },
    });
    const own = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: arnOf('worker-0') }));
    expect(own.ReservedConcurrentExecutions).toBe(7);
  });

  it('show who may invoke them', async () => {
    const sourceArn = `arn:aws:events:us-west-2:${account}:rule/nightly`;
    const principal = 'events.amazonaws.com';
    opened.aws.lambda.addPermission({ functionArn: arnOf('worker-0'), statementId: 's', principal, sourceArn });
    const { Policy = '' } = await lambda.send(new GetPolicyCommand({ FunctionName: 'worker-0' }));
    expect(JSON.parse(Policy)).toMatchObject({
      Statement: [
        {
          ...{ Sid: 's', Effect: 'Allow', Principal: { Service: principal }, Action: 'lambda:InvokeFunction' },
          ...{ Resource: arnOf('worker-0'), Condition: { ArnLike: { 'AWS:SourceArn': sourceArn } } },
        },
      ],
    });
  });

  it('that do not exist, or have no policy, are not found', async () => {
    const none = lambda.send(new GetFunctionCommand({ FunctionName: 'nobody' }));
    await expect(none).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const withoutPolicy = lambda.send(new GetPolicyCommand({ FunctionName: 'worker-1' }));
    await expect(withoutPolicy).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
  });

  it('are not made by a call', async () => {
    const asked = lambda.send(
      new CreateFunctionCommand({ FunctionName: 'new', Role: roleThatMay('r', ['*']), Code: {} }),
    );
    await expect(asked).rejects.toMatchObject({ name: 'NotSimulated' });
  });
});

describe('what a function writes', () => {
  const logGroupName = '/aws/lambda/talker';

  const talk = async (...words: string[]) => {
    const Payload = JSON.stringify({ words });
    await opened.clock.runUntil(lambda.send(new InvokeCommand({ FunctionName: 'talker', Payload })));
  };
  const streams = async () => (await logs.send(new DescribeLogStreamsCommand({ logGroupName }))).logStreams ?? [];

  beforeEach(() => {
    const role = roleThatMay('talker', ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']);
    addFunction('talker', role);
  });

  it('is read in its group and stream, forwards and backwards', async () => {
    await talk('one', 'two', 'three');
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/lambda/' }));
    expect(logGroups).toMatchObject([
      { logGroupName, arn: expect.stringMatching(/:log-group:\/aws\/lambda\/talker:\*$/) },
    ]);
    const [stream] = await streams();
    expect(stream?.logStreamName).toMatch(/^2026\/01\/05\/\[\$LATEST\][0-9a-f]{32}$/);
    const at = { logGroupName, logStreamName: stream?.logStreamName };
    const last = await logs.send(new GetLogEventsCommand({ ...at, limit: 2 }));
    expect(last.events?.map(({ message }) => message)).toEqual(['two', 'three']);
    const before = await logs.send(new GetLogEventsCommand({ ...at, nextToken: last.nextBackwardToken }));
    expect(before.events?.map(({ message }) => message)).toEqual(['one']);
    const end = await logs.send(new GetLogEventsCommand({ ...at, nextToken: last.nextForwardToken }));
    expect(end.nextForwardToken).toBe(last.nextForwardToken);
    await talk('four');
    const after = await logs.send(new GetLogEventsCommand({ ...at, nextToken: last.nextForwardToken }));
    expect(after.events?.map(({ message }) => message)).toEqual(['four']);
  });

  it.each([
    ['', ['a fault', 'no fault here', 'quiet']],
    ['fault', ['a fault', 'no fault here']],
    ['fault -no', ['a fault']],
    ['"no fault"', ['no fault here']],
    ['?quiet ?here', ['no fault here', 'quiet']],
  ])('is found by the pattern %j', async (filterPattern, found) => {
    await talk('a fault', 'no fault here', 'quiet');
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }));
    expect(events?.map(({ message }) => message)).toEqual(found);
  });

  it('is found by its time, a page at a time', async () => {
    await talk('early');
    await opened.clock.advance(60_000);
    const startTime = opened.clock.now();
    await talk('late', 'later');
    const first = await logs.send(new FilterLogEventsCommand({ logGroupName, startTime, limit: 1 }));
    expect(first.events?.map(({ message }) => message)).toEqual(['late']);
    const { nextToken } = first;
    const rest = await logs.send(new FilterLogEventsCommand({ logGroupName, startTime, limit: 1, nextToken }));
    expect(rest.events?.map(({ message }) => message)).toEqual(['later']);
    expect(rest.nextToken).toBeUndefined();
  });

  it('is lost when the role of the function may not write it', async () => {
    addFunction('mute', roleThatMay('mute', ['logs:CreateLogStream', 'logs:PutLogEvents']));
    const Payload = JSON.stringify({ words: ['unheard'] });
    await opened.clock.runUntil(lambda.send(new InvokeCommand({ FunctionName: 'mute', Payload })));
    expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
  });

  it.each([
    ['ResourceNotFoundException', { logGroupName: '/none', logStreamName: 'x' }],
    ['ResourceNotFoundException', { logGroupName, logStreamName: 'x' }],
    ['InvalidParameterException', { logStreamName: 'x' }],
  ])('is refused with %s for %o', async (name, input) => {
    await talk('one');
    await expect(logs.send(new GetLogEventsCommand(input))).rejects.toMatchObject({ name });
  });

  it('is not searched by patterns of JSON, and not written by calls', async () => {
    await talk('one');
    const search = logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern: '{ $.level = "ERROR" }' }));
    await expect(search).rejects.toMatchObject({ name: 'NotSimulated' });
    const write = logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: 'x', logEvents: [] }));
    await expect(write).rejects.toMatchObject({ name: 'NotSimulated' });
  });
});
