import { describe, expect, it } from 'vitest';
import { createAws } from '../src/aws.ts';
import { createVirtualClock } from '../src/clock/virtual-clock.ts';
import { operate } from '../src/operate.ts';

const region = 'us-east-1';
const TopicArn = 'arn:aws:sns:us-east-1:111122223333:news';
const QueueArn = 'arn:aws:sqs:us-east-1:111122223333:inbox';

const letsTopicIn = JSON.stringify({
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    ...{ Action: 'sqs:SendMessage', Resource: QueueArn, Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } } },
  },
});

const createAccount = async (Policy?: string) => {
  const clock = createVirtualClock();
  const aws = createAws({ clock });
  const ask = (service: string, operation: string, input: Readonly<Record<string, unknown>> = {}) =>
    clock.runUntil(operate(aws, { service, region, operation, input }));
  await ask('sns', 'CreateTopic', { Name: 'news' });
  await ask('sqs', 'CreateQueue', { QueueName: 'inbox', ...(Policy === undefined ? {} : { Attributes: { Policy } }) });
  await ask('sns', 'Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: QueueArn });
  const bodies = () => aws.sqs.messagesIn({ url: 'inbox', region }).map(({ body }): unknown => JSON.parse(body));
  return { aws, clock, ask, bodies };
};

describe('a queue that is subscribed to a topic', () => {
  it('gets each message in the envelope of SNS, where its policy lets the topic in', async () => {
    const { clock, ask, bodies } = await createAccount(letsTopicIn);
    const MessageAttributes = { run: { DataType: 'String', StringValue: 'r1' } };
    const texts = JSON.stringify({ default: 'to all', sqs: 'to queues' });
    await ask('sns', 'Publish', {
      TopicArn,
      Message: texts,
      MessageStructure: 'json',
      Subject: 's',
      MessageAttributes,
    });
    await clock.advance(1000);
    expect(bodies()).toMatchObject([
      {
        ...{ Type: 'Notification', TopicArn, Subject: 's', Message: 'to queues' },
        MessageAttributes: { run: { Type: 'String', Value: 'r1' } },
      },
    ]);
  });

  it('gets nothing where its policy does not, and nothing once it is subscribed no more', async () => {
    const closed = await createAccount();
    await closed.ask('sns', 'Publish', { TopicArn, Message: 'hello' });
    await closed.clock.advance(1000);
    expect(closed.bodies()).toEqual([]);
    const left = await createAccount(letsTopicIn);
    const { Subscriptions } = await left.ask('sns', 'ListSubscriptions');
    await left.ask('sns', 'Unsubscribe', { SubscriptionArn: Object(Subscriptions)[0].SubscriptionArn });
    await left.ask('sns', 'Publish', { TopicArn, Message: 'hello' });
    await left.clock.advance(1000);
    expect(left.bodies()).toEqual([]);
  });

  it('is known by the endpoint that was asked, since some clients turn to the host of its URL', async () => {
    const { aws, clock } = await createAccount();
    const call = {
      ...{ service: 'sqs', region, operation: 'GetQueueUrl', requestId: 'r', input: { QueueName: 'inbox' } },
      principal: { kind: 'operator', name: 'ada' },
    } as const;
    const urlAt = async (at: object) => await clock.runUntil(aws.world.dispatch({ ...call, ...at }));
    expect(await urlAt({ endpoint: 'http://127.0.0.1:4566' })).toEqual({
      QueueUrl: 'http://127.0.0.1:4566/111122223333/inbox',
    });
    expect(await urlAt({})).toEqual({ QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/inbox' });
  });
});

describe('an update of an item', () => {
  it.each([
    { expression: 'REMOVE l[0], l[1], l[2]', list: ['3', '4'] },
    { expression: 'REMOVE l[3], l[0]', list: ['1', '2', '4'] },
    { expression: 'REMOVE l[0] SET l[4] = :n', list: ['1', '2', '3', '9'] },
  ])('takes all paths of the item as it was: $expression', async ({ expression, list }) => {
    const { ask, clock } = await createAccount();
    await ask('dynamodb', 'CreateTable', {
      ...{ TableName: 'items', BillingMode: 'PAY_PER_REQUEST' },
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    });
    await clock.advance(20_000);
    const l = { L: ['0', '1', '2', '3', '4'].map((N) => ({ N })) };
    await ask('dynamodb', 'PutItem', { TableName: 'items', Item: { id: { S: 'a' }, l } });
    await ask('dynamodb', 'UpdateItem', {
      ...{ TableName: 'items', Key: { id: { S: 'a' } }, UpdateExpression: expression },
      ...(expression.includes(':n') ? { ExpressionAttributeValues: { ':n': { N: '9' } } } : {}),
    });
    const { Item } = await ask('dynamodb', 'GetItem', { TableName: 'items', Key: { id: { S: 'a' } } });
    expect(Object(Item).l.L.map(({ N }: { N: string }) => N)).toEqual(list);
  });
});
