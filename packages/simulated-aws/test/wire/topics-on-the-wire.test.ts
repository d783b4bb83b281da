import {
  CreateTopicCommand,
  DeleteTopicCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenedAws, openToOperators } from './operators-wire.ts';

let opened: OpenedAws;
let client: SNSClient;

beforeEach(async () => {
  opened = await openToOperators();
  client = new SNSClient(opened.settings);
});
afterEach(async () => {
  client.destroy();
  await opened.aws.close();
  expect(opened.errors).toEqual([]);
});

const arnOf = (name: string) => `arn:aws:sns:us-west-2:111122223333:${name}`;
const create = (Name: string) => client.send(new CreateTopicCommand({ Name }));

it('topics are listed a hundred at a time', async () => {
  for (let index = 0; index < 101; index += 1) await create(`topic-${index}`);
  const first = await client.send(new ListTopicsCommand({}));
  expect(first.Topics).toHaveLength(100);
  const rest = await client.send(new ListTopicsCommand({ NextToken: first.NextToken }));
  expect(rest.Topics).toEqual([{ TopicArn: arnOf('topic-100') }]);
});

it('a topic of the same name is the same topic, and a deleted one takes nothing', async () => {
  const { TopicArn } = await create('notices');
  expect(TopicArn).toBe(arnOf('notices'));
  expect((await create('notices')).TopicArn).toBe(TopicArn);
  await client.send(new DeleteTopicCommand({ TopicArn }));
  await client.send(new DeleteTopicCommand({ TopicArn }));
  await expect(client.send(new PublishCommand({ TopicArn, Message: 'x' }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

it('subscriptions of all topics are listed until they are ended', async () => {
  const Endpoint = 'arn:aws:sqs:us-west-2:111122223333:work';
  const arns: (string | undefined)[] = [];
  for (const name of ['one', 'two']) {
    const { TopicArn } = await create(name);
    const made = await client.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
    arns.push(made.SubscriptionArn);
  }
  const subscriptions = async () => (await client.send(new ListSubscriptionsCommand({}))).Subscriptions;
  expect(await subscriptions()).toMatchObject([
    { TopicArn: arnOf('one'), SubscriptionArn: arns[0], Protocol: 'sqs', Endpoint },
    { TopicArn: arnOf('two'), SubscriptionArn: arns[1] },
  ]);
  await client.send(new UnsubscribeCommand({ SubscriptionArn: arns[0] }));
  await client.send(new UnsubscribeCommand({ SubscriptionArn: arns[0] }));
  expect((await subscriptions())?.map(({ SubscriptionArn }) => SubscriptionArn)).toEqual([arns[1]]);
});

it.each([
  ['InvalidParameterException', () => create('no spaces')],
  ['NotSimulated', () => create('order.fifo')],
  ['NotSimulated', () => client.send(new CreateTopicCommand({ Name: 'a', Tags: [{ Key: 'a', Value: 'b' }] }))],
  ['InvalidParameterException', () => client.send(new UnsubscribeCommand({ SubscriptionArn: arnOf('no') }))],
  ['InvalidParameterException', () => client.send(new ListTopicsCommand({ NextToken: 'none' }))],
])('is answered with %s', async (name, ask) => {
  await expect(ask()).rejects.toMatchObject({ name });
});
