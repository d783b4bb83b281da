import { describe, expect, it } from 'vitest';
import { createReadDatabaseWatch } from '../../../shared/signals/read-database-watch.ts';
import { given, planOf } from '../support/plan.ts';
import { ago, failWith, isoAgo, silent, standIn } from './stand-in.ts';

const signals = [{ probe: 'https://orders.example.com/health' }];
const planWith = (detection: object) => planOf({ all: [given.check] }, { detection: { signals, ...detection } });
const plan = planWith({ databaseFailover: { instance: 'orders-prod' } });

type Setting = Readonly<{ instance?: () => object | Promise<object>; events?: () => object | Promise<object> }>;

const multiAz = () => ({ DBInstances: [{ DBInstanceIdentifier: 'orders-prod', MultiAZ: true }] });

const watch = ({ instance = multiAz, events = () => ({ Events: [] }) }: Setting) =>
  createReadDatabaseWatch(
    standIn({
      rds: ({ operation, region, input }) => {
        if (region !== 'us-west-2') return failWith('DatabaseOfAnotherRegion');
        if (operation === 'DescribeEvents') return events();
        const isAsked = 'DBInstanceIdentifier' in input && input.DBInstanceIdentifier === 'orders-prod';
        return isAsked ? instance() : failWith('DBInstanceNotFoundFault');
      },
    }),
  )(plan);

const failover = (...told: readonly (readonly [seconds: number, message: string])[]) => ({
  Events: told.map(([seconds, Message]) => ({ Date: ago(seconds), EventCategories: ['failover'], Message })),
});

describe('the watch on the primary database', () => {
  it('is not kept where the plan names none', async () => {
    expect(await createReadDatabaseWatch(standIn({}))(planWith({}))).toEqual({ kind: 'notAsked' });
  });

  it('finds a database without a second zone, which cannot fail over', async () => {
    const instance = () => ({ DBInstances: [{ MultiAZ: false }] });
    expect(await watch({ instance })).toEqual({ kind: 'singleZone' });
  });

  it.each([
    { when: 'no failover', events: failover(), times: {} },
    {
      when: 'a failover that goes on',
      events: failover([60, 'Multi-AZ instance failover started.']),
      times: { failoverStartedAt: isoAgo(60) },
    },
    {
      when: 'a failover that is over',
      events: failover([60, 'Multi-AZ instance failover started.'], [10, 'Multi-AZ instance failover completed']),
      times: { failoverStartedAt: isoAgo(60), failoverEndedAt: isoAgo(10) },
    },
    {
      when: 'the newest of two, in whatever order they are told',
      events: failover([20, 'Multi-AZ instance failover started.'], [400, 'Multi-AZ instance failover started.']),
      times: { failoverStartedAt: isoAgo(20) },
    },
    {
      when: 'a failover that was asked for and abandoned as none',
      events: failover([
        20,
        'Abandoning user requested failover since a failover recently occurred on the database instance.',
      ]),
      times: {},
    },
  ])('finds $when', async ({ events, times }) => {
    expect(await watch({ events: () => events })).toEqual({ kind: 'multiAz', ...times });
  });

  it('takes no other event for one of a failover', async () => {
    const events = () => ({
      Events: [
        { Date: ago(5), EventCategories: ['configuration change'], Message: 'Storage configuration upgrade started.' },
      ],
    });
    expect(await watch({ events })).toEqual({ kind: 'multiAz' });
  });

  it.each([
    { when: 'cannot be read', events: () => failWith('AccessDenied') },
    { when: 'come too late', events: silent },
  ])('leaves a Multi-AZ database its time when its events $when', async ({ events }) => {
    expect(await watch({ events })).toEqual({ kind: 'multiAz' });
  });

  it.each([
    { when: 'does not answer', instance: silent },
    { when: 'refuses', instance: () => failWith('AccessDenied') },
    { when: 'has no such instance', instance: () => failWith('DBInstanceNotFoundFault') },
  ])('does not know when RDS $when', async ({ instance }) => {
    expect(await watch({ instance })).toEqual({ kind: 'unknown' });
  });
});
