import { describe, expect, it } from 'vitest';
import { AwsFault } from '../../../../src/call.ts';
import { codeOf } from '../../test-world.ts';
import { createSetting, topic } from './setting.ts';

const setUp = () => {
  const setting = createSetting();
  for (const AlarmName of ['api-bad', 'api-slow', 'db-bad']) setting.put({ AlarmName, TreatMissingData: 'ignore' });
  setting.put({ AlarmName: 'db-full', TreatMissingData: 'ignore', AlarmActions: [topic] });
  setting.putComposite({ AlarmName: 'api', AlarmRule: 'ALARM(api-bad) OR ALARM(api-slow)' });
  const names = async (input: object): Promise<unknown[]> => {
    const { MetricAlarms, CompositeAlarms } = {
      ...{ MetricAlarms: [], CompositeAlarms: [] },
      ...(await setting.ask('DescribeAlarms', input)),
    };
    return [...MetricAlarms, ...CompositeAlarms].map((alarm: { AlarmName?: string }) => alarm.AlarmName);
  };
  return { ...setting, names };
};

describe('DescribeAlarms', () => {
  it.each([
    { input: {}, names: ['api-bad', 'api-slow', 'db-bad', 'db-full'] },
    { input: { AlarmTypes: ['CompositeAlarm'] }, names: ['api'] },
    {
      input: { AlarmTypes: ['CompositeAlarm', 'MetricAlarm'], AlarmNamePrefix: 'api' },
      names: ['api-bad', 'api-slow', 'api'],
    },
    { input: { AlarmNames: ['db-bad', 'api', 'nobody'] }, names: ['db-bad'] },
    { input: { AlarmNamePrefix: 'db' }, names: ['db-bad', 'db-full'] },
    { input: { StateValue: 'ALARM' }, names: ['db-bad'] },
    { input: { ActionPrefix: 'arn:aws:sns' }, names: ['db-full'] },
    { input: { ChildrenOfAlarmName: 'api' }, names: ['api-bad', 'api-slow'] },
    { input: { ParentsOfAlarmName: 'api-bad' }, names: ['api'] },
  ])('finds $names by $input', async ({ input, names: expected }) => {
    const { names, set } = setUp();
    await set('db-bad', 'ALARM');
    expect(await names(input)).toEqual(expected);
  });

  it('finds alarms of its own Region only', async () => {
    const { cloudwatch, names } = setUp();
    cloudwatch.putAlarm('us-west-2', {
      ...{ AlarmName: 'west', Namespace: 'a', MetricName: 'b', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1 },
      ...{ Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' },
    });
    expect(await names({ AlarmNames: ['west'] })).toEqual([]);
  });

  it('pages', async () => {
    const { ask, names } = setUp();
    const { NextToken } = { NextToken: undefined, ...(await ask('DescribeAlarms', { MaxRecords: 3 })) };
    expect(await names({ MaxRecords: 3, NextToken })).toEqual(['db-full']);
  });

  it.each([
    { input: { AlarmNames: ['a'], AlarmNamePrefix: 'a' }, code: 'InvalidParameterValueException' },
    { input: { ChildrenOfAlarmName: 'api', StateValue: 'OK' }, code: 'ValidationError' },
    { input: { MaxRecords: 101 }, code: 'InvalidParameterValueException' },
    { input: { NextToken: 'x' }, code: 'InvalidNextToken' },
  ])('refuses $input', async ({ input, code }) => {
    expect(await codeOf(setUp().ask('DescribeAlarms', input))).toBe(code);
  });

  it('tells since when a state lasts, apart from when it was last told', async () => {
    const { set, pass, describe: described } = setUp();
    await set('db-bad', 'ALARM');
    await pass(30);
    await set('db-bad', 'ALARM', 'still');
    expect(await described('db-bad')).toMatchObject({
      StateReason: 'still',
      StateTransitionedTimestamp: new Date('2026-01-05T03:00:00Z'),
      StateUpdatedTimestamp: new Date('2026-01-05T03:00:30Z'),
      AlarmConfigurationUpdatedTimestamp: new Date('2026-01-05T03:00:00Z'),
    });
  });

  it('shows the metric as it was given', async () => {
    const { put, describe: described } = setUp();
    const Metric = { Namespace: 'Mainsail', MetricName: 'Bad', Dimensions: [] };
    const Metrics = [{ Id: 'm1', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }];
    const none = { Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined };
    put({ AlarmName: 'new', ...none, Metrics });
    expect(await described('new')).toMatchObject({ Metrics });
    expect(await described('new')).not.toHaveProperty('MetricName');
    expect(await described('db-bad')).toMatchObject({ MetricName: 'Bad', Statistic: 'Sum', Period: 60 });
  });
});

describe('DeleteAlarms', () => {
  it('deletes those that are there even when another is not', async () => {
    const { ask, names } = setUp();
    expect(await codeOf(ask('DeleteAlarms', { AlarmNames: ['db-bad', 'nobody'] }))).toBe('ResourceNotFound');
    expect(await names({ AlarmNamePrefix: 'db' })).toEqual(['db-full']);
  });

  it('ends the evaluation of an alarm', async () => {
    const { ask, put, record, pass, told } = createSetting();
    put({ AlarmName: 'bad' });
    record(1);
    await ask('DeleteAlarms', { AlarmNames: ['bad'] });
    await pass(180);
    expect(told()).toEqual([]);
  });
});

describe('SetAlarmState', () => {
  it.each([
    { what: 'an alarm that is not there', change: { AlarmName: 'nobody' }, code: 'ResourceNotFound' },
    { what: 'data that are not JSON', change: { StateReasonData: '{' }, code: 'InvalidFormatFault' },
    { what: 'no reason', change: { StateReason: undefined }, code: 'MissingRequiredParameterException' },
  ])('refuses $what', async ({ change, code }) => {
    const input = { AlarmName: 'db-bad', StateValue: 'ALARM', StateReason: 'a test', ...change };
    expect(await codeOf(setUp().ask('SetAlarmState', input))).toBe(code);
  });
});

describe('DescribeAlarmHistory', () => {
  const history = async ({ ask }: ReturnType<typeof createSetting>, input: object = {}) => {
    const { AlarmHistoryItems } = { AlarmHistoryItems: [], ...(await ask('DescribeAlarmHistory', input)) };
    return AlarmHistoryItems.map((item: { HistorySummary: string }) => item.HistorySummary);
  };

  const lived = async () => {
    const setting = createSetting();
    const { put, set, pass, ask } = setting;
    put({ AlarmName: 'bad', TreatMissingData: 'ignore', AlarmActions: [topic] });
    await pass(1);
    await set('bad', 'ALARM');
    await pass(1);
    put({ AlarmName: 'bad', TreatMissingData: 'ignore', Threshold: 7 });
    await pass(1);
    await ask('DeleteAlarms', { AlarmNames: ['bad'] });
    return setting;
  };

  it('tells the life of an alarm, newest first, and after its end', async () => {
    const setting = await lived();
    const told = [
      'Alarm "bad" deleted',
      'Alarm "bad" updated',
      `Successfully executed action ${topic}`,
      'Alarm updated from INSUFFICIENT_DATA to ALARM',
      'Alarm "bad" created',
    ];
    expect(await history(setting)).toEqual(told);
    expect(await history(setting, { ScanBy: 'TimestampAscending' })).toEqual(told.toReversed());
    expect(await history(setting, { HistoryItemType: 'StateUpdate' })).toEqual([told[3]]);
    expect(await history(setting, { StartDate: new Date('2026-01-05T03:00:02Z') })).toEqual(told.slice(0, 2));
    expect(await history(setting, { AlarmName: 'other' })).toEqual([]);
    expect(await history(setting, { AlarmTypes: ['CompositeAlarm'] })).toEqual([]);
  });

  it('has the old and the new state, and what was changed, as JSON', async () => {
    const { ask } = await lived();
    const { AlarmHistoryItems } = { AlarmHistoryItems: [], ...(await ask('DescribeAlarmHistory')) };
    const data = AlarmHistoryItems.map((item: { HistoryData: string }) => JSON.parse(item.HistoryData));
    expect(data[1]).toMatchObject({
      type: 'Update',
      originalUpdatedFields: { threshold: 1 },
      updatedAlarm: { threshold: 7 },
    });
    expect(data[2]).toMatchObject({ actionState: 'Succeeded', notificationResource: topic });
    expect(data[3]).toEqual({
      version: '1.0',
      oldState: { stateValue: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation' },
      newState: { stateValue: 'ALARM', stateReason: 'by hand' },
    });
  });

  it('tells of an action that SNS refused', async () => {
    const setting = createSetting(1, () => {
      throw new AwsFault('NotFoundException', 'Topic does not exist');
    });
    setting.put({ AlarmName: 'bad', TreatMissingData: 'ignore', AlarmActions: [topic] });
    await setting.set('bad', 'ALARM');
    await setting.pass(0);
    const [newest] = await history(setting);
    expect(newest).toBe(`Failed to execute action ${topic}. Received error: "Topic does not exist"`);
  });

  it('forgets after thirty days', async () => {
    const setting = await lived();
    await setting.pass(31 * 86_400);
    setting.put({ AlarmName: 'new', Period: 86_400, TreatMissingData: 'ignore' });
    expect(await history(setting)).toEqual(['Alarm "new" created']);
  });
});
