import { expect, it } from 'vitest';
import { account, alarmEvent, alarmPattern, createSetting, home } from './setting.ts';

const ruleArn = `arn:aws:events:${home}:${account}:rule/detect`;

/** A rule of the default bus that starts a state machine. */
const withMachine = (target: object = {}, actions = ['states:StartExecution']) => {
  const setting = createSetting();
  const { aws, role, machine, openQueue } = setting;
  const Arn = machine(home);
  const RoleArn = role('starter', 'events.amazonaws.com', { actions });
  const letters = openQueue(home);
  aws.events.createRule(home, { Name: 'detect', EventPattern: alarmPattern });
  const own = { Id: 'machine', Arn, RoleArn, DeadLetterConfig: { Arn: letters.arn }, ...target };
  aws.events.createTargets(home, { Rule: 'detect', Targets: [own] });
  const counted = async (MetricName: string) => {
    const now = setting.clock.now();
    const span = { StartTime: new Date(now - 3_600_000), EndTime: new Date(now + 60_000), Period: 60 };
    const metric = { Namespace: 'AWS/Events', MetricName, Dimensions: [{ Name: 'RuleName', Value: 'detect' }] };
    const answer = await setting.call(home, 'monitoring:GetMetricStatistics', {
      ...metric,
      ...span,
      Statistics: ['Sum'],
    });
    return JSON.stringify(answer.Datapoints);
  };
  return { ...setting, letters, counted };
};

it('an event that matches starts the state machine with the whole event, about half a second later', async () => {
  const { aws, inputs, pass, clock, counted } = withMachine();
  const startedAt = clock.now();
  aws.events.emit(alarmEvent(home));
  aws.events.emit({ ...alarmEvent(home), source: 'aws.rds' });
  expect(inputs()).toEqual([]);
  await pass(1);
  expect(inputs()).toEqual([
    {
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'CloudWatch Alarm State Change',
      source: 'aws.cloudwatch',
      account,
      time: '2026-01-05T03:00:00Z',
      region: home,
      resources: [`arn:aws:cloudwatch:${home}:${account}:alarm:api-5xx`],
      detail: { alarmName: 'api-5xx', state: { value: 'ALARM' } },
    },
  ]);
  expect(aws.stepFunctions.executions()[0]?.startedAt).toBe(startedAt + 500);
  expect(await counted('Invocations')).toContain('"Sum":1');
  expect(await counted('TriggeredRules')).toContain('"Sum":1');
  expect(await counted('FailedInvocations')).toBe('[]');
});

it('a rule that is disabled starts nothing', async () => {
  const { aws, call, inputs, pass } = withMachine();
  await call(home, 'events:DisableRule', { Name: 'detect' });
  aws.events.emit(alarmEvent(home));
  await pass(5);
  expect(inputs()).toEqual([]);
  await call(home, 'events:EnableRule', { Name: 'detect' });
  aws.events.emit(alarmEvent(home));
  await pass(5);
  expect(inputs()).toHaveLength(1);
});

it('what the role of the target may not do goes straight to the dead letters', async () => {
  const { aws, inputs, pass, lettersIn, letters, counted } = withMachine({}, ['states:StopExecution']);
  aws.events.emit(alarmEvent(home));
  await pass(1);
  expect(inputs()).toEqual([]);
  expect(lettersIn(letters)).toEqual([
    {
      body: expect.stringContaining('"alarmName":"api-5xx"'),
      RULE_ARN: ruleArn,
      TARGET_ARN: `arn:aws:states:${home}:${account}:stateMachine:detect`,
      ERROR_CODE: 'NO_PERMISSIONS',
      ERROR_MESSAGE: expect.stringContaining('is not authorized to perform: states:StartExecution'),
      RETRY_ATTEMPTS: '0',
    },
  ]);
  expect(await counted('FailedInvocations')).toContain('"Sum":1');
  expect(await counted('InvocationsSentToDlq')).toContain('"Sum":1');
});

it.each([
  { what: 'a role that EventBridge may not assume', trusted: 'lambda.amazonaws.com', code: 'FAILED_TO_ASSUME_ROLE' },
  { what: 'a role that is not there', trusted: undefined, code: 'FAILED_TO_ASSUME_ROLE' },
])('$what is not tried again', async ({ trusted, code }) => {
  const setting = withMachine();
  const missing = `arn:aws:iam::${account}:role/none`;
  const RoleArn =
    trusted === undefined ? missing : setting.role('other', trusted, { actions: ['states:StartExecution'] });
  const Arn = setting.machine(home, 'another');
  const target = { Id: 'machine', Arn, RoleArn, DeadLetterConfig: { Arn: setting.letters.arn } };
  setting.aws.events.createTargets(home, { Rule: 'detect', Targets: [target] });
  setting.aws.events.emit(alarmEvent(home));
  await setting.pass(1);
  expect(setting.lettersIn(setting.letters)).toMatchObject([{ ERROR_CODE: code, RETRY_ATTEMPTS: '0' }]);
});

it('a state machine that is not there, and an input that is not JSON, are not tried again', async () => {
  const { aws, pass, lettersIn, letters, role } = withMachine({
    InputTransformer: { InputPathsMap: { detail: '$.detail' }, InputTemplate: '"<detail>"' },
  });
  const RoleArn = role('second', 'events.amazonaws.com', { actions: ['states:StartExecution'] });
  const Arn = `arn:aws:states:${home}:${account}:stateMachine:none`;
  const none = { Id: 'none', Arn, RoleArn, DeadLetterConfig: { Arn: letters.arn } };
  aws.events.createTargets(home, { Rule: 'detect', Targets: [none] });
  aws.events.emit(alarmEvent(home));
  await pass(1);
  const codes = lettersIn(letters).map((letter) => ('ERROR_CODE' in letter ? letter.ERROR_CODE : ''));
  expect(codes.sort()).toEqual(['INVALID_JSON', 'NO_RESOURCE']);
});

it('a target that throttles is tried again until it takes the event', async () => {
  const { aws, inputs, pass, lettersIn, letters, counted } = withMachine();
  const throttle = aws.faults.add({ operation: 'StartExecution', kind: { throttle: true } });
  aws.events.emit(alarmEvent(home));
  await pass(10);
  expect(inputs()).toEqual([]);
  throttle.remove();
  await pass(20);
  expect(inputs()).toHaveLength(1);
  expect(lettersIn(letters)).toEqual([]);
  expect(await counted('RetryInvocationAttempts')).toContain('"Sum":');
  expect(await counted('FailedInvocations')).toBe('[]');
});

it.each([
  { RetryPolicy: { MaximumRetryAttempts: 2 }, exhausted: 'MaximumRetryAttempts', retries: '2', within: 10 },
  { RetryPolicy: { MaximumEventAgeInSeconds: 60 }, exhausted: 'MaximumEventAgeInSeconds', retries: '6', within: 61 },
])('the event is given up by its policy: $exhausted', async ({ RetryPolicy, exhausted, retries, within }) => {
  const { aws, pass, lettersIn, letters } = withMachine({ RetryPolicy });
  aws.faults.add({ operation: 'StartExecution', kind: { throttle: true } });
  aws.events.emit(alarmEvent(home));
  await pass(within);
  expect(lettersIn(letters)).toMatchObject([
    { ERROR_CODE: 'THROTTLING', EXHAUSTED_RETRY_CONDITION: exhausted, RETRY_ATTEMPTS: retries },
  ]);
});

it('an answer that is lost makes the event arrive twice', async () => {
  const { aws, inputs, pass } = withMachine();
  aws.faults.add({ operation: 'StartExecution', nth: 1, kind: 'after' });
  aws.events.emit(alarmEvent(home));
  await pass(30);
  expect(inputs()).toHaveLength(2);
});

it('a call that is never answered is given up after five seconds and made again', async () => {
  const { aws, inputs, pass } = withMachine();
  aws.faults.add({ operation: 'StartExecution', nth: 1, kind: 'hang' });
  aws.events.emit(alarmEvent(home));
  await pass(5);
  expect(inputs()).toEqual([]);
  await pass(2);
  expect(inputs()).toHaveLength(1);
});

it('dead letters that the queue does not let in are counted as lost', async () => {
  const { aws, pass, call, counted, letters, lettersIn } = withMachine({}, ['states:StopExecution']);
  await call(home, 'sqs:SetQueueAttributes', { QueueUrl: letters.url, Attributes: { Policy: '' } });
  aws.events.emit(alarmEvent(home));
  await pass(1);
  expect(lettersIn(letters)).toEqual([]);
  expect(await counted('InvocationsFailedToBeSentToDlq')).toContain('"Sum":1');
});

it('a topic is published to by the role of the target', async () => {
  const { aws, role, pass } = createSetting();
  const Arn = aws.sns.createTopic({ name: 'notices', region: home });
  const RoleArn = role('teller', 'events.amazonaws.com', { actions: ['sns:Publish'], resource: Arn });
  const heard: string[] = [];
  aws.sns.subscribe(Arn, ({ message }) => heard.push(message));
  aws.events.createRule(home, { Name: 'tell', EventPattern: alarmPattern });
  const Targets = [{ Id: 'topic', Arn, RoleArn, InputPath: '$.detail.alarmName' }];
  aws.events.createTargets(home, { Rule: 'tell', Targets });
  aws.events.emit(alarmEvent(home));
  await pass(2);
  expect(heard).toEqual(['"api-5xx"']);
});

it('each target may be given an event more than once, with the same id each time', async () => {
  const { aws, inputs, pass } = withMachine();
  aws.events.setDuplicates({ copies: 2, chance: 1 });
  aws.events.emit(alarmEvent(home));
  await pass(5);
  const [first, ...copies] = inputs();
  expect(copies).toEqual([first, first]);
  expect(first).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  aws.events.setDuplicates({ copies: 2, chance: 0 });
  aws.events.emit(alarmEvent(home));
  await pass(5);
  expect(inputs()).toHaveLength(4);
});

it('which events come twice now and then is a matter of the seed', async () => {
  const deliveries = async (seed: number): Promise<number[]> => {
    const { aws, clock } = createSetting(seed);
    const url = aws.sqs.createQueue({ name: 'all', region: home });
    const allow = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:*',
      Resource: url.arn,
    };
    const at = { url: url.url, region: home };
    aws.sqs.setQueueAttributes(at, { Policy: JSON.stringify({ Statement: [allow] }) });
    aws.events.createRule(home, { Name: 'all', EventPattern: alarmPattern });
    aws.events.createTargets(home, { Rule: 'all', Targets: [{ Id: 'queue', Arn: url.arn, InputPath: '$.id' }] });
    aws.events.setDuplicates({ copies: 1, chance: 0.3 });
    for (let count = 0; count < 20; count += 1) aws.events.emit(alarmEvent(home));
    await clock.advance(5000);
    const ids = Map.groupBy(aws.sqs.messagesIn(at), ({ body }) => body);
    return [...ids.values()].map((same) => same.length);
  };
  const first = await deliveries(1);
  expect(first).toHaveLength(20);
  expect(new Set(first)).toEqual(new Set([1, 2]));
  expect(await deliveries(1)).toEqual(first);
  expect(await deliveries(2)).not.toEqual(first);
});

it('a topic is reached by its own policy, and without it the event is a dead letter', async () => {
  const { aws, pass, openQueue, lettersIn } = createSetting();
  const topic = aws.sns.createTopic({ name: 'notices', region: home });
  const letters = openQueue(home);
  const heard: string[] = [];
  aws.sns.subscribe(topic, ({ message }) => heard.push(message));
  aws.events.createRule(home, { Name: 'tell', EventPattern: alarmPattern });
  const target = { Id: 'topic', Arn: topic, InputPath: '$.detail.alarmName', DeadLetterConfig: { Arn: letters.arn } };
  aws.events.createTargets(home, { Rule: 'tell', Targets: [target] });
  aws.events.emit(alarmEvent(home));
  await pass(2);
  expect(heard).toEqual([]);
  expect(lettersIn(letters)).toMatchObject([
    {
      ERROR_CODE: 'NO_PERMISSIONS',
      ERROR_MESSAGE: expect.stringContaining('events.amazonaws.com is not authorized to perform: sns:Publish'),
    },
  ]);
  const Condition = { ArnEquals: { 'aws:SourceArn': `arn:aws:events:${home}:${account}:rule/tell` } };
  const Principal = { Service: 'events.amazonaws.com' };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sns:Publish', Resource: topic, Condition }];
  aws.sns.setTopicPolicy(topic, { Version: '2012-10-17', Statement });
  aws.events.emit(alarmEvent(home));
  await pass(2);
  expect(heard).toEqual(['"api-5xx"']);
});
