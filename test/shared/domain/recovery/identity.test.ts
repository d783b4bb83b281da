import { describe, expect, it } from 'vitest';
import {
  identityOf,
  mayBeMade,
  mistakenDatabase,
  mistakenSource,
  mistakenZone,
  sourcesOf,
  unpinned,
} from '../../../../shared/domain/recovery/identity.ts';
import { failover, given, planOf } from '../../support/plan.ts';

const { fence } = given;
const records = {
  id: 'dns',
  switchDns: {
    ...{ strategy: 'records', zone: 'Z1ORDERS', name: 'app.example.com' },
    ...{ from: { cname: 'west.example.com', ttl: '30s' }, to: { cname: 'east.example.com', ttl: '30s' } },
  },
};
const replica = { instance: 'orders-replica', region: 'standby' } as const;
const resourceId = 'db-REPLICAOFORDERSREPLICAOFOR';
const zonePin = { zone: 'Z1ORDERS', name: 'example.com', private: false };

type Pins = Readonly<Record<string, readonly object[]>>;
const planWith = (steps: Parameters<typeof planOf>[0][string], pins: Pins = {}) => planOf({ data: steps }, { pins });
const identityWith = (...args: Parameters<typeof planWith>) => identityOf(planWith(...args));

describe('a database of a name that is pinned', () => {
  const pinned = identityWith([given.promote], { databases: [{ ...replica, resourceId }] });

  it('is the one that is meant by its resource id', () => {
    expect(mistakenDatabase(pinned, replica, resourceId)).toBeUndefined();
  });

  it('is another one by its resource id, and both are named', () => {
    const said = mistakenDatabase(pinned, replica, 'db-STRANGERSTRANGERSTRANGERST');
    expect(said).toMatch(/orders-replica in us-east-1 is db-STRANGER.*pins db-REPLICA/);
  });

  it.each([
    { when: 'in the other Region', named: { ...replica, region: 'primary' as const } },
    { when: 'under another name', named: { ...replica, instance: 'orders-other' } },
  ])('says nothing of one $when', ({ named }) => {
    expect(mistakenDatabase(pinned, named, 'db-STRANGERSTRANGERSTRANGERST')).toBeUndefined();
  });
});

describe('the source of a replica', () => {
  const source = { id: 'orders-prod', region: 'us-west-2' };

  it.each<{ when: string; identity: ReturnType<typeof identityWith>; source: typeof source; says: RegExp | undefined }>(
    [
      { when: 'the plan fences it', identity: identityWith([fence, given.promote]), source, says: undefined },
      { when: 'the plan names no primary', identity: identityWith([given.promote]), source, says: undefined },
      {
        when: 'it is another database than the plan fences',
        identity: identityWith([fence, given.promote]),
        source: { ...source, id: 'billing-prod' },
        says: /replicates billing-prod in us-west-2, and the plan means a replica of orders-prod/,
      },
      {
        when: 'it is in the Region of the replica',
        identity: identityWith([given.promote]),
        source: { ...source, region: 'us-east-1' },
        says: /not a database in us-west-2/,
      },
      {
        when: 'a pin names another one than the plan fences',
        identity: identityWith([fence, given.promote], {
          databases: [{ ...replica, resourceId, source: 'orders-new' }],
        }),
        source: { ...source, id: 'orders-new' },
        says: undefined,
      },
      {
        when: 'a pin names another one',
        identity: identityWith([given.promote], { databases: [{ ...replica, resourceId, source: 'orders-new' }] }),
        source,
        says: /means a replica of orders-new/,
      },
    ],
  )('is right or wrong: $when', ({ identity, source: found, says }) => {
    const said = mistakenSource(identity, replica, found);
    if (says === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(says);
  });

  it('is not among the databases of its own Region', () => {
    const fencedHere = { id: 'fence', fenceDatabase: { ...fence.fenceDatabase, region: 'standby' } };
    expect(sourcesOf(identityWith([fencedHere, given.promote]), replica)).toEqual([]);
  });

  it('is the one that is given time to fail over by itself', () => {
    const detection = {
      signals: [{ probe: 'https://orders.example.com/health' }],
      databaseFailover: { instance: 'orders-prod', region: 'primary' },
    };
    const identity = identityOf(planOf({ data: [given.promote] }, { detection }));
    expect(sourcesOf(identity, replica).map(({ instance }) => instance)).toEqual(['orders-prod']);
  });
});

describe('a hosted zone', () => {
  const name = { zone: 'Z1ORDERS', name: 'app.example.com' };
  const pinned = identityWith([records], { zones: [zonePin] });
  const free = identityWith([records]);
  const open = { name: 'example.com', isPrivate: false };

  it.each([
    { when: 'is the pinned one', identity: pinned, found: open, says: undefined },
    { when: 'can hold the name', identity: free, found: open, says: undefined },
    { when: 'is the name itself', identity: free, found: { ...open, name: 'app.example.com' }, says: undefined },
    {
      when: 'is another one',
      identity: pinned,
      found: { ...open, name: 'example.org' },
      says: /pins the public zone example.com/,
    },
    {
      when: 'is the private one of that name',
      identity: pinned,
      found: { ...open, isPrivate: true },
      says: /pins the public/,
    },
    {
      when: 'is private, and nobody said so',
      identity: free,
      found: { ...open, isPrivate: true },
      says: /only its own networks/,
    },
    {
      when: 'cannot hold the name',
      identity: free,
      found: { ...open, name: 'ample.com' },
      says: /cannot hold app.example.com/,
    },
    {
      when: 'is private, as pinned',
      identity: identityWith([records], { zones: [{ ...zonePin, private: true }] }),
      found: { ...open, isPrivate: true },
      says: undefined,
    },
  ])('that $when', ({ identity, found, says }) => {
    const said = mistakenZone(identity, name, found);
    if (says === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(says);
  });
});

describe('what is known by its name alone', () => {
  it('is each database and zone once', () => {
    const plan = planWith([fence, given.promote, records]);
    expect(unpinned(plan, [failover(plan)])).toEqual([
      'orders-prod in us-west-2',
      'orders-replica in us-east-1',
      'zone Z1ORDERS',
    ]);
  });

  it('is nothing once all is pinned', () => {
    const databases = [
      { ...replica, resourceId },
      { instance: 'orders-prod', region: 'primary', resourceId: 'db-PRIMARYOFORDERSPRIMARYOFO' },
    ];
    const plan = planWith([fence, given.promote, records], { databases, zones: [zonePin] });
    expect(unpinned(plan, [failover(plan)])).toEqual([]);
  });

  it('is not what a person makes during the run', () => {
    const plan = planOf({ before: [given.ask], data: [given.promote] });
    expect(mayBeMade(failover(plan), 'database')).toBe(true);
    expect(unpinned(plan, [failover(plan)])).toEqual([]);
  });

  it('is what a person is asked beside, and not before', () => {
    const plan = planWith([given.ask, given.promote]);
    expect(mayBeMade(failover(plan), 'database')).toBe(false);
  });
});
