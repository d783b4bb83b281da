import { describe, expect, it } from 'vitest';
import { createCloudwatch } from '../../../src/services/cloudwatch/cloudwatch.ts';
import { asker, codeOf, createTestWorld } from '../test-world.ts';

const region = 'us-east-1';
const dimensions = { DBInstanceIdentifier: 'orders' };
const minute = 60_000;

const setUp = () => {
  const test = createTestWorld();
  const cloudwatch = createCloudwatch(test.world);
  const start = test.clock.now();
  const ask = asker(cloudwatch, region);
  const record = (value: number, secondsAfterStart: number, name = 'ReplicaLag') =>
    cloudwatch.record({
      region,
      namespace: 'AWS/RDS',
      name,
      dimensions,
      value,
      at: start + secondsAfterStart * 1000,
      unit: 'Seconds',
    });
  return { ...test, cloudwatch, ask, record, start };
};

const metric = (MetricName = 'ReplicaLag', id = 'orders') => ({
  Namespace: 'AWS/RDS',
  MetricName,
  Dimensions: [{ Name: 'DBInstanceIdentifier', Value: id }],
});

const query = (Id: string, Stat: string, Period = 60) => ({ Id, MetricStat: { Metric: metric(), Period, Stat } });

const span = (start: number, minutes: number) => ({
  StartTime: new Date(start),
  EndTime: new Date(start + minutes * minute),
});

describe('GetMetricData', () => {
  it.each([
    ['Average', 4],
    ['Minimum', 1],
    ['Maximum', 9],
    ['Sum', 12],
    ['SampleCount', 3],
  ])('gives %s over the datapoints of a period', async (stat, value) => {
    const { ask, record, start } = setUp();
    record(1, 60);
    record(9, 75);
    record(2, 119);
    record(1000, 120);
    const answer = await ask('GetMetricData', {
      MetricDataQueries: [query('lag', stat)],
      StartTime: new Date(start),
      EndTime: new Date(start + 2 * minute),
    });
    const Timestamps = [new Date(start + minute)];
    expect(answer).toMatchObject({
      MetricDataResults: [{ Id: 'lag', Label: 'ReplicaLag', Timestamps, Values: [value], StatusCode: 'Complete' }],
    });
  });

  it('answers the newest first unless asked otherwise', async () => {
    const { ask, record, start } = setUp();
    for (const count of [0, 1, 2]) record(count, count * 60);
    const input = { MetricDataQueries: [query('lag', 'Maximum')], ...span(start, 3) };
    expect(await ask('GetMetricData', input)).toMatchObject({ MetricDataResults: [{ Values: [2, 1, 0] }] });
    const ascending = await ask('GetMetricData', { ...input, ScanBy: 'TimestampAscending' });
    expect(ascending).toMatchObject({ MetricDataResults: [{ Values: [0, 1, 2] }] });
  });

  it('gives no datapoints, and no error, for a metric that nobody published', async () => {
    const { ask, record, start } = setUp();
    record(1, 60);
    const other = { Id: 'none', MetricStat: { Metric: metric('ReplicaLag', 'other'), Period: 60, Stat: 'Sum' } };
    const answer = await ask('GetMetricData', { MetricDataQueries: [other], ...span(start, 5) });
    expect(answer).toMatchObject({ MetricDataResults: [{ Id: 'none', Values: [], StatusCode: 'Complete' }] });
  });

  it('has one-minute data of the last 15 days only, and coarser data for longer', async () => {
    const { ask, record, start, pass } = setUp();
    record(5, 60);
    const at = (Period: number) =>
      ask('GetMetricData', { MetricDataQueries: [query('lag', 'Maximum', Period)], ...span(start, 30) });
    await pass(15 * 86_400 - 60);
    expect(await at(60)).toMatchObject({ MetricDataResults: [{ Values: [5] }] });
    await pass(180);
    expect(await at(60)).toMatchObject({ MetricDataResults: [{ Values: [] }] });
    expect(await at(300)).toMatchObject({ MetricDataResults: [{ Values: [5] }] });
    await pass(50 * 86_400);
    expect(await at(300)).toMatchObject({ MetricDataResults: [{ Values: [] }] });
    expect(await at(3600)).toMatchObject({ MetricDataResults: [{ Values: [5] }] });
  });

  it('pages through series and says of each whether it goes on', async () => {
    const { ask, record, start } = setUp();
    for (const count of [0, 1, 2]) record(count, count * 60);
    const input = {
      MetricDataQueries: [query('a', 'Maximum'), query('b', 'Sum')],
      ...span(start, 3),
      ScanBy: 'TimestampAscending',
      MaxDatapoints: 2,
    };
    const one = { ...(await ask('GetMetricData', input)) };
    expect(one).toMatchObject({
      MetricDataResults: [
        { Id: 'a', Values: [0, 1], StatusCode: 'PartialData' },
        { Id: 'b', Values: [], StatusCode: 'PartialData' },
      ],
    });
    const NextToken = 'NextToken' in one ? one.NextToken : undefined;
    const two = await ask('GetMetricData', { ...input, NextToken });
    expect(two).toMatchObject({
      MetricDataResults: [
        { Id: 'a', Values: [2], StatusCode: 'Complete' },
        { Id: 'b', Values: [0], StatusCode: 'PartialData' },
      ],
    });
  });

  it.each([
    { what: 'an expression', change: { MetricDataQueries: [{ Id: 'x', Expression: 'a+b' }] }, code: 'NotSimulated' },
    { what: 'a percentile', change: { MetricDataQueries: [query('x', 'p99')] }, code: 'NotSimulated' },
    {
      what: 'a period of 15 seconds',
      change: { MetricDataQueries: [query('x', 'Sum', 15)] },
      code: 'InvalidParameterValueException',
    },
    {
      what: 'a period of 90 seconds',
      change: { MetricDataQueries: [query('x', 'Sum', 90)] },
      code: 'InvalidParameterValueException',
    },
    {
      what: 'the same Id twice',
      change: { MetricDataQueries: [query('x', 'Sum'), query('x', 'Sum')] },
      code: 'ValidationError',
    },
    { what: 'an empty span', change: { EndTime: new Date(0) }, code: 'ValidationError' },
    { what: 'a token it did not give', change: { NextToken: 'x' }, code: 'InvalidNextToken' },
  ])('refuses $what', async ({ change, code }) => {
    const { ask, start } = setUp();
    const input = { MetricDataQueries: [query('x', 'Sum')], ...span(start, 5), ...change };
    expect(await codeOf(ask('GetMetricData', input))).toBe(code);
  });
});

describe('PutMetricData', () => {
  const put = (MetricData: object[], Namespace = 'Mainsail') => ({ Namespace, MetricData });

  it('stores values, counted values and statistic sets alike', async () => {
    const { ask, start } = setUp();
    const common = { MetricName: 'Runs', Unit: 'Count', Timestamp: new Date(start) };
    const set = { SampleCount: 2, Sum: 30, Minimum: 10, Maximum: 20 };
    const data = [{ Value: 1 }, { Values: [2, 3], Counts: [1, 2] }, { StatisticValues: set }];
    await ask('PutMetricData', put(data.map((datum) => ({ ...common, ...datum }))));
    const asked = {
      Namespace: 'Mainsail',
      MetricName: 'Runs',
      Period: 60,
      Statistics: ['SampleCount', 'Sum', 'Maximum'],
    };
    const answer = await ask('GetMetricStatistics', { ...asked, ...span(start, 1) });
    const Timestamp = new Date(start);
    expect(answer).toEqual({
      Label: 'Runs',
      Datapoints: [{ Timestamp, SampleCount: 6, Sum: 39, Maximum: 20, Unit: 'Count' }],
    });
  });

  const highResolution = async (StorageResolution: number, Period: number, afterSeconds = 60) => {
    const { ask, start, pass } = setUp();
    const data = [0, 10, 20].map((second) => ({
      MetricName: 'Ping',
      Value: second,
      Timestamp: new Date(start + 30_000 + second * 1000),
      StorageResolution,
    }));
    await ask('PutMetricData', put(data));
    await pass(afterSeconds);
    const input = { Namespace: 'Mainsail', MetricName: 'Ping', Period, Statistics: ['Sum'], ...span(start, 1) };
    const { Datapoints } = { Datapoints: [], ...(await ask('GetMetricStatistics', input)) };
    const second = ({ Timestamp }: { Timestamp: Date }) => (Timestamp.getTime() - start) / 1000;
    return Datapoints.map((one: { Timestamp: Date; Sum: number }) => [second(one), one.Sum]).reverse();
  };

  it.each([
    {
      resolution: 1,
      period: 10,
      sums: [
        [30, 0],
        [40, 10],
        [50, 20],
      ],
    },
    { resolution: 1, period: 30, sums: [[30, 30]] },
    { resolution: 1, period: 60, sums: [[0, 30]] },
    { resolution: 60, period: 10, sums: [[0, 30]] },
    { resolution: 60, period: 60, sums: [[0, 30]] },
  ])('stores at $resolution s, so that periods of $period s show $sums', async ({ resolution, period, sums }) => {
    expect(await highResolution(resolution, period)).toEqual(sums);
  });

  it('keeps single seconds for three hours, and their minutes for longer', async () => {
    expect(await highResolution(1, 10, 3 * 3600)).toHaveLength(3);
    expect(await highResolution(1, 10, 3 * 3600 + 120)).toEqual([]);
    expect(await highResolution(1, 60, 3 * 3600 + 120)).toEqual([[0, 30]]);
  });

  it.each([
    { what: 'a namespace of AWS', input: put([{ MetricName: 'x', Value: 1 }], 'AWS/RDS') },
    { what: 'what is not a number', input: put([{ MetricName: 'x', Value: Number.NaN }]) },
    { what: 'a datum of last month', input: put([{ MetricName: 'x', Value: 1, Timestamp: new Date(0) }]) },
    { what: 'a resolution of ten seconds', input: put([{ MetricName: 'x', Value: 1, StorageResolution: 10 }]) },
    { what: 'a datum with two values', input: put([{ MetricName: 'x', Value: 1, Values: [1] }]) },
  ])('refuses $what and stores nothing of the batch', async ({ input }) => {
    const { ask } = setUp();
    const batch = { ...input, MetricData: [{ MetricName: 'good', Value: 1 }, ...input.MetricData] };
    expect(await codeOf(ask('PutMetricData', batch))).toBe('InvalidParameterValueException');
    expect(await ask('ListMetrics')).toEqual({ Metrics: [], NextToken: undefined });
  });
});

describe('ListMetrics', () => {
  it('lists metrics with data of the last two weeks, in the Region of the call', async () => {
    const { ask, record, pass, cloudwatch } = setUp();
    record(1, 0);
    await pass(10 * 86_400);
    record(1, 10 * 86_400, 'DatabaseConnections');
    expect(await ask('ListMetrics', { MetricName: 'ReplicaLag' })).toEqual({
      Metrics: [metric()],
      NextToken: undefined,
    });
    const byDimension = { Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'other' }] };
    expect(await ask('ListMetrics', byDimension)).toMatchObject({ Metrics: [] });
    expect(await asker(cloudwatch, 'us-west-2')('ListMetrics')).toMatchObject({ Metrics: [] });
    await pass(5 * 86_400);
    expect(await ask('ListMetrics')).toMatchObject({ Metrics: [{ MetricName: 'DatabaseConnections' }] });
    expect(await ask('ListMetrics', { RecentlyActive: 'PT3H' })).toMatchObject({ Metrics: [] });
  });
});
