import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test-world.ts';
import { createSetting, region, topic } from './setting.ts';

const ignoring = { AlarmName: 'bad', TreatMissingData: 'ignore', AlarmActions: [topic] };

describe('the message of an alarm', () => {
  it('goes to each topic of the new state, as CloudWatch’s own principal', async () => {
    const { put, set, published } = createSetting();
    const other = `${topic}-too`;
    put({ ...ignoring, AlarmActions: [topic, other], OKActions: [other] });
    await set('bad', 'ALARM');
    expect(published.map(({ input }) => input.TopicArn)).toEqual([topic, other]);
    expect(published[0]).toMatchObject({
      ...{ service: 'sns', operation: 'Publish', region, from: region },
      principal: { kind: 'service', service: 'cloudwatch.amazonaws.com' },
    });
    await set('bad', 'OK');
    expect(published.slice(2).map(({ input }) => input.TopicArn)).toEqual([other]);
  });

  it('has the members of AWS’s JSON', async () => {
    const { put, set, published, messages } = createSetting();
    put({ ...ignoring, AlarmDescription: 'Bad answers', Dimensions: [{ Name: 'Service', Value: 'api' }] });
    await set('bad', 'ALARM', 'a test');
    expect(published[0]?.input.Subject).toBe('ALARM: "bad" in US East (N. Virginia)');
    const time = '2026-01-05T03:00:00.000+0000';
    expect(messages()).toEqual([
      {
        ...{ AlarmName: 'bad', AlarmDescription: 'Bad answers', AWSAccountId: '123456789012' },
        AlarmConfigurationUpdatedTimestamp: time,
        ...{
          NewStateValue: 'ALARM',
          NewStateReason: 'a test',
          StateChangeTime: time,
          OldStateValue: 'INSUFFICIENT_DATA',
        },
        Region: 'US East (N. Virginia)',
        AlarmArn: `arn:aws:cloudwatch:${region}:123456789012:alarm:bad`,
        ...{ OKActions: [], AlarmActions: [topic], InsufficientDataActions: [] },
        Trigger: {
          ...{ MetricName: 'Bad', Namespace: 'Mainsail', StatisticType: 'Statistic', Statistic: 'SUM', Unit: null },
          Dimensions: [{ value: 'api', name: 'Service' }],
          ...{ Period: 60, EvaluationPeriods: 1, DatapointsToAlarm: 1, Threshold: 1 },
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          ...{ TreatMissingData: 'ignore', EvaluateLowSampleCountPercentile: '' },
        },
      },
    ]);
  });

  it('is sent on transitions only, not for as long as a state lasts', async () => {
    const { put, record, pass, published } = createSetting();
    put({ ...ignoring, TreatMissingData: 'missing' });
    for (let minute = 0; minute < 5; minute += 1) {
      record(1);
      await pass(60);
    }
    expect(published).toHaveLength(1);
  });

  it('stays unsent while actions are disabled, and is lost; the event is told', async () => {
    const { put, set, ask, published, told } = createSetting();
    put(ignoring);
    await ask('DisableAlarmActions', { AlarmNames: ['bad', 'nobody'] });
    await set('bad', 'ALARM');
    await ask('EnableAlarmActions', { AlarmNames: ['bad'] });
    expect(published).toEqual([]);
    expect(told()).toEqual(['bad ALARM']);
    await set('bad', 'OK');
    await set('bad', 'ALARM');
    expect(published).toHaveLength(1);
  });
});

describe('a mute rule', () => {
  const hour = 3600;
  const mute = (Expression = 'at(2026-01-05T03:00)', Duration = 'PT1H') => ({
    Name: 'maintenance',
    Rule: { Schedule: { Expression, Duration } },
    MuteTargets: { AlarmNames: ['bad'] },
  });

  it('holds actions back and not the event, and lets them go at its end when the alarm is in ALARM then', async () => {
    const { put, set, ask, pass, published, told } = createSetting();
    put(ignoring);
    await ask('PutAlarmMuteRule', mute());
    await set('bad', 'ALARM');
    expect(told()).toEqual(['bad ALARM']);
    await pass(hour - 1);
    expect(published).toEqual([]);
    await pass(1);
    expect(published).toHaveLength(1);
  });

  it('lets nothing go for an alarm that is well again', async () => {
    const { put, set, ask, pass, published } = createSetting();
    put({ ...ignoring, OKActions: [topic] });
    await ask('PutAlarmMuteRule', mute());
    await set('bad', 'ALARM');
    await set('bad', 'OK');
    await pass(2 * hour);
    expect(published).toEqual([]);
  });

  it('lets actions go at once when it is deleted', async () => {
    const { put, set, ask, pass, published } = createSetting();
    put(ignoring);
    await ask('PutAlarmMuteRule', mute());
    await set('bad', 'ALARM');
    await ask('DeleteAlarmMuteRule', { AlarmMuteRuleName: 'maintenance' });
    expect(published).toHaveLength(1);
    await pass(2 * hour);
    expect(published).toHaveLength(1);
  });

  it('mutes no other alarm, and none before its time', async () => {
    const { put, set, ask, published } = createSetting();
    put(ignoring);
    put({ ...ignoring, AlarmName: 'other' });
    await ask('PutAlarmMuteRule', mute('at(2026-01-05T04:00)'));
    await set('bad', 'ALARM');
    await ask('PutAlarmMuteRule', mute());
    await set('other', 'ALARM');
    expect(published).toHaveLength(2);
  });

  it('is listed by alarm and status, which time changes', async () => {
    const { ask, pass } = createSetting();
    await ask('PutAlarmMuteRule', mute('at(2026-01-05T04:00)'));
    const listed = async (Status: string, AlarmName = 'bad') =>
      JSON.stringify(await ask('ListAlarmMuteRules', { AlarmName, Statuses: [Status] })).includes('maintenance');
    expect(await listed('SCHEDULED')).toBe(true);
    expect(await listed('SCHEDULED', 'other')).toBe(false);
    await pass(hour);
    expect([await listed('SCHEDULED'), await listed('ACTIVE')]).toEqual([false, true]);
    await pass(hour);
    expect([await listed('ACTIVE'), await listed('EXPIRED')]).toEqual([false, true]);
    expect(await ask('GetAlarmMuteRule', { AlarmMuteRuleName: 'maintenance' })).toMatchObject({ Status: 'EXPIRED' });
  });

  it('is listed by pages', async () => {
    const { ask } = createSetting();
    for (const Name of ['one', 'two']) await ask('PutAlarmMuteRule', { ...mute(), Name });
    const first = { NextToken: undefined, ...(await ask('ListAlarmMuteRules', { MaxRecords: 1 })) };
    expect(JSON.stringify(first)).toMatch(/alarm-mute-rule:one/);
    const { NextToken } = first;
    const second = JSON.stringify(await ask('ListAlarmMuteRules', { MaxRecords: 1, NextToken }));
    expect(second).toMatch(/alarm-mute-rule:two/);
    expect(second).not.toMatch(/alarm-mute-rule:one/);
  });

  it.each([
    { what: 'a schedule that returns', change: mute('cron(0 2 * * *)'), code: 'NotSimulated' },
    { what: 'no alarm to mute', change: { MuteTargets: { AlarmNames: [] } }, code: 'NotSimulated' },
    { what: 'a date of its end', change: { ExpireDate: new Date(0) }, code: 'NotSimulated' },
    { what: 'less than a minute', change: mute(undefined, 'PT0M'), code: 'InvalidParameterValueException' },
    { what: 'more than 15 days', change: mute(undefined, 'P15DT1M'), code: 'InvalidParameterValueException' },
    { what: 'a duration in words', change: mute(undefined, '1 hour'), code: 'InvalidParameterValueException' },
  ])('is refused with $what', async ({ change, code }) => {
    const { ask } = createSetting();
    expect(await codeOf(ask('PutAlarmMuteRule', { ...mute(), ...change }))).toBe(code);
    expect(await codeOf(ask('PutAlarmMuteRule', mute(undefined, 'P15D')))).toEqual({});
  });
});
