import { describe, expect, it } from 'vitest';
import { account, alarmPattern, createSetting, elsewhere, home } from './setting.ts';

const asking = () => {
  const setting = createSetting();
  const ask = (operation: string, input: object = {}) => setting.call(home, `events:${operation}`, input);
  return { ...setting, ask };
};

const queueArn = `arn:aws:sqs:${home}:${account}:letters`;

describe('PutEvents', () => {
  const entry = { Source: 'mainsail', DetailType: 'Tick', Detail: '{"a":1}' };

  it('puts events on a bus, each with an id of its own', async () => {
    const { aws, ask, openQueue, lettersIn, pass } = asking();
    const queue = openQueue(home);
    aws.events.createRule(home, { Name: 'all', EventPattern: '{"source":["mainsail"]}' });
    aws.events.createTargets(home, { Rule: 'all', Targets: [{ Id: 'q', Arn: queue.arn }] });
    const Time = new Date('2026-01-01T00:00:00.900Z');
    const answer = await ask('PutEvents', { Entries: [{ ...entry, Time, Resources: ['r'] }, entry] });
    expect(answer.FailedEntryCount).toBe(0);
    await pass(2);
    const bodies: unknown[] = lettersIn(queue).map(({ body }) => JSON.parse(body));
    expect(bodies).toMatchObject([
      { 'detail-type': 'Tick', detail: { a: 1 }, time: '2026-01-01T00:00:00Z', resources: ['r'], region: home },
      { detail: { a: 1 }, time: '2026-01-05T03:00:00Z', resources: [] },
    ]);
    expect(answer.Entries).toEqual(bodies.map(() => ({ EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) })));
  });

  it.each([
    { what: 'without a source', wrong: { Source: '' }, code: 'InvalidArgument' },
    { what: 'without a type', wrong: { DetailType: undefined }, code: 'InvalidArgument' },
    { what: 'without a detail', wrong: { Detail: undefined }, code: 'InvalidArgument' },
    { what: 'in the name of AWS', wrong: { Source: 'aws.rds' }, code: 'NotAuthorizedForSourceException' },
    { what: 'whose detail is not JSON', wrong: { Detail: '{' }, code: 'MalformedDetail' },
    { what: 'whose detail is a list', wrong: { Detail: '[]' }, code: 'MalformedDetail' },
  ])('refuses the entry $what and takes its neighbour', async ({ wrong, code }) => {
    const answer = await asking().ask('PutEvents', { Entries: [{ ...entry, ...wrong }, entry] });
    expect(answer).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: code }, { EventId: expect.any(String) }],
    });
  });

  it.each([
    { what: 'no entry', Entries: [] },
    { what: 'eleven entries', Entries: Array.from({ length: 11 }, () => entry) },
    { what: 'more than a megabyte', Entries: [{ ...entry, Detail: JSON.stringify({ a: 'x'.repeat(1_048_576) }) }] },
  ])('refuses a request with $what', async ({ Entries }) => {
    await expect(asking().ask('PutEvents', { Entries })).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('takes an event for a bus that is not there, as AWS does', async () => {
    const answer = await asking().ask('PutEvents', { Entries: [{ ...entry, EventBusName: 'none' }] });
    expect(answer).toMatchObject({ FailedEntryCount: 0 });
  });
});

describe('rules and targets', () => {
  it('are put, shown, listed and removed, each in its own Region', async () => {
    const { ask, call } = asking();
    const RuleArn = `arn:aws:events:${home}:${account}:rule/detect`;
    expect(await ask('PutRule', { Name: 'detect', EventPattern: alarmPattern })).toEqual({ RuleArn });
    const target = { Id: 'q', Arn: queueArn, RetryPolicy: { MaximumRetryAttempts: 3 } };
    expect(await ask('PutTargets', { Rule: 'detect', Targets: [target] })).toMatchObject({ FailedEntryCount: 0 });
    await ask('PutRule', { Name: 'detect', EventPattern: '{"source":["x"]}', State: 'DISABLED', Description: 'd' });
    expect(await ask('DescribeRule', { Name: 'detect' })).toMatchObject({
      ...{
        Arn: RuleArn,
        State: 'DISABLED',
        Description: 'd',
        EventPattern: '{"source":["x"]}',
        EventBusName: 'default',
      },
    });
    expect(await ask('ListTargetsByRule', { Rule: 'detect' })).toMatchObject({ Targets: [target] });
    expect(await ask('ListRules', { NamePrefix: 'det' })).toMatchObject({ Rules: [{ Name: 'detect' }] });
    expect(await call(elsewhere, 'events:ListRules')).toMatchObject({ Rules: [] });
    await expect(ask('DeleteRule', { Name: 'detect' })).rejects.toMatchObject({ code: 'ValidationException' });
    const removed = await ask('RemoveTargets', { Rule: 'detect', Ids: ['q', 'none'] });
    expect(removed).toMatchObject({ FailedEntryCount: 1, FailedEntries: [{ TargetId: 'none' }] });
    await ask('DeleteRule', { Name: 'detect' });
    await expect(ask('DescribeRule', { Name: 'detect' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it.each([
    { what: 'a pattern that is not valid', input: { EventPattern: '{}' }, code: 'InvalidEventPatternException' },
    { what: 'neither pattern nor schedule', input: {}, code: 'ValidationException' },
    { what: 'a schedule', input: { ScheduleExpression: 'rate(5 minutes)' }, code: 'NotSimulated' },
    { what: 'a name with a space', input: { Name: 'a b', EventPattern: alarmPattern }, code: 'ValidationException' },
    {
      what: 'a bus that is not there',
      input: { EventBusName: 'b', EventPattern: alarmPattern },
      code: 'ResourceNotFoundException',
    },
  ])('PutRule refuses $what', async ({ input, code }) => {
    await expect(asking().ask('PutRule', { Name: 'detect', ...input })).rejects.toMatchObject({ code });
  });

  const stateMachine = `arn:aws:states:${home}:${account}:stateMachine:detect`;
  const RoleArn = `arn:aws:iam::${account}:role/r`;

  it.each([
    { what: 'a state machine without a role', target: { Arn: stateMachine }, code: 'ValidationException' },
    {
      what: 'a queue of another Region',
      target: { Arn: `arn:aws:sqs:${elsewhere}:${account}:q` },
      code: 'ValidationException',
    },
    {
      what: 'dead letters in another Region',
      target: { Arn: queueArn, DeadLetterConfig: { Arn: `arn:aws:sqs:${elsewhere}:${account}:q` } },
      code: 'ValidationException',
    },
    {
      what: 'dead letters that are no queue',
      target: { Arn: queueArn, DeadLetterConfig: { Arn: stateMachine } },
      code: 'ValidationException',
    },
    {
      what: 'too many retries',
      target: { Arn: queueArn, RetryPolicy: { MaximumRetryAttempts: 186 } },
      code: 'ValidationException',
    },
    {
      what: 'too short an age',
      target: { Arn: queueArn, RetryPolicy: { MaximumEventAgeInSeconds: 59 } },
      code: 'ValidationException',
    },
    { what: 'an id with a space', target: { Id: 'a b', Arn: queueArn }, code: 'ValidationException' },
    { what: 'what is no ARN', target: { Arn: 'letters' }, code: 'ValidationException' },
    { what: 'a stream', target: { Arn: `arn:aws:kinesis:${home}:${account}:stream/s` }, code: 'NotSimulated' },
    {
      what: 'a transformed input for a bus',
      target: { Arn: `arn:aws:events:${elsewhere}:${account}:event-bus/default`, RoleArn, InputPath: '$' },
      code: 'NotSimulated',
    },
  ])('PutTargets refuses $what', async ({ target, code }) => {
    const { ask } = asking();
    await ask('PutRule', { Name: 'detect', EventPattern: alarmPattern });
    const asked = ask('PutTargets', { Rule: 'detect', Targets: [{ Id: 't', ...target }] });
    await expect(asked).rejects.toMatchObject({ code });
  });

  it('PutTargets refuses a sixth target', async () => {
    const { ask } = asking();
    await ask('PutRule', { Name: 'detect', EventPattern: alarmPattern });
    const Targets = ['a', 'b', 'c', 'd', 'e', 'f'].map((Id) => ({ Id, Arn: queueArn }));
    await expect(ask('PutTargets', { Rule: 'detect', Targets })).rejects.toMatchObject({
      code: 'LimitExceededException',
    });
  });
});

describe('buses', () => {
  it('are made, shown, listed and deleted beside the default one', async () => {
    const { ask } = asking();
    const EventBusArn = `arn:aws:events:${home}:${account}:event-bus/plans`;
    expect(await ask('CreateEventBus', { Name: 'plans' })).toEqual({ EventBusArn });
    await expect(ask('CreateEventBus', { Name: 'plans' })).rejects.toMatchObject({
      code: 'ResourceAlreadyExistsException',
    });
    expect(await ask('DescribeEventBus', { Name: 'plans' })).toMatchObject({ Arn: EventBusArn });
    expect(await ask('ListEventBuses')).toMatchObject({ EventBuses: [{ Name: 'default' }, { Name: 'plans' }] });
    await ask('PutRule', { Name: 'all', EventBusName: 'plans', EventPattern: alarmPattern });
    await expect(ask('DeleteEventBus', { Name: 'plans' })).rejects.toMatchObject({ code: 'ValidationException' });
    await ask('DeleteRule', { Name: 'all', EventBusName: 'plans' });
    await ask('DeleteEventBus', { Name: 'plans' });
    await expect(ask('DescribeEventBus', { Name: 'plans' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    await expect(ask('DeleteEventBus', { Name: 'default' })).rejects.toMatchObject({ code: 'ValidationException' });
  });
});

it('TestEventPattern says whether an event matches', async () => {
  const { ask } = asking();
  const Event = JSON.stringify({ source: 'aws.cloudwatch' });
  expect(await ask('TestEventPattern', { EventPattern: alarmPattern, Event })).toEqual({ Result: true });
  expect(await ask('TestEventPattern', { EventPattern: alarmPattern, Event: '{"source":"x"}' })).toEqual({
    Result: false,
  });
  await expect(ask('TestEventPattern', { EventPattern: alarmPattern, Event: '{' })).rejects.toMatchObject({
    code: 'ValidationException',
  });
});
