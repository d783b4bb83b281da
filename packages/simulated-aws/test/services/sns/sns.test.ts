import { describe, expect, it } from 'vitest';
import type { DeliveredMessage } from '../../../src/services/sns/delivered-message.ts';
import { createSns } from '../../../src/services/sns/sns.ts';
import { asker, callOf, codeOf, createTestWorld } from '../test-world.ts';

const createTopic = (settings: Parameters<typeof createSns>[1] = {}) => {
  const setting = createTestWorld();
  const sns = createSns(setting.world, settings);
  const TopicArn = sns.createTopic({ name: 'notices', region: 'us-east-1' });
  const ask = asker(sns, 'us-east-1');
  const publish = (more: object = {}) => ask('Publish', { TopicArn, Message: 'the database is lost', ...more });
  const received: DeliveredMessage[] = [];
  const stop = sns.subscribe(TopicArn, (message) => received.push(message));
  return { ...setting, sns, TopicArn, ask, publish, received, stop };
};

describe('a message', () => {
  it('reaches those who listen a little later, with its subject and its attributes', async () => {
    const { publish, received, pass, TopicArn } = createTopic();
    const MessageAttributes = { run: { DataType: 'String', StringValue: 'r1' } };
    const answer = await publish({ Subject: 'Recovery', MessageAttributes });
    expect(received).toEqual([]);
    await pass(1);
    expect(received).toMatchObject([
      { topicArn: TopicArn, subject: 'Recovery', message: 'the database is lost', attributes: MessageAttributes },
    ]);
    expect(answer).toEqual({ MessageId: received[0]?.messageId });
    expect(received[0]?.publishedAt).toBe('2026-01-05T03:00:00.000Z');
  });

  it('reaches nobody who has stopped listening', async () => {
    const { publish, received, pass, stop } = createTopic();
    await publish();
    stop();
    await pass(1);
    expect(received).toEqual([]);
  });

  it('waits while the Region of its topic is silent', async () => {
    const { publish, received, pass, world } = createTopic();
    await publish();
    world.network.cut('us-east-1');
    await pass(60);
    expect(received).toEqual([]);
    world.network.heal('us-east-1');
    await pass(20);
    expect(received).toHaveLength(1);
  });

  it('may come twice with the same id: delivery is at least once', async () => {
    const { publish, received, pass } = createTopic({ duplicateShare: 1 });
    await publish();
    await pass(1);
    expect(received).toHaveLength(2);
    expect(received[0]).toEqual(received[1]);
  });

  it('with a structure is the text for every protocol', async () => {
    const { publish, received, pass } = createTopic();
    await publish({ MessageStructure: 'json', Message: '{"default":"short","email":"long"}' });
    await pass(1);
    expect(received[0]?.message).toBe('short');
  });

  it.each([
    { what: 'a subject of 99 characters', more: { Subject: 's'.repeat(99) }, code: 'accepted' },
    { what: 'a subject of 100 characters', more: { Subject: 's'.repeat(100) }, code: 'InvalidParameterException' },
    { what: 'a subject with a line break', more: { Subject: 'one\ntwo' }, code: 'InvalidParameterException' },
    { what: 'a subject with a control character', more: { Subject: 'a\u0007' }, code: 'InvalidParameterException' },
    { what: 'a message of 262,144 bytes', more: { Message: 'm'.repeat(262_144) }, code: 'accepted' },
    { what: 'a message of 262,145 bytes', more: { Message: 'm'.repeat(262_145) }, code: 'InvalidParameterException' },
    {
      what: 'as many bytes in letters of two',
      more: { Message: 'ä'.repeat(131_073) },
      code: 'InvalidParameterException',
    },
    { what: 'no message', more: { Message: '' }, code: 'InvalidParameterException' },
    {
      what: 'a structure without a default',
      more: { MessageStructure: 'json', Message: '{}' },
      code: 'InvalidParameterException',
    },
    { what: 'a group', more: { MessageGroupId: 'g' }, code: 'NotSimulated' },
    { what: 'a telephone number', more: { PhoneNumber: '+491701234567' }, code: 'NotSimulated' },
  ])('with $what is $code', async ({ more, code }) => {
    const answer = await codeOf(createTopic().publish(more));
    expect(typeof answer === 'string' ? answer : 'accepted').toBe(code);
  });

  it.each([
    { topic: 'arn:aws:sns:us-east-1:123456789012:other', code: 'NotFoundException' },
    { topic: 'arn:aws:sns:us-west-2:123456789012:notices', code: 'InvalidParameterException' },
    { topic: 'notices', code: 'InvalidParameterException' },
    { topic: undefined, code: 'InvalidParameterException' },
  ])('to the topic $topic is $code', async ({ topic, code }) => {
    expect(await codeOf(createTopic().publish({ TopicArn: topic }))).toBe(code);
  });
});

describe('subscriptions', () => {
  it('by e-mail wait for a confirmation, to a queue they do not', async () => {
    const { ask, TopicArn } = createTopic();
    const mail = { TopicArn, Protocol: 'email', Endpoint: 'oncall@harbour.dev' };
    const queue = { TopicArn, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:123456789012:notices' };
    expect(await ask('Subscribe', mail)).toEqual({ SubscriptionArn: 'pending confirmation' });
    expect(await ask('Subscribe', queue)).toEqual({ SubscriptionArn: expect.stringContaining(`${TopicArn}:`) });
    expect(await ask('ListSubscriptionsByTopic', { TopicArn })).toMatchObject({
      Subscriptions: [{ SubscriptionArn: 'PendingConfirmation', Endpoint: 'oncall@harbour.dev' }, { Protocol: 'sqs' }],
    });
    expect(await ask('GetTopicAttributes', { TopicArn })).toMatchObject({
      Attributes: { SubscriptionsConfirmed: '1', SubscriptionsPending: '1' },
    });
  });
});

it('shows IAM the ARN of the topic', () => {
  const { sns, TopicArn } = createTopic();
  expect(sns.resources.Publish?.({ TopicArn }, callOf(sns, 'Publish', 'us-east-1'))).toEqual([TopicArn]);
});
