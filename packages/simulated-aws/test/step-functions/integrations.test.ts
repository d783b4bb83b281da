import { describe, expect, it } from 'vitest';
import { AwsFault } from '../../src/call.ts';
import type { Json } from '../../src/step-functions/json.ts';
import { createMachineRoom, machine, typesOf } from './machine-room.ts';

const task = (resource: string, args: Record<string, Json>) =>
  machine({ T: { Type: 'Task', Resource: `arn:aws:states:::${resource}`, Arguments: args, End: true } });

describe('sns:publish', () => {
  it('sends a Message that is not text as JSON', async () => {
    const room = createMachineRoom();
    room.others.set('sns:Publish', () => ({ MessageId: 'm-1' }));
    const execution = await room.run(task('sns:publish', { TopicArn: 't', Message: { a: 'b' } }));
    expect(execution.output?.value).toMatchObject({ MessageId: 'm-1' });
    expect(room.calls[0]?.input).toEqual({ TopicArn: 't', Message: '{"a":"b"}' });
  });

  it('fails under the name of the service', async () => {
    const room = createMachineRoom();
    room.others.set('sns:Publish', () => {
      throw new AwsFault('NotFoundException', 'no topic', { status: 404 });
    });
    expect((await room.run(task('sns:publish', { TopicArn: 't', Message: 'm' }))).error).toBe('SNS.NotFoundException');
  });
});

describe('sqs:sendMessage', () => {
  it('sends a MessageBody that is not text as JSON', async () => {
    const room = createMachineRoom();
    room.others.set('sqs:SendMessage', () => ({ MessageId: 'm-1', MD5OfMessageBody: 'd' }));
    const execution = await room.run(task('sqs:sendMessage', { QueueUrl: 'q', MessageBody: { a: 1 } }));
    expect(room.calls[0]?.input).toEqual({ QueueUrl: 'q', MessageBody: '{"a":1}' });
    expect(execution.output?.value).toMatchObject({
      MessageId: 'm-1',
      MD5OfMessageBody: 'd',
      SdkHttpMetadata: { HttpStatusCode: 200 },
    });
  });

  it('waits for the token that it sent', async () => {
    const room = createMachineRoom();
    room.others.set('sqs:SendMessage', () => ({ MessageId: 'm-1' }));
    const body = '{% $states.context.Task.Token %}';
    room.create('m', task('sqs:sendMessage.waitForTaskToken', { QueueUrl: 'q', MessageBody: body }));
    const execution = room.start('m');
    await room.pass(1);
    await room.ask('SendTaskSuccess', { taskToken: room.calls[0]?.input.MessageBody, output: '"done"' });
    expect((await room.end(execution)).output?.value).toBe('done');
    expect(typesOf(execution)).toContain('TaskSubmitted');
  });

  it('fails under the name of the service', async () => {
    const room = createMachineRoom();
    room.others.set('sqs:SendMessage', () => {
      throw new AwsFault('QueueDoesNotExist', 'no queue');
    });
    const execution = await room.run(task('sqs:sendMessage', { QueueUrl: 'q', MessageBody: 'b' }));
    expect(execution.error).toBe('SQS.QueueDoesNotExistException');
  });
});

describe('events:putEvents', () => {
  const entry = { Source: 's', DetailType: 't', Detail: { a: 1 }, Time: '2026-01-05T03:00:00Z', Resources: ['r'] };

  it('sends each Detail as JSON and adds the execution and its machine to the Resources', async () => {
    const room = createMachineRoom();
    room.others.set('events:PutEvents', () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] }));
    const execution = await room.run(task('events:putEvents', { Entries: [entry] }));
    const Resources = ['r', execution.arn, execution.machine.arn];
    const sent = { ...entry, Detail: '{"a":1}', Time: new Date('2026-01-05T03:00:00Z'), Resources };
    expect(room.calls[0]?.input).toEqual({ Entries: [sent] });
    expect(execution.output?.value).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] });
  });

  it('fails with EventBridge.FailedEntry when an entry did', async () => {
    const room = createMachineRoom();
    room.others.set('events:PutEvents', () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'MalformedDetail' }] }));
    const execution = await room.run(task('events:putEvents', { Entries: [entry] }));
    expect(execution).toMatchObject({
      error: 'EventBridge.FailedEntry',
      cause: expect.stringContaining('MalformedDetail'),
    });
  });
});

describe('dynamodb items', () => {
  const Item = { id: { S: '1' }, isOpen: { BOOL: true } };
  const Key = { id: { S: '1' } };
  it.each([
    { action: 'getItem', operation: 'GetItem', sent: { Key }, answer: { Item } },
    { action: 'putItem', operation: 'PutItem', sent: { Item }, answer: { Attributes: Item } },
    { action: 'updateItem', operation: 'UpdateItem', sent: { Key }, answer: { Attributes: Item } },
    { action: 'deleteItem', operation: 'DeleteItem', sent: { Key }, answer: { Attributes: Item } },
  ])('$action is called as it is, with metadata in its answer', async ({ action, operation, sent, answer }) => {
    const room = createMachineRoom();
    room.others.set(`dynamodb:${operation}`, () => answer);
    const execution = await room.run(task(`dynamodb:${action}`, { TableName: 't', ...sent }));
    expect(room.calls[0]?.input).toEqual({ TableName: 't', ...sent });
    expect(execution.output?.value).toMatchObject({
      ...answer,
      SdkResponseMetadata: { RequestId: expect.any(String) },
    });
  });

  it('fail under the name of the service', async () => {
    const room = createMachineRoom();
    room.others.set('dynamodb:PutItem', () => {
      throw new AwsFault('ConditionalCheckFailedException', 'The conditional request failed');
    });
    const execution = await room.run(task('dynamodb:putItem', { TableName: 't', Item: {} }));
    expect(execution.error).toBe('DynamoDB.ConditionalCheckFailedException');
    expect(execution.cause).toContain('(Service: AmazonDynamoDBv2; Status Code: 400;');
  });
});

describe('aws-sdk integrations', () => {
  it('name members as the Java SDK does, and give dates as text', async () => {
    const room = createMachineRoom();
    room.others.set('rds:DescribeDBInstances', () => ({
      DBInstances: [{ InstanceCreateTime: new Date(0), MultiAZ: true, DbiResourceId: 'd', KmsKeyId: 'k' }],
    }));
    const execution = await room.run(task('aws-sdk:rds:describeDBInstances', { DbInstanceIdentifier: 'x' }));
    expect(room.calls[0]?.input).toEqual({ DBInstanceIdentifier: 'x' });
    const instance = {
      InstanceCreateTime: '1970-01-01T00:00:00.000Z',
      MultiAZ: true,
      DbiResourceId: 'd',
      KmsKeyId: 'k',
    };
    expect(execution.output?.value).toEqual({ DbInstances: [instance] });
  });

  it('write members with a capital where the service itself does not', async () => {
    const room = createMachineRoom();
    room.others.set('ecs:DescribeServices', () => ({ services: [{ runningCount: 2 }] }));
    const execution = await room.run(task('aws-sdk:ecs:describeServices', { Cluster: 'c', Services: ['s'] }));
    expect(execution.output?.value).toEqual({ Services: [{ RunningCount: 2 }] });
    expect(room.calls[0]?.input).toEqual({ cluster: 'c', services: ['s'] });
  });

  it('leave the keys of free maps as they are', async () => {
    const room = createMachineRoom();
    room.others.set('lambda:ListTags', () => ({ Tags: { teamName: 'a', 'Cost-centre': 'b' } }));
    const execution = await room.run(task('aws-sdk:lambda:listTags', { Resource: 'f' }));
    expect(execution.output?.value).toEqual({ Tags: { teamName: 'a', 'Cost-centre': 'b' } });
  });

  it('name the kinds of values in DynamoDB as the Java SDK does, beside the keys of the item', async () => {
    const room = createMachineRoom();
    const Item = { isOpen: { BOOL: true }, tags: { SS: ['a'] }, none: { NULL: true }, M: { M: { S: { S: 's' } } } };
    room.others.set('dynamodb:Query', () => ({ Items: [Item] }));
    room.others.set('dynamodb:DescribeTable', () => ({ Table: { CreationDateTime: 1.5 } }));
    const values = { ExpressionAttributeValues: { ':b': { Bool: true } } };
    const queried = await room.run(task('aws-sdk:dynamodb:query', { TableName: 't', ...values }));
    expect(room.calls[0]?.input).toEqual({ TableName: 't', ExpressionAttributeValues: { ':b': { BOOL: true } } });
    const named = { isOpen: { Bool: true }, tags: { Ss: ['a'] }, none: { Nul: true }, M: { M: { S: { S: 's' } } } };
    expect(queried.output?.value).toEqual({ Items: [named] });
    const described = await room.run(task('aws-sdk:dynamodb:describeTable', { TableName: 't' }));
    expect(described.output?.value).toEqual({ Table: { CreationDateTime: '1970-01-01T00:00:01.500Z' } });
  });

  it('fail when a member is none of the operation', async () => {
    const room = createMachineRoom();
    const execution = await room.run(task('aws-sdk:rds:describeDBInstances', { DBInstanceIdentifier: 'x' }));
    expect(execution).toMatchObject({
      error: 'States.Runtime',
      cause: 'The field "DBInstanceIdentifier" is not supported by Step Functions',
    });
  });

  it.each([
    { code: 'DBInstanceNotFoundFault', error: 'Rds.DbInstanceNotFoundException' },
    { code: 'InvalidDBInstanceStateFault', error: 'Rds.InvalidDbInstanceStateException' },
    { code: 'AccessDenied', error: 'Rds.RdsException' },
    { code: 'Throttling', error: 'Rds.RdsException' },
  ])('name $code as the Java SDK does, $error', async ({ code, error }) => {
    const room = createMachineRoom();
    room.others.set('rds:PromoteReadReplica', () => {
      throw new AwsFault(code, 'no');
    });
    const execution = await room.run(task('aws-sdk:rds:promoteReadReplica', { DbInstanceIdentifier: 'x' }));
    expect(execution).toMatchObject({ error, cause: expect.stringContaining('(Service: Rds, Status Code: 400,') });
  });

  it.each(['aws-sdk:polly:listLexicons', 'glue:startJobRun', 'dynamodb:query'])(
    'refuse %s, by its name',
    (resource) => {
      expect(() => createMachineRoom().create('m', task(resource, {}))).toThrow(
        expect.objectContaining({ code: 'NotSimulated', message: expect.stringContaining(resource) }),
      );
    },
  );
});
