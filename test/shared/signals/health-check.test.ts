import type { HealthCheckConfig, HealthCheckObservation } from '@aws-sdk/client-route-53';
import { describe, expect, it } from 'vitest';
import { createReadSignals } from '../../../shared/signals/read-signals.ts';
import { ago, datapointsOf, failWith, isoAgo, now, silent, standIn, watching } from './stand-in.ts';

const healthCheck = '11111111-2222-3333-4444-555555555555';
const signal = { healthCheck, host: 'orders.example.com' };

const config: HealthCheckConfig = { Type: 'HTTPS', FullyQualifiedDomainName: 'orders.example.com' };

const observed = (text: string, age = 20): HealthCheckObservation => ({
  Region: 'eu-west-1',
  StatusReport: { Status: `${text}: HTTP Status Code`, CheckedTime: ago(age) },
});

const checkers = (well: number, ill: number, age = 20): HealthCheckObservation[] => [
  ...Array.from({ length: well }, () => observed('Success', age)),
  ...Array.from({ length: ill }, () => observed('Failure', age)),
];

type Setting = Readonly<{
  settings?: Partial<HealthCheckConfig> | (() => Promise<never>);
  observations?: readonly HealthCheckObservation[] | (() => Promise<never>);
  /** Values of HealthCheckStatus, one a minute, the newest last and a minute old. */
  metric?: readonly number[] | (() => Promise<never>);
  /** The same of HealthCheckPercentageHealthy, which is there while checkers are at work. */
  share?: readonly number[];
}>;

const given = { settings: {}, observations: checkers(0, 16), metric: [1, 0, 0], share: [0] } satisfies Setting;

const minuteValues = (values: readonly number[]) =>
  values.map((value, index) => ({ ago: 60 * (values.length - index), value }));

const readOf = async (change: Setting, of: object = signal) => {
  const { settings, observations, metric, share } = { ...given, ...change };
  const clients = standIn({
    route53: async ({ operation }) => {
      if (operation === 'GetHealthCheckStatus')
        return { HealthCheckObservations: typeof observations === 'function' ? await observations() : observations };
      const changed = typeof settings === 'function' ? await settings() : settings;
      return { HealthCheck: { Id: healthCheck, HealthCheckConfig: { ...config, ...changed } } };
    },
    cloudWatch: async ({ region, input }) => {
      if (region !== 'us-east-1') return failWith('HealthMetricsOfAnotherRegion');
      if ('MetricName' in input && input.MetricName === 'HealthCheckPercentageHealthy')
        return datapointsOf(input, minuteValues(share));
      return datapointsOf(input, minuteValues(typeof metric === 'function' ? await metric() : metric));
    },
  });
  const [reading] = await createReadSignals(clients, () => now)(watching(of));
  return reading;
};

const refused = (name: string) => async () => failWith(name);

describe('a health check', () => {
  it('that its checkers find ill is bad, seen by Route 53, since its metric turned', async () => {
    expect(await readOf({})).toEqual({
      signal: 'health check orders.example.com',
      vantage: 'route53',
      state: 'bad',
      answer: '0 of 16 checkers had a good answer',
      since: isoAgo(60),
      ageSeconds: 20,
      at: now,
    });
  });

  it('whose metric has not turned yet is bad since this look', async () => {
    expect(await readOf({ metric: [1, 1] })).not.toHaveProperty('since');
  });

  it.each([
    { well: 16, ill: 0, state: 'good' },
    { well: 19, ill: 81, state: 'good' },
    { well: 18, ill: 82, state: 'bad' },
    { well: 0, ill: 16, state: 'bad' },
  ])('is $state when $well checkers find it well and $ill ill', async ({ well, ill, state }) => {
    expect(await readOf({ observations: checkers(well, ill) })).toMatchObject({ state });
  });

  it.each([
    { well: 16, ill: 0, state: 'bad' },
    { well: 0, ill: 16, state: 'good' },
  ])('that is inverted is $state when $well checkers find it well and $ill ill', async ({ well, ill, state }) => {
    const observations = checkers(well, ill);
    expect(await readOf({ settings: { Inverted: true }, observations })).toMatchObject({ state });
  });

  it('is judged by the checkers that have looked of late', async () => {
    const observations = [...checkers(16, 0, 91), ...checkers(0, 2, 90)];
    expect(await readOf({ observations })).toMatchObject({ state: 'bad', answer: '0 of 2 checkers had a good answer' });
  });

  it.each<{ when: string; settings: Partial<HealthCheckConfig>; state: string }>([
    { when: 'of another host', settings: { FullyQualifiedDomainName: 'test.example.com' }, state: 'retargeted' },
    {
      when: 'whose host is written in capitals',
      settings: { FullyQualifiedDomainName: 'Orders.Example.COM' },
      state: 'bad',
    },
  ])('$when is $state', async ({ settings, state }) => {
    expect(await readOf({ settings })).toMatchObject({ state });
  });

  it.each([
    { is: 'disabled', settings: {}, takes: 'it is disabled, and Route 53 takes it for healthy' },
    {
      is: 'disabled and inverted',
      settings: { Inverted: true },
      takes: 'it is disabled and inverted, and Route 53 takes it for unhealthy',
    },
  ])('that is $is says nothing of the service, whatever its metric says', async ({ settings, takes }) => {
    for (const metric of [[1], [0]]) {
      const reading = await readOf({ settings: { Disabled: true, ...settings }, observations: [], metric });
      expect(reading).toMatchObject({ state: 'disabled', answer: `${takes}, whatever the service does` });
    }
  });

  it.each([
    { share: [0], state: 'bad', answer: 'unhealthy, by its metric' },
    { share: [], state: 'unreadable', answer: 'nothing shows that it is not disabled' },
    { share: [0, NaN, NaN, NaN, NaN], state: 'unreadable', answer: 'nothing shows that it is not disabled' },
  ])('whose settings cannot be read is $state by values of its checkers: $share', async ({ share, state, answer }) => {
    const change = { settings: refused('Throttling'), observations: refused('Throttling'), metric: [0], share };
    expect(await readOf(change)).toMatchObject({ state, answer: expect.stringContaining(answer) });
  });

  it('that does not exist is missing', async () => {
    const noSuch = refused('NoSuchHealthCheck');
    expect(await readOf({ settings: noSuch, observations: noSuch, metric: [] })).toMatchObject({ state: 'missing' });
  });
});

describe('a health check whose checkers cannot be asked', () => {
  const unasked = refused('InvalidInput');

  it.each<{ when: string; change: Setting; state: string; since?: string }>([
    { when: 'is calculated and unhealthy', change: { observations: unasked }, state: 'bad', since: isoAgo(60) },
    { when: 'is healthy', change: { observations: unasked, metric: [0, 1] }, state: 'good' },
    { when: 'has seen nothing of late', change: { observations: checkers(16, 0, 91) }, state: 'bad' },
    { when: 'is in a Region that is silent', change: { observations: silent, settings: silent }, state: 'bad' },
    {
      when: 'has a gap in its metric',
      change: { observations: unasked, metric: [0, Number.NaN, Number.NaN, Number.NaN, 0] },
      state: 'bad',
      since: isoAgo(0),
    },
    { when: 'has no metric', change: { observations: unasked, metric: [] }, state: 'stale' },
    {
      when: 'may not be read at all',
      change: { observations: unasked, metric: refused('AccessDenied') },
      state: 'unreadable',
    },
  ])('and that $when is $state by its metric', async ({ change, state, since }) => {
    const reading = await readOf(change);
    expect(reading).toMatchObject(since === undefined ? { state } : { state, since });
  });

  it.each([
    { minutesAgo: 4, state: 'bad' },
    { minutesAgo: 5, state: 'stale' },
  ])('is $state by a metric whose last value began $minutesAgo minutes ago', async ({ minutesAgo, state }) => {
    const metric = [0, ...Array.from({ length: minutesAgo - 1 }, () => Number.NaN)];
    expect(await readOf({ observations: unasked, metric })).toMatchObject({ state });
  });

  it('does not take what they saw for its state while nobody knows whether it is inverted', async () => {
    const change = { settings: refused('ServiceUnavailable'), observations: checkers(16, 0), metric: [0, 0] };
    expect(await readOf(change)).toMatchObject({ state: 'bad', answer: 'unhealthy, by its metric' });
  });

  it('is told with the error that stood in the way', async () => {
    const change = { observations: refused('Throttling'), metric: refused('AccessDenied') };
    expect(await readOf(change)).toMatchObject({ answer: 'AccessDenied' });
  });
});
