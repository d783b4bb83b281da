import type { Event } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { createReadSignals } from '../../../shared/signals/read-signals.ts';
import { ago, failWith, isoAgo, now, standIn, watching } from './stand-in.ts';

type Told = readonly [ago: number, category: string, message: string];

const eventOf = ([seconds, category, message]: Told): Event => ({
  Date: ago(seconds),
  EventCategories: [category],
  Message: message,
});

const shutdown: Told = [300, 'availability', 'DB instance shutdown'];

const readOf = async (told: readonly Told[], change: object = {}) => {
  const asked: object[] = [];
  const clients = standIn({
    rds: ({ region, input }) => {
      if (region !== 'us-west-2') return failWith('EventsOfAnotherRegion');
      asked.push(input);
      return { Events: told.map(eventOf) };
    },
  });
  const [reading] = await createReadSignals(clients, () => now)(watching({ rdsEvent: 'orders-prod', ...change }));
  return { reading, asked };
};

describe('what RDS tells of an instance', () => {
  it('is asked in its own Region for the time that the plan gives', async () => {
    const { reading, asked } = await readOf([shutdown], { within: '10m' });
    expect(asked).toEqual([{ SourceIdentifier: 'orders-prod', SourceType: 'db-instance', Duration: 10 }]);
    expect(reading).toEqual({
      signal: 'RDS events of orders-prod in us-west-2',
      vantage: 'us-west-2',
      state: 'bad',
      answer: 'DB instance shutdown',
      since: isoAgo(300),
      ageSeconds: 300,
      at: now,
    });
  });

  // Texts of USER_Events.Messages.html, with values where the page has placeholders.
  it.each<{ category: string; message: string }>([
    { category: 'availability', message: 'DB instance shutdown.' },
    { category: 'availability', message: 'Error restarting mysql: out of memory.' },
    {
      category: 'availability',
      message: 'DB instance has reached the storage-full threshold, and the database has been shut down.',
    },
    {
      category: 'availability',
      message: 'Amazon RDS has been unable to access the KMS encryption key for database instance orders-prod.',
    },
    { category: 'failure', message: 'DB instance put into storage-failure state.' },
    { category: 'failure', message: 'Database instance put into incompatible-parameters. Too much memory.' },
    { category: 'failure', message: 'Database instance in incompatible-network. No such subnet.' },
    {
      category: 'failure',
      message: 'Unable to move incompatible-network database, orders-prod, to the available status',
    },
    { category: 'failure', message: 'The DB instance has failed due to an underlying storage issue.' },
  ])('is bad by "$message"', async ({ category, message }) => {
    expect((await readOf([[60, category, message]])).reading).toMatchObject({ state: 'bad', since: isoAgo(60) });
  });

  it.each<{ category: string; message: string }>([
    {
      category: 'availability',
      message:
        'Free storage capacity for DB instance orders-prod is low. The database will be shut down to prevent corruption.',
    },
    { category: 'failure', message: 'Storage autoscaling is unable to scale the storage for the reason: quota.' },
    { category: 'failure', message: 'DB instance is in an invalid state. No actions are necessary.' },
    {
      category: 'failure',
      message: 'Amazon RDS has been unable to configure enhanced monitoring on your instance: orders-prod',
    },
    { category: 'notification', message: 'DB instance stopped.' },
    { category: 'backup', message: 'Finished DB instance backup.' },
  ])('is not bad by "$message"', async ({ category, message }) => {
    expect((await readOf([[60, category, message]])).reading).toMatchObject({
      state: 'good',
      answer: 'RDS has told of no failure within 900 s',
    });
  });

  it.each<{ category: string; message: string; state: string }>([
    { category: 'availability', message: 'DB instance restarted', state: 'good' },
    { category: 'failover', message: 'Multi-AZ instance failover completed', state: 'good' },
    { category: 'failover', message: 'Multi-AZ instance activation completed.', state: 'good' },
    { category: 'failover', message: 'Recovered from partial failover.', state: 'good' },
    { category: 'recovery', message: 'Recovery of the DB instance is complete.', state: 'good' },
    { category: 'maintenance', message: 'Finished applying off-line patches to DB instance.', state: 'good' },
    { category: 'notification', message: 'DB instance started', state: 'good' },
    {
      category: 'failure',
      message: 'Amazon RDS can now successfully access the KMS encryption key for database instance orders-prod.',
      state: 'good',
    },
    { category: 'failover', message: 'Multi-AZ instance failover started.', state: 'bad' },
    { category: 'recovery', message: 'Recovery of the DB instance has started.', state: 'bad' },
    {
      category: 'recovery',
      message: 'Multi-AZ instance recovery completed. Pending failover or activation.',
      state: 'bad',
    },
    { category: 'notification', message: 'DB instance is being started due to it exceeding 7 days.', state: 'bad' },
  ])('after a shutdown is $state by "$message"', async ({ category, message, state }) => {
    expect((await readOf([[60, category, message], shutdown])).reading).toMatchObject({ state });
  });

  it('is bad when the shutdown came after the restart', async () => {
    expect((await readOf([shutdown, [400, 'availability', 'DB instance restarted']])).reading).toMatchObject({
      state: 'bad',
    });
  });

  it.each([
    { seconds: 90, state: 'bad' },
    { seconds: 91, state: 'good' },
  ])('within 90 s is $state by a shutdown $seconds s ago', async ({ seconds, state }) => {
    const { reading } = await readOf([[seconds, 'availability', 'DB instance shutdown']], { within: '90s' });
    expect(reading).toMatchObject({ state });
  });

  it('is read to the last page', async () => {
    const first = { Events: [eventOf([400, 'availability', 'DB instance restarted'])], Marker: '2' };
    const last = { Events: [eventOf(shutdown)] };
    const clients = standIn({
      rds: ({ input }) => ('Marker' in input && input.Marker === '2' ? last : first),
    });
    const readings = await createReadSignals(clients, () => now)(watching({ rdsEvent: 'orders-prod' }));
    expect(readings).toMatchObject([{ state: 'bad' }]);
  });
});
