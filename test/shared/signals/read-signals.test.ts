import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReadSignals } from '../../../shared/signals/read-signals.ts';
import { ago, failWith, now, silent, standIn, watching } from './stand-in.ts';

const plan = watching(
  { alarm: 'orders-5xx' },
  { probe: 'https://orders.example.com/health' },
  { alarm: 'orders-queue', region: 'standby' },
  { rdsEvent: 'orders-prod' },
);

const ok = { MetricAlarms: [{ AlarmName: 'orders-queue', StateValue: 'OK' }], CompositeAlarms: [] };

describe('the signals of a plan', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are told in the order of the plan, those of a silent Region as unreadable after 1.2 s in all', async () => {
    const clients = standIn({
      cloudWatch: ({ region, operation }) => {
        if (region === 'us-west-2') return silent();
        return operation === 'GetMetricStatistics'
          ? { Datapoints: [{ Timestamp: ago(60), Minimum: 1, Maximum: 1 }] }
          : ok;
      },
      rds: silent,
    });
    const readings = createReadSignals(clients, () => now)(plan);
    let isDone = false;
    void readings.then(() => {
      isDone = true;
    });
    await vi.advanceTimersByTimeAsync(1199);
    expect(isDone).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    const unreadable = { state: 'unreadable', answer: 'no answer within 1.2 s', vantage: 'us-west-2' };
    expect(await readings).toMatchObject([
      { ...unreadable, signal: 'alarm orders-5xx in us-west-2' },
      { state: 'bad', signal: 'probe of https://orders.example.com/health' },
      { state: 'good', signal: 'alarm orders-queue in us-east-1' },
      { ...unreadable, signal: 'RDS events of orders-prod in us-west-2' },
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are all told when every look fails, each by its error', async () => {
    const clients = standIn({ cloudWatch: () => failWith('Throttling'), rds: () => failWith('AccessDenied') });
    const readings = await createReadSignals(clients, () => now)(plan);
    expect(readings.map(({ state, answer }) => `${state}: ${answer}`)).toEqual([
      'unreadable: Throttling',
      'unreadable: Throttling',
      'unreadable: Throttling',
      'unreadable: AccessDenied',
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
