import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/step-functions/json.ts';
import { account, createSetting, home } from '../services/events/setting.ts';
import { machine } from './machine-room.ts';

const task = (resource: string, Arguments: Json): Json => ({
  Type: 'Task',
  Resource: `arn:aws:states:::${resource}`,
  Arguments,
  End: true,
});

const table = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};

/** A machine of one task in a whole AWS, as a role that may do what is named. */
const run = async (actions: readonly string[], make: (queueUrl: string) => Json) => {
  const setting = createSetting();
  const { aws, clock, call } = setting;
  const queue = aws.sqs.createQueue({ name: 'orders', region: home });
  await clock.runUntil(Promise.resolve(aws.dynamodb.createTable({ name: 'orders', region: home, properties: table })));
  const roleArn = setting.role('machine', 'states.amazonaws.com', { actions });
  const definition = JSON.stringify(machine({ T: make(queue.url) }));
  const ask = (what: string, input: object) => clock.runUntil(call(home, what, input));
  const { stateMachineArn } = await ask('states:CreateStateMachine', { name: 'm', definition, roleArn });
  const started = await ask('states:StartExecution', { stateMachineArn });
  const execution = aws.stepFunctions.executionOf(String(started.executionArn));
  if (execution === undefined) throw new Error('no execution');
  await clock.runUntil(execution.ended);
  return { execution, letters: setting.lettersIn(queue), queue };
};

describe('a task in a whole AWS', () => {
  it('sends to a queue', async () => {
    const make = (QueueUrl: string) => task('sqs:sendMessage', { QueueUrl, MessageBody: { order: 1 } });
    const { execution, letters } = await run(['sqs:SendMessage'], make);
    expect(execution).toMatchObject({ status: 'SUCCEEDED' });
    expect(letters).toEqual([{ body: '{"order":1}' }]);
  });

  it('is refused what its role may not do, under the name of the service', async () => {
    const make = (QueueUrl: string) => task('sqs:sendMessage', { QueueUrl, MessageBody: 'b' });
    const { execution, letters } = await run(['sqs:ReceiveMessage'], make);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'SQS.AmazonSQSException' });
    expect(letters).toEqual([]);
  });

  it('puts events on a bus', async () => {
    const Entries = [{ Source: 'orders', DetailType: 'made', Detail: { order: 1 } }];
    const { execution } = await run(['events:PutEvents'], () => task('events:putEvents', { Entries }));
    expect(execution.output?.value).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
  });

  it('writes and reads an item', async () => {
    const own = { TableName: 'orders' };
    const Item = { id: { S: 'a' }, count: { N: '1' } };
    const put = await run(['dynamodb:PutItem'], () =>
      task('dynamodb:putItem', { ...own, Item, ReturnValues: 'ALL_OLD' }),
    );
    expect(put.execution.output?.value).toEqual({
      SdkHttpMetadata: expect.anything(),
      SdkResponseMetadata: expect.anything(),
    });
    const Key = { id: { S: 'a' } };
    const update = {
      UpdateExpression: 'SET c = :c',
      ExpressionAttributeValues: { ':c': { N: '2' } },
      ReturnValues: 'ALL_NEW',
    };
    const updated = await run(['dynamodb:UpdateItem'], () => task('dynamodb:updateItem', { ...own, Key, ...update }));
    expect(updated.execution.output?.value).toMatchObject({ Attributes: { id: { S: 'a' }, c: { N: '2' } } });
  });

  it('fails under the name of the condition that did not hold', async () => {
    const condition = { ConditionExpression: 'attribute_exists(id)', Item: { id: { S: 'a' } } };
    const { execution } = await run(['dynamodb:*'], () =>
      task('dynamodb:putItem', { TableName: 'orders', ...condition }),
    );
    expect(execution).toMatchObject({ error: 'DynamoDB.ConditionalCheckFailedException' });
  });

  it('calls any operation by the SDK, with the names of the Java SDK', async () => {
    const make = (QueueUrl: string) =>
      task('aws-sdk:sqs:getQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] });
    const { execution, queue } = await run(['sqs:GetQueueAttributes'], make);
    expect(execution.output?.value).toEqual({ Attributes: { QueueArn: queue.arn } });
  });

  it('fails as the Java SDK does when there is no such thing', async () => {
    const Arguments = { DbInstanceIdentifier: 'absent' };
    const { execution } = await run(['rds:*'], () => task('aws-sdk:rds:describeDBInstances', Arguments));
    expect(execution).toMatchObject({
      error: 'Rds.DbInstanceNotFoundException',
      cause: expect.stringMatching(/\(Service: Rds, Status Code: 404, Request ID: .+\)$/),
    });
  });
});

it('a caller who may not pass a role cannot give it to a machine', async () => {
  const { aws, clock, role } = createSetting();
  const roleArn = role('machine', 'states.amazonaws.com', { actions: ['sqs:SendMessage'] });
  const definition = JSON.stringify(machine({ S: { Type: 'Succeed' } }));
  const create = async (actions: readonly string[]) => {
    const caller = role(`caller-of-${actions.length}`, 'lambda.amazonaws.com', { actions });
    const principal = { kind: 'role', role: caller } as const;
    const input = { name: 'm', definition, roleArn };
    const request = {
      service: 'states',
      operation: 'CreateStateMachine',
      region: home,
      principal,
      requestId: 'r',
      input,
    };
    return await clock.runUntil(aws.world.dispatch(request));
  };
  await expect(create(['states:CreateStateMachine'])).rejects.toThrow('iam:PassRole');
  const stateMachineArn = `arn:aws:states:${home}:${account}:stateMachine:m`;
  expect(await create(['states:CreateStateMachine', 'iam:PassRole'])).toMatchObject({ stateMachineArn });
});
