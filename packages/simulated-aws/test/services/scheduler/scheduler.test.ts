import { describe, expect, it } from 'vitest';
import { account, createSetting, elsewhere, home } from '../events/setting.ts';

/** The clock begins at 2026-01-05T03:00:00Z. */
const createScheduled = (
  own: object = {},
  target: object = {},
  actions = ['states:StartExecution', 'sqs:SendMessage'],
) => {
  const setting = createSetting();
  const Arn = setting.machine(home);
  const RoleArn = setting.role('schedule', 'scheduler.amazonaws.com', { actions });
  const letters = setting.aws.sqs.createQueue({ name: 'letters', region: home });
  const Target = { Arn, RoleArn, Input: '{}', DeadLetterConfig: { Arn: letters.arn }, ...target };
  const usual = { Name: 'detect', ScheduleExpression: 'rate(5 minutes)', FlexibleTimeWindow: { Mode: 'OFF' }, Target };
  const schedule = { ...usual, ...own };
  const create = () => setting.call(home, 'scheduler:CreateSchedule', schedule);
  const starts = () =>
    setting.aws.stepFunctions.executions().map(({ startedAt }) => new Date(startedAt).toISOString().slice(11, 19));
  return { ...setting, schedule, letters, create, starts };
};

describe('a schedule is due', () => {
  it.each([
    { what: 'at once and then by its rate', own: {}, starts: ['03:00:00', '03:05:00', '03:10:00', '03:15:00'] },
    {
      what: 'by its rate from its start on',
      own: { StartDate: new Date('2026-01-05T03:07:00Z') },
      starts: ['03:07:00', '03:12:00'],
    },
    {
      what: 'on the beat of a start that is past',
      own: { StartDate: new Date('2026-01-05T02:58:00Z') },
      starts: ['03:03:00', '03:08:00', '03:13:00'],
    },
    {
      what: 'until its end',
      own: { EndDate: new Date('2026-01-05T03:06:00Z') },
      starts: ['03:00:00', '03:05:00'],
    },
    {
      what: 'at the times of its cron',
      own: { ScheduleExpression: 'cron(0/7 * * * ? *)' },
      starts: ['03:00:00', '03:07:00', '03:14:00'],
    },
    {
      what: 'once, in its time zone',
      own: { ScheduleExpression: 'at(2026-01-05T04:10:00)', ScheduleExpressionTimezone: 'Europe/Berlin' },
      starts: ['03:10:00'],
    },
    { what: 'never when that is past', own: { ScheduleExpression: 'at(2026-01-05T02:00:00)' }, starts: [] },
    { what: 'never while it is disabled', own: { State: 'DISABLED' }, starts: [] },
  ])('$what', async ({ own, starts }) => {
    const scheduled = createScheduled(own);
    await scheduled.create();
    await scheduled.pass(17 * 60);
    expect(scheduled.starts()).toEqual(starts);
  });

  it('within its flexible window, by the seed', async () => {
    const { create, pass, aws } = createScheduled({
      ScheduleExpression: 'cron(5 3 * * ? *)',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 10 },
    });
    await create();
    await pass(30 * 60);
    const at = (aws.stepFunctions.executions()[0]?.startedAt ?? 0) - Date.parse('2026-01-05T03:05:00Z');
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(601_000);
  });

  it('after more days than a timer of Node can wait', async () => {
    const { create, pass, aws } = createScheduled({ ScheduleExpression: 'at(2026-03-05T03:00:00)' });
    await create();
    await pass(59 * 86_400 - 10);
    expect(aws.stepFunctions.executions()).toEqual([]);
    await pass(20);
    expect(aws.stepFunctions.executions()).toHaveLength(1);
  });
});

describe('the target', () => {
  it('gets its input with what the schedule knows', async () => {
    const Input =
      '{"at":"<aws.scheduler.scheduled-time>","by":"<aws.scheduler.schedule-arn>","try":<aws.scheduler.attempt-number>,"other":"<aws.scheduler.none>"}';
    const { create, pass, inputs } = createScheduled({ ScheduleExpression: 'at(2026-01-05T03:01:00)' }, { Input });
    await create();
    await pass(90);
    const by = `arn:aws:scheduler:${home}:${account}:schedule/default/detect`;
    expect(inputs()).toEqual([{ at: '2026-01-05T03:01:00Z', by, try: 1, other: '<aws.scheduler.none>' }]);
  });

  it('may be an event bus', async () => {
    const bus = `arn:aws:events:${home}:${account}:event-bus/default`;
    const { create, pass, aws, openQueue, lettersIn } = createScheduled(
      { ScheduleExpression: 'at(2026-01-05T03:01:00)' },
      { Arn: bus, Input: '{"a":1}', EventBridgeParameters: { Source: 'mainsail', DetailType: 'Tick' } },
      ['events:PutEvents'],
    );
    const queue = openQueue(home, 'heard');
    aws.events.createRule(home, { Name: 'ticks', EventPattern: '{"source":["mainsail"]}' });
    aws.events.createTargets(home, { Rule: 'ticks', Targets: [{ Id: 'q', Arn: queue.arn, InputPath: '$.detail' }] });
    await create();
    await pass(90);
    expect(lettersIn(queue)).toEqual([{ body: '{"a":1}' }]);
  });

  it('gets the usual event where the schedule has no input', async () => {
    const { create, pass, inputs } = createScheduled(
      { ScheduleExpression: 'at(2026-01-05T03:01:00)' },
      { Input: undefined },
    );
    await create();
    await pass(90);
    const resources = [`arn:aws:scheduler:${home}:${account}:schedule/default/detect`];
    const usual = { 'detail-type': 'Scheduled Event', source: 'aws.scheduler', detail: '{}', account, resources };
    expect(inputs()).toMatchObject([{ ...usual, time: '2026-01-05T03:01:00Z' }]);
  });

  it('that the role may not call is buried with the schedule on the letter', async () => {
    const { create, pass, letters, lettersIn } = createScheduled({}, { Input: '{"a":1}' }, ['sqs:SendMessage']);
    await create();
    await pass(60);
    expect(lettersIn(letters)).toMatchObject([
      {
        body: '{"a":1}',
        SCHEDULE_ARN: `arn:aws:scheduler:${home}:${account}:schedule/default/detect`,
        ERROR_CODE: 'NO_PERMISSIONS',
        RETRY_ATTEMPTS: '0',
      },
    ]);
  });

  it('in a Region that is cut off is called all the same, from inside', async () => {
    const { create, pass, aws, starts } = createScheduled();
    await create();
    aws.network.cut(home);
    await pass(360);
    expect(starts()).toEqual(['03:00:00', '03:05:00']);
  });

  it('is tried again by the policy of the schedule', async () => {
    const { create, pass, aws, letters, lettersIn } = createScheduled(
      { ScheduleExpression: 'at(2026-01-05T03:00:00)' },
      { RetryPolicy: { MaximumRetryAttempts: 1 } },
    );
    aws.faults.add({ operation: 'StartExecution', kind: 'before' });
    await create();
    await pass(60);
    expect(lettersIn(letters)).toMatchObject([
      { ERROR_CODE: 'CONNECTION_FAILURE', RETRY_ATTEMPTS: '1', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' },
    ]);
  });
});

describe('the operations', () => {
  it('create, show, change, list and delete', async () => {
    const { create, call, pass, starts, schedule } = createScheduled();
    const ScheduleArn = `arn:aws:scheduler:${home}:${account}:schedule/default/detect`;
    expect(await create()).toEqual({ ScheduleArn });
    await expect(create()).rejects.toMatchObject({ code: 'ConflictException', status: 409 });
    const shown = await call(home, 'scheduler:GetSchedule', { Name: 'detect' });
    expect(shown).toMatchObject({ Arn: ScheduleArn, State: 'ENABLED', ScheduleExpression: 'rate(5 minutes)' });
    await pass(60);
    await call(home, 'scheduler:UpdateSchedule', { ...schedule, ScheduleExpression: 'rate(1 hour)' });
    await pass(3600);
    expect(starts()).toEqual(['03:00:00', '03:01:00']);
    const listed = await call(home, 'scheduler:ListSchedules', { NamePrefix: 'det' });
    expect(listed.Schedules).toMatchObject([{ Name: 'detect', State: 'ENABLED' }]);
    expect(await call(elsewhere, 'scheduler:ListSchedules')).toMatchObject({ Schedules: [] });
    await call(home, 'scheduler:DeleteSchedule', { Name: 'detect' });
    await pass(7200);
    expect(starts()).toHaveLength(2);
    await expect(call(home, 'scheduler:GetSchedule', { Name: 'detect' })).rejects.toMatchObject({ status: 404 });
  });

  it('forget a schedule that is to be deleted once it is done', async () => {
    const { create, call, pass } = createScheduled({
      ...{ ScheduleExpression: 'at(2026-01-05T03:01:00)', ActionAfterCompletion: 'DELETE' },
    });
    await create();
    await pass(120);
    expect(await call(home, 'scheduler:ListSchedules')).toMatchObject({ Schedules: [] });
  });

  it.each([
    { what: 'an expression of another kind', own: { ScheduleExpression: 'every(5 minutes)' } },
    { what: 'a rate of nothing', own: { ScheduleExpression: 'rate(0 minutes)' } },
    { what: 'a rate in seconds', own: { ScheduleExpression: 'rate(5 seconds)' } },
    { what: 'a cron of five fields', own: { ScheduleExpression: 'cron(0 8 * * ?)' } },
    { what: 'a time that does not exist', own: { ScheduleExpression: 'at(2026-13-05T03:00:00)' } },
    { what: 'a zone that does not exist', own: { ScheduleExpressionTimezone: 'Mars/Olympus' } },
    { what: 'a window without its size', own: { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } } },
    { what: 'an end before the start', own: { StartDate: new Date(2), EndDate: new Date(1) } },
    { what: 'a name with a slash', own: { Name: 'a/b' } },
  ])('refuse $what', async ({ own }) => {
    await expect(createScheduled(own).create()).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('refuse a role that the Scheduler may not assume', async () => {
    const setting = createScheduled();
    const RoleArn = setting.role('other', 'events.amazonaws.com', { actions: ['states:StartExecution'] });
    const { schedule } = createScheduled({}, { RoleArn });
    await expect(setting.call(home, 'scheduler:CreateSchedule', schedule)).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });

  it.each([
    { what: 'another group', own: { GroupName: 'plans' }, target: {} },
    { what: 'a universal target', own: {}, target: { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage' } },
    { what: 'a customer key', own: { KmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1' }, target: {} },
  ])('refuse by name what is not simulated: $what', async ({ own, target }) => {
    await expect(createScheduled(own, target).create()).rejects.toMatchObject({ code: 'NotSimulated' });
  });
});
