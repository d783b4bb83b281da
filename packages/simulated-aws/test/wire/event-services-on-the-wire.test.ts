import {
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, expect, it } from 'vitest';
import { createAws, operatorKey } from '../../src/aws.ts';
import { createRealClock } from '../../src/clock/real-clock.ts';

const region = 'us-west-2';

const open = async () => {
  const clock = createRealClock();
  const errors: unknown[] = [];
  const silent = () => undefined;
  const onError = (error: unknown) => errors.push(error);
  const aws = createAws({ clock, seed: 1, speed: 1000, regions: [region], tell: silent, onError });
  const endpoint = `http://127.0.0.1:${await aws.wire.listen(0)}`;
  const credentials = { accessKeyId: operatorKey, secretAccessKey: 'any' };
  const settings = { region, endpoint, credentials, maxAttempts: 1 };
  const trust = {
    Statement: { Effect: 'Allow', Principal: { Service: 'scheduler.amazonaws.com' }, Action: 'sts:AssumeRole' },
  };
  const document = { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }] };
  const roleArn = aws.identity.addRole({ name: 'schedule', trust, policies: [{ name: 'own', document }] });
  const close = async () => {
    await aws.close();
    clock.stop();
  };
  return { aws, errors, settings, roleArn, close };
};

let opened: Awaited<ReturnType<typeof open>> | undefined;
afterEach(async () => await opened?.close());

const openQueue = async () => {
  opened = await open();
  const sqs = new SQSClient(opened.settings);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'letters' }));
  return { ...opened, sqs, QueueUrl, queueArn: `arn:aws:sqs:${region}:111122223333:letters` };
};

/** Twenty of AWS's seconds are a moment at this speed, and a busy machine may take longer than that. */
const receive = async (sqs: SQSClient, QueueUrl: string | undefined) => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    if (Messages !== undefined && Messages.length > 0) return Messages;
  }
  return [];
};

it('the client of SQS sends and receives, and knows the name of an error', async () => {
  const { sqs, QueueUrl, errors } = await openQueue();
  const MessageAttributes = { CODE: { DataType: 'String', StringValue: 'ä <&>' } };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"a":"ä"}', MessageAttributes }));
  const ask = { QueueUrl, WaitTimeSeconds: 1, MessageAttributeNames: ['All'] };
  const { Messages } = await sqs.send(new ReceiveMessageCommand(ask));
  expect(Messages).toMatchObject([{ Body: '{"a":"ä"}', MessageAttributes }]);
  await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'none' }))).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
  });
  expect(errors).toEqual([]);
});

it('an event that the client of EventBridge puts reaches the queue of its rule', async () => {
  const { aws, sqs, QueueUrl, queueArn, settings, errors } = await openQueue();
  const events = new EventBridgeClient(settings);
  const statement = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' };
  const Policy = JSON.stringify({ Statement: [{ ...statement, Resource: queueArn }] });
  aws.sqs.setQueueAttributes({ url: QueueUrl ?? '', region }, { Policy });
  await events.send(new PutRuleCommand({ Name: 'all', EventPattern: '{"source":["mainsail"]}' }));
  const InputTransformer = { InputPathsMap: { a: '$.detail.a' }, InputTemplate: '{"was": <a>}' };
  await events.send(new PutTargetsCommand({ Rule: 'all', Targets: [{ Id: 'q', Arn: queueArn, InputTransformer }] }));
  const entry = { Source: 'mainsail', DetailType: 'Tick', Detail: '{"a":[1,2]}', Time: new Date(0) };
  const put = await events.send(new PutEventsCommand({ Entries: [entry, { ...entry, Source: '' }] }));
  expect(put).toMatchObject({ FailedEntryCount: 1, Entries: [{}, { ErrorCode: 'InvalidArgument' }] });
  expect(await receive(sqs, QueueUrl)).toMatchObject([{ Body: '{"was": [1,2]}' }]);
  expect((await events.send(new ListRulesCommand({}))).Rules).toMatchObject([{ Name: 'all', State: 'ENABLED' }]);
  await expect(events.send(new PutRuleCommand({ Name: 'b', EventPattern: '{' }))).rejects.toMatchObject({
    name: 'InvalidEventPatternException',
  });
  expect(errors).toEqual([]);
});

it('a schedule that its client creates calls its target, with dates and numbers as they were', async () => {
  const { sqs, QueueUrl, queueArn, settings, roleArn, errors } = await openQueue();
  const scheduler = new SchedulerClient(settings);
  const RetryPolicy = { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 60 };
  const Target = { Arn: queueArn, RoleArn: roleArn, Input: '{"tick":1}', RetryPolicy };
  const EndDate = new Date('2199-01-01T00:00:00Z');
  const schedule = { Name: 'tick', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' as const } };
  await scheduler.send(new CreateScheduleCommand({ ...schedule, Target, EndDate }));
  expect(await receive(sqs, QueueUrl)).toMatchObject([{ Body: '{"tick":1}' }]);
  expect(await scheduler.send(new GetScheduleCommand({ Name: 'tick' }))).toMatchObject({
    ...schedule,
    Target,
    EndDate,
  });
  expect((await scheduler.send(new ListSchedulesCommand({}))).Schedules).toMatchObject([{ Name: 'tick' }]);
  await expect(scheduler.send(new GetScheduleCommand({ Name: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  expect(errors).toEqual([]);
});
