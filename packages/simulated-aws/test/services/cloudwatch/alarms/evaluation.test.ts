import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test-world.ts';
import { createSetting, region, topic } from './setting.ts';

const one = { AlarmName: 'bad' };

describe('evaluation by the clock', () => {
  it('starts without data, and says so', async () => {
    const { put, describe: described } = createSetting();
    put(one);
    expect(await described('bad')).toMatchObject({
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
    });
  });

  it('judges a minute after its end, not within it', async () => {
    const { put, record, pass, stateOf } = createSetting();
    put(one);
    record(0);
    await pass(63);
    expect(await stateOf('bad')).toBe('OK');
    record(3);
    await pass(50);
    expect(await stateOf('bad')).toBe('OK');
    await pass(10);
    expect(await stateOf('bad')).toBe('ALARM');
  });

  it('looks at five minutes each minute, and these slide', async () => {
    const { put, record, pass, stateOf } = createSetting();
    put({ ...one, Period: 300, TreatMissingData: 'notBreaching' });
    await pass(65);
    record(1);
    await pass(60);
    expect(await stateOf('bad')).toBe('ALARM');
  });

  it('judges by the last datapoint for as long as the evaluation range holds it, then as told of missing data', async () => {
    const { put, record, pass, stateOf } = createSetting();
    put({ ...one, TreatMissingData: 'notBreaching' });
    record(1);
    await pass(63);
    expect(await stateOf('bad')).toBe('ALARM');
    await pass(120);
    expect(await stateOf('bad')).toBe('ALARM');
    await pass(60);
    expect(await stateOf('bad')).toBe('OK');
  });

  it.each([10, 20, 30])('evaluates a period of %d s every ten seconds', async (Period) => {
    const { ask, put, pass, stateOf, clock } = createSetting();
    put({ ...one, Period, TreatMissingData: 'notBreaching' });
    await pass(13);
    const MetricData = [{ MetricName: 'Bad', Value: 1, StorageResolution: 1, Timestamp: new Date(clock.now()) }];
    await ask('PutMetricData', { Namespace: 'Mainsail', MetricData });
    expect(await stateOf('bad')).toBe('OK');
    await pass(10);
    expect(await stateOf('bad')).toBe('ALARM');
  });

  it('passes periods as AWS’s own time does: twenty times faster, a minute lasts three seconds', async () => {
    const { put, record, pass, stateOf } = createSetting(20);
    put(one);
    record(1);
    await pass(2.9);
    expect(await stateOf('bad')).toBe('INSUFFICIENT_DATA');
    await pass(0.3);
    expect(await stateOf('bad')).toBe('ALARM');
  });

  it('finds the newest datapoints behind one that was stamped an hour ago', async () => {
    const { put, record, pass, stateOf, clock } = createSetting();
    put(one);
    record(1);
    record(0, clock.now() - 3_600_000);
    await pass(63);
    expect(await stateOf('bad')).toBe('ALARM');
  });

  it('goes on in a Region that is cut', async () => {
    const { put, record, pass, stateOf, world } = createSetting();
    put(one);
    world.network.cut(region);
    record(1);
    await pass(63);
    expect(await stateOf('bad')).toBe('ALARM');
  });
});

describe('alarms at rest', () => {
  const forEver = new Promise<void>(() => undefined);

  it.each(['missing', 'ignore', 'breaching', 'notBreaching'])(
    'keep no timer once nothing can change any more: %s',
    async (TreatMissingData) => {
      const { put, record, clock, stateOf, pass } = createSetting();
      put({ ...one, TreatMissingData });
      put({ ...one, AlarmName: 'fine', Period: 10, TreatMissingData });
      record(1);
      await expect(clock.runUntil(forEver)).rejects.toThrow('no timer left');
      const rested = await stateOf('bad');
      await pass(86_400);
      expect(await stateOf('bad')).toBe(rested);
    },
  );

  it.each([
    { what: 'a datapoint', TreatMissingData: 'missing', states: ['INSUFFICIENT_DATA', 'ALARM'] },
    { what: 'a state set by hand', TreatMissingData: 'notBreaching', states: ['OK', 'OK'] },
    { what: 'a new rule', TreatMissingData: 'breaching', states: ['ALARM', 'OK'] },
  ])('are woken by $what', async ({ what, TreatMissingData, states }) => {
    const { put, record, set, pass, stateOf, told } = createSetting();
    put({ ...one, TreatMissingData });
    await pass(3600);
    expect(await stateOf('bad')).toBe(states[0]);
    if (what === 'a datapoint') record(1);
    else if (what === 'a new rule') put({ ...one, TreatMissingData: 'notBreaching' });
    else await set('bad', 'ALARM');
    const before = told().length;
    await pass(63);
    expect(await stateOf('bad')).toBe(states[1]);
    expect(told().length).toBe(before + 1);
  });

  it('keep to one timer when what a change of state brings about records their own metric', async () => {
    let timers = 0;
    const setting = createSetting(1, () => {
      setting.record(1);
      return {};
    });
    const { put, record, pass } = setting;
    setting.onTimer(() => {
      timers += 1;
    });
    put({ ...one, AlarmActions: [topic], OKActions: [topic] });
    for (let minute = 0; minute < 10; minute += 1) {
      record(minute % 2);
      await pass(60);
    }
    expect(timers).toBeLessThanOrEqual(12);
  });
});

describe('an alarm that is put again', () => {
  it('keeps its state until the next evaluation and takes the whole new rule', async () => {
    const { put, record, pass, stateOf, describe: described } = createSetting();
    put({ ...one, AlarmDescription: 'old' });
    record(1);
    await pass(63);
    put({ ...one, Threshold: 2 });
    expect(await described('bad')).toMatchObject({ StateValue: 'ALARM', Threshold: 2, AlarmDescription: undefined });
    await pass(60);
    expect(await stateOf('bad')).toBe('OK');
  });
});

describe('PutMetricAlarm', () => {
  it.each([
    { what: 'a period of 15 s', change: { Period: 15 }, code: 'InvalidParameterValueException' },
    { what: 'more than a day', change: { EvaluationPeriods: 1441 }, code: 'InvalidParameterValueException' },
    {
      what: 'more than a week',
      change: { Period: 3600, EvaluationPeriods: 169 },
      code: 'InvalidParameterValueException',
    },
    { what: 'M above N', change: { DatapointsToAlarm: 2 }, code: 'InvalidParameterValueException' },
    { what: 'a treatment unknown', change: { TreatMissingData: 'maybe' }, code: 'InvalidParameterValueException' },
    { what: 'no threshold', change: { Threshold: undefined }, code: 'MissingRequiredParameterException' },
    { what: 'a percentile', change: { Statistic: undefined, ExtendedStatistic: 'p99' }, code: 'NotSimulated' },
    { what: 'metric math', change: { Metrics: [{ Id: 'e1', Expression: 'm1+m2' }] }, code: 'NotSimulated' },
    {
      what: 'an action on EC2',
      change: { AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] },
      code: 'NotSimulated',
    },
  ])('refuses $what', async ({ change, code }) => {
    const { ask } = createSetting();
    const input = {
      ...{ AlarmName: 'bad', Namespace: 'Mainsail', MetricName: 'Bad', Statistic: 'Sum', Period: 60 },
      ...{ EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' },
    };
    expect(await codeOf(ask('PutMetricAlarm', { ...input, ...change }))).toBe(code);
    expect(await codeOf(ask('PutMetricAlarm', input))).toEqual({});
  });
});
