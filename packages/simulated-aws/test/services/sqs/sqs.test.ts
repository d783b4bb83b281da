import { describe, expect, it } from 'vitest';
import type { MetricValue } from '../../../src/services/cloudwatch/metrics.ts';
import { createSqs } from '../../../src/services/sqs/sqs.ts';
import { asker, callOf, codeOf, createTestWorld } from '../test-world.ts';

const region = 'us-east-1';

const createQueue = (attributes: Record<string, string> = {}) => {
  const setting = createTestWorld();
  const recorded: MetricValue[] = [];
  const sqs = createSqs(setting.world, { metrics: { record: (value) => recorded.push(value) } });
  const { url: QueueUrl, arn } = sqs.createQueue({ name: 'letters', region, attributes });
  const ask = asker(sqs, region);
  const send = (MessageBody: string, more: object = {}) => ask('SendMessage', { QueueUrl, MessageBody, ...more });
  const receive = async (more: object = {}) => {
    const answer = await sqs.operations.ReceiveMessage({ QueueUrl, ...more }, callOf(sqs, 'ReceiveMessage', region));
    return answer.Messages ?? [];
  };
  const bodies = async (more: object = {}) => (await receive(more)).map(({ Body }) => Body);
  return { ...setting, sqs, QueueUrl, arn, ask, send, receive, bodies, recorded };
};

describe('a queue', () => {
  it('of the kind FIFO is refused as not simulated, and another wrong name as AWS does', async () => {
    const { ask } = createQueue();
    expect(await codeOf(ask('CreateQueue', { QueueName: 'orders.fifo' }))).toBe('NotSimulated');
    expect(await codeOf(ask('CreateQueue', { QueueName: 'orders.txt' }))).toBe('InvalidParameterValue');
  });

  it('tells when it was last changed, and leaves out what it was not given', async () => {
    const { ask, QueueUrl, pass, clock } = createQueue();
    await pass(5);
    await ask('SetQueueAttributes', { QueueUrl, Attributes: { VisibilityTimeout: '10' } });
    const AttributeNames = ['LastModifiedTimestamp', 'RedrivePolicy', 'KmsMasterKeyId'];
    expect(await ask('GetQueueAttributes', { QueueUrl, AttributeNames })).toEqual({
      Attributes: { LastModifiedTimestamp: String(Math.floor(clock.now() / 1000)) },
    });
    expect(await codeOf(ask('GetQueueAttributes', { QueueUrl, AttributeNames: ['FifoQueue'] }))).toBe(
      'InvalidAttributeName',
    );
  });
});

describe('a message', () => {
  it('is received with its checksum, what the sender attached, and how often it was seen', async () => {
    const { send, receive, pass } = createQueue();
    const MessageAttributes = { CODE: { DataType: 'String', StringValue: 'x' } };
    expect(await send('hello', { MessageAttributes })).toMatchObject({
      MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592',
    });
    await receive();
    await pass(31);
    const all = { MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['ApproximateReceiveCount'] };
    expect(await receive(all)).toMatchObject([
      {
        Body: 'hello',
        MD5OfBody: '5d41402abc4b2a76b9719d911017c592',
        Attributes: { ApproximateReceiveCount: '2' },
        MessageAttributes,
      },
    ]);
  });

  it('is hidden from others for the visibility timeout, and comes again unless it is deleted', async () => {
    const { send, receive, bodies, pass, ask, QueueUrl } = createQueue({ VisibilityTimeout: '10' });
    await send('one');
    const [first] = await receive();
    expect(await bodies()).toEqual([]);
    await pass(10);
    const [again] = await receive();
    expect(again?.MessageId).toBe(first?.MessageId);
    await ask('DeleteMessage', { QueueUrl, ReceiptHandle: again?.ReceiptHandle });
    await pass(60);
    expect(await bodies()).toEqual([]);
    expect(await codeOf(ask('DeleteMessage', { QueueUrl, ReceiptHandle: 'no' }))).toBe('ReceiptHandleIsInvalid');
  });

  it('is made visible at once by a timeout of zero', async () => {
    const { send, receive, bodies, ask, QueueUrl } = createQueue();
    await send('one');
    const [message] = await receive();
    await ask('ChangeMessageVisibility', { QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 });
    expect(await bodies()).toEqual(['one']);
  });

  it('comes after its delay, and is gone after its retention', async () => {
    const { send, bodies, pass } = createQueue({ MessageRetentionPeriod: '120' });
    await send('later', { DelaySeconds: 5 });
    expect(await bodies()).toEqual([]);
    await pass(5);
    expect(await bodies({ VisibilityTimeout: 0 })).toEqual(['later']);
    await pass(120);
    expect(await bodies()).toEqual([]);
  });

  it.each([
    { what: 'without a body', body: '', more: {}, code: 'MissingParameter' },
    { what: 'longer than the queue takes', body: 'x'.repeat(1025), more: {}, code: 'InvalidParameterValue' },
    { what: 'with a delay of an hour', body: 'x', more: { DelaySeconds: 3600 }, code: 'InvalidParameterValue' },
    { what: 'with a group', body: 'x', more: { MessageGroupId: 'g' }, code: 'NotSimulated' },
  ])('$what is refused', async ({ body, more, code }) => {
    const { send } = createQueue({ MaximumMessageSize: '1024' });
    expect(await codeOf(send(body, more))).toBe(code);
  });
});

describe('a long poll', () => {
  it('ends with the first message', async () => {
    const { send, bodies, clock, pass } = createQueue();
    const startedAt = clock.now();
    const polled = bodies({ WaitTimeSeconds: 20 });
    clock.after(3000, () => void send('hello'));
    expect(await clock.runUntil(polled)).toEqual(['hello']);
    expect(clock.now() - startedAt).toBe(3000);
    await pass(60);
  });

  it('ends empty after its time, and with a message that becomes visible in between', async () => {
    const { send, bodies, clock } = createQueue({ ReceiveMessageWaitTimeSeconds: '10' });
    const startedAt = clock.now();
    expect(await clock.runUntil(bodies())).toEqual([]);
    expect(clock.now() - startedAt).toBe(10_000);
    await send('slow', { DelaySeconds: 4 });
    expect(await clock.runUntil(bodies())).toEqual(['slow']);
    expect(clock.now() - startedAt).toBe(14_000);
  });
});

describe('a queue', () => {
  it('tells how many messages it holds, and is found by name', async () => {
    const { send, receive, ask, QueueUrl, arn } = createQueue();
    await send('one');
    await send('two');
    await send('three', { DelaySeconds: 60 });
    await receive();
    const answer = await ask('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    expect(answer).toMatchObject({
      Attributes: {
        QueueArn: arn,
        VisibilityTimeout: '30',
        ApproximateNumberOfMessages: '1',
        ApproximateNumberOfMessagesNotVisible: '1',
        ApproximateNumberOfMessagesDelayed: '1',
      },
    });
    expect(await ask('GetQueueUrl', { QueueName: 'letters' })).toEqual({ QueueUrl });
    expect(await ask('ListQueues', { QueueNamePrefix: 'let' })).toEqual({ QueueUrls: [QueueUrl] });
    expect(await codeOf(ask('GetQueueUrl', { QueueName: 'none' }))).toBe('QueueDoesNotExist');
  });

  it('is purged at most once a minute', async () => {
    const { send, ask, bodies, QueueUrl, pass } = createQueue();
    await send('one');
    await ask('PurgeQueue', { QueueUrl });
    expect(await bodies()).toEqual([]);
    expect(await codeOf(ask('PurgeQueue', { QueueUrl }))).toBe('PurgeQueueInProgress');
    await pass(60);
    expect(await ask('PurgeQueue', { QueueUrl })).toEqual({});
  });

  it.each([
    { what: 'a name of other characters', input: { QueueName: 'a.b' }, code: 'InvalidParameterValue' },
    { what: 'a FIFO queue', input: { QueueName: 'a', Attributes: { FifoQueue: 'true' } }, code: 'NotSimulated' },
    { what: 'a redrive policy', input: { QueueName: 'a', Attributes: { RedrivePolicy: '{}' } }, code: 'NotSimulated' },
    {
      what: 'a timeout that is no number',
      input: { QueueName: 'a', Attributes: { VisibilityTimeout: 'x' } },
      code: 'InvalidAttributeValue',
    },
    {
      what: 'the same name with another setting',
      input: { QueueName: 'letters', Attributes: { DelaySeconds: '9' } },
      code: 'QueueNameExists',
    },
    {
      what: 'a policy that is not JSON',
      input: { QueueName: 'a', Attributes: { Policy: '{' } },
      code: 'InvalidAttributeValue',
    },
  ])('with $what is refused', async ({ input, code }) => {
    expect(await codeOf(createQueue().ask('CreateQueue', input))).toBe(code);
  });

  it('publishes its depth each minute until it is empty, and then no more', async () => {
    const { send, receive, ask, recorded, pass, QueueUrl, clock } = createQueue();
    await pass(600);
    expect(recorded).toEqual([]);
    await send('one');
    await pass(121);
    const [message] = await receive();
    await ask('DeleteMessage', { QueueUrl, ReceiptHandle: message?.ReceiptHandle });
    await pass(600);
    const depth = recorded.filter(({ name }) => name === 'ApproximateNumberOfMessagesVisible');
    expect(depth.map(({ value }) => value)).toEqual([1, 1, 0]);
    expect(depth[0]).toMatchObject({ namespace: 'AWS/SQS', dimensions: { QueueName: 'letters' }, region });
    expect(clock.now() - (depth[2]?.at ?? 0)).toBeGreaterThan(500_000);
  });
});
