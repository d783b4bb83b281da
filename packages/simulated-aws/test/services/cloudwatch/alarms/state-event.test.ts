import { describe, expect, it } from 'vitest';
import { createSetting, region } from './setting.ts';

const alarmArn = (name: string) => `arn:aws:cloudwatch:${region}:123456789012:alarm:${name}`;

const dataIn = (event: { detail: Readonly<Record<string, unknown>> } | undefined): unknown => {
  const { state } = { state: {}, ...event?.detail };
  const { reasonData } = { reasonData: '{}', ...(typeof state === 'object' ? state : {}) };
  return JSON.parse(reasonData);
};

describe('the event of a metric alarm', () => {
  it('has the members of AWS’s page, with its forms of times, numbers and sentences', async () => {
    const { put, record, pass, events } = createSetting();
    put({ AlarmName: 'bad', AlarmDescription: 'Too many bad answers', Threshold: 3 });
    record(1);
    await pass(63);
    record(4);
    await pass(60);
    const timestamp = '2026-01-05T03:02:02.000+0000';
    const reasonData = {
      version: '1.0',
      queryDate: timestamp,
      startDate: '2026-01-05T03:01:00.000+0000',
      statistic: 'Sum',
      period: 60,
      recentDatapoints: [4],
      threshold: 3,
      evaluatedDatapoints: [{ timestamp: '2026-01-05T03:01:00.000+0000', sampleCount: 1, value: 4 }],
    };
    expect(events).toHaveLength(2);
    expect(events[1]).toEqual({
      region,
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      resources: [alarmArn('bad')],
      at: Date.parse('2026-01-05T03:02:02Z'),
      detail: {
        alarmName: 'bad',
        state: {
          value: 'ALARM',
          reason:
            'Threshold Crossed: 1 out of the last 1 datapoints [4.0 (05/01/26 03:01:00)] was greater than or equal to the threshold (3.0) (minimum 1 datapoint for OK -> ALARM transition).',
          reasonData: expect.any(String),
          timestamp,
        },
        previousState: {
          value: 'OK',
          reason:
            'Threshold Crossed: 1 out of the last 1 datapoints [1.0 (05/01/26 03:00:00)] was not greater than or equal to the threshold (3.0) (minimum 1 datapoint for ALARM -> OK transition).',
          reasonData: expect.any(String),
          timestamp: '2026-01-05T03:01:02.000+0000',
        },
        configuration: {
          description: 'Too many bad answers',
          metrics: [
            {
              id: expect.stringMatching(/^[\da-f-]{36}$/),
              metricStat: {
                metric: { namespace: 'Mainsail', name: 'Bad', dimensions: {} },
                period: 60,
                stat: 'Sum',
              },
              returnData: true,
            },
          ],
        },
      },
    });
    expect(dataIn(events[1])).toEqual(reasonData);
  });

  it.each([
    { treat: 'missing', value: 'INSUFFICIENT_DATA', reason: 'Insufficient Data: 1 datapoint was unknown.' },
    {
      treat: 'breaching',
      value: 'ALARM',
      reason: /no datapoints were received for 1 period .* treated as \[Breaching\]/,
    },
    { treat: 'notBreaching', value: 'OK', reason: /1 missing datapoint was treated as \[NonBreaching\]/ },
  ])('says how missing data were taken: $treat', async ({ treat, value, reason }) => {
    const { put, pass, set, describe: described } = createSetting();
    put({ AlarmName: 'bad', TreatMissingData: treat });
    await set('bad', value === 'OK' ? 'ALARM' : 'OK');
    await pass(62);
    expect(await described('bad')).toMatchObject({ StateValue: value, StateReason: expect.stringMatching(reason) });
  });
});

describe('the event of a composite alarm', () => {
  it('names the child that made it change', async () => {
    const { put, putComposite, set, events, told } = createSetting();
    for (const AlarmName of ['one', 'two']) put({ AlarmName, TreatMissingData: 'ignore' });
    putComposite({ AlarmName: 'all', AlarmRule: 'ALARM(one) OR ALARM(two)' });
    await set('two', 'ALARM');
    expect(told()).toEqual(['all OK', 'two ALARM', 'all ALARM']);
    const timestamp = '2026-01-05T03:00:00.000+0000';
    const triggeringAlarms = [{ arn: alarmArn('two'), state: { value: 'ALARM', timestamp } }];
    expect(events[2]).toMatchObject({
      resources: [alarmArn('all')],
      detail: {
        alarmName: 'all',
        state: {
          value: 'ALARM',
          reason: `${alarmArn('two')} transitioned to ALARM at Monday 05 January, 2026 03:00:00 UTC`,
          reasonData: JSON.stringify({ triggeringAlarms }),
        },
        previousState: {
          value: 'OK',
          reason: `${alarmArn('all')} was created and its alarm rule evaluates to OK`,
        },
        configuration: { alarmRule: 'ALARM(one) OR ALARM(two)' },
      },
    });
  });

  it('follows composites that rest on composites, each once', async () => {
    const { put, putComposite, set, told } = createSetting();
    put({ AlarmName: 'child', TreatMissingData: 'ignore' });
    putComposite({ AlarmName: 'middle', AlarmRule: 'ALARM(child)' });
    putComposite({ AlarmName: 'above', AlarmRule: 'ALARM(middle)' });
    await set('child', 'ALARM');
    expect(told().slice(2)).toEqual(['child ALARM', 'middle ALARM', 'above ALARM']);
  });

  it('stays as it was set by hand until a child changes', async () => {
    const { put, putComposite, set, pass, stateOf } = createSetting();
    put({ AlarmName: 'child', TreatMissingData: 'ignore' });
    putComposite({ AlarmName: 'all', AlarmRule: 'ALARM(child)' });
    await set('all', 'ALARM');
    await pass(600);
    expect(await stateOf('all')).toBe('ALARM');
    await set('child', 'OK');
    expect(await stateOf('all')).toBe('OK');
  });
});

describe('a metric alarm that is set by hand', () => {
  it('returns at its next evaluation, and tells both', async () => {
    const { put, record, set, pass, told } = createSetting();
    put({ AlarmName: 'bad' });
    record(0);
    await pass(63);
    await set('bad', 'ALARM');
    record(0);
    await pass(60);
    expect(told()).toEqual(['bad OK', 'bad ALARM', 'bad OK']);
  });

  it('tells nothing when it is set to what it is', async () => {
    const { put, set, told } = createSetting();
    put({ AlarmName: 'bad' });
    await set('bad', 'INSUFFICIENT_DATA');
    expect(told()).toEqual([]);
  });
});
