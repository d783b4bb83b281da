import { describe, expect, it } from 'vitest';
import { createReadSignals } from '../../../shared/signals/read-signals.ts';
import { datapointsOf, failWith, isoAgo, now, standIn, watching } from './stand-in.ts';

const minutes = (...values: readonly (readonly [ago: number, value: number])[]) =>
  values.map(([seconds, value]) => ({ ago: seconds, value }));

const readOf = async (points: ReturnType<typeof minutes>, every = '60s') => {
  const asked: object[] = [];
  const clients = standIn({
    cloudWatch: ({ operation, region, input }) => {
      if (region !== 'us-east-1') return failWith('ProbeOfAnotherRegion');
      if (operation !== 'GetMetricStatistics') return failWith('NothingIsToldOfAlarms');
      asked.push(input);
      return datapointsOf(input, points);
    },
  });
  const plan = watching({ probe: 'https://orders.example.com/health', every });
  const [reading] = await createReadSignals(clients, () => now)(plan);
  return { reading, asked };
};

describe('a probe', () => {
  it('is read from the metric in the standby Region that belongs to its place in the plan', async () => {
    const { reading, asked } = await readOf(minutes([60, 1]));
    expect(asked).toMatchObject([
      {
        Namespace: 'Lifeboat',
        MetricName: 'ProbeFailed',
        Dimensions: [
          { Name: 'Plan', Value: 'orders' },
          { Name: 'Signal', Value: '0' },
        ],
        Period: 60,
      },
    ]);
    expect(reading).toMatchObject({ signal: 'probe of https://orders.example.com/health', vantage: 'us-east-1' });
  });

  it.each([
    { every: '10s', period: 10 },
    { every: '30s', period: 30 },
    { every: '60s', period: 60 },
  ])('that asks every $every is read in periods of $period s', async ({ every, period }) => {
    const { asked } = await readOf(minutes([60, 1]), every);
    expect(asked).toMatchObject([{ Period: period }]);
  });

  it.each([
    { when: 'its newest ask failed', points: minutes([120, 0], [60, 1]), state: 'bad' },
    { when: 'its newest ask was answered', points: minutes([120, 1], [60, 0]), state: 'good' },
    { when: 'its last result is as old as three asks and half a minute', points: minutes([270, 1]), state: 'bad' },
    { when: 'its last result is older', points: minutes([271, 1]), state: 'stale' },
    { when: 'it has left no result', points: [], state: 'stale' },
  ])('is $state when $when', async ({ points, state }) => {
    expect((await readOf(points)).reading).toMatchObject({ state });
  });

  it.each([
    { every: '10s', at: 70, state: 'bad' },
    { every: '10s', at: 71, state: 'stale' },
    { every: '30s', at: 150, state: 'bad' },
    { every: '30s', at: 151, state: 'stale' },
  ])('that asks every $every and left its last result $at s ago is $state', async ({ every, at, state }) => {
    expect((await readOf(minutes([at, 1]), every)).reading).toMatchObject({ state });
  });

  it.each([
    { when: 'the first failure after an answer', points: minutes([240, 1], [180, 0], [120, 1], [60, 1]), since: 60 },
    { when: 'the first of all results', points: minutes([180, 1], [120, 1], [60, 1]), since: 120 },
    { when: 'the first after a gap, in which nobody looked', points: minutes([600, 1], [120, 1], [60, 1]), since: 60 },
    { when: 'the one before a result that is missing', points: minutes([180, 1], [60, 1]), since: 120 },
  ])('has been bad since the end of the minute of $when', async ({ points, since }) => {
    expect((await readOf(points)).reading).toMatchObject({ state: 'bad', since: isoAgo(since) });
  });

  it('says how old its newest result is, from the end of its period', async () => {
    expect((await readOf(minutes([100, 0]))).reading).toMatchObject({ ageSeconds: 40, at: now });
  });
});
