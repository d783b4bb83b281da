import { describe, expect, it } from 'vitest';
import { crossCheck, warnings } from '../../../deployment/plans/cross-checks.ts';
import { verifiedPlan } from '../../functions/verification/plan.ts';
import { given, planOf } from '../../shared/support/plan.ts';

const resourceId = 'db-REPLICAOFORDERSREPLICAOFOR';
const other = 'db-PRIMARYOFORDERSPRIMARYOFOR';
const replica = { instance: 'orders-replica', region: 'standby', resourceId };
const primary = { instance: 'orders-prod', region: 'primary', resourceId: other };
const zone = { zone: 'Z0123456789', name: 'example.com', private: false };
const records = {
  id: 'dns',
  switchDns: {
    ...{ strategy: 'records', zone: zone.zone, name: 'app.example.com' },
    ...{ from: { cname: 'west.example.com', ttl: '30s' }, to: { cname: 'east.example.com', ttl: '30s' } },
  },
};

type Pins = Readonly<{ databases?: readonly object[]; clusters?: readonly object[]; zones?: readonly object[] }>;
const planWith = (pins: Pins) =>
  planOf({ fence: [given.fence], data: [given.promote], traffic: [records], proof: [given.check] }, { pins });
const cluster = { cluster: 'orders-database', region: 'primary', resourceId: 'cluster-ORDERSORDERSORDERSORDERS' };
const ofPins = (complaints: ReturnType<typeof crossCheck>) =>
  complaints
    .filter(({ path }) => path[0] === 'pins')
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('\n');

describe('the pins of a plan', () => {
  it.each<{ fault: string; pins: Pins; says: RegExp }>([
    {
      fault: 'one of a database that no step names',
      pins: { databases: [{ ...replica, instance: 'orders-replika' }] },
      says: /^pins\.databases\.0: neither a step nor a verification names orders-replika on the standby side: /,
    },
    {
      fault: 'one on the wrong side',
      pins: { databases: [replica, { ...primary, region: 'standby' }] },
      says: /^pins\.databases\.1: neither a step nor a verification names orders-prod on the standby side: /,
    },
    {
      fault: 'one of a zone that no step names',
      pins: { zones: [{ ...zone, zone: 'Z0000000000' }] },
      says: /^pins\.zones\.0: no step names zone Z0000000000: /,
    },
    {
      fault: 'two of one database',
      pins: { databases: [replica, { ...replica, resourceId: other }] },
      says: /orders-replica on the standby side is pinned twice/,
    },
    {
      fault: 'one id for two databases',
      pins: { databases: [replica, { ...primary, resourceId }] },
      says: /db-REPLICA\w+ is pinned twice/,
    },
    {
      fault: 'one of a cluster that no verification restores',
      pins: { clusters: [cluster] },
      says: /^pins\.clusters\.0: no verification restores cluster orders-database$/,
    },
    { fault: 'two of one cluster', pins: { clusters: [cluster, cluster] }, says: /cluster-ORDERS\w+ is pinned twice/ },
    { fault: 'two of one zone', pins: { zones: [zone, zone] }, says: /zone Z0123456789 is pinned twice/ },
  ])('cannot have $fault', ({ pins, says }) => {
    expect(ofPins(crossCheck(planWith(pins)))).toMatch(says);
  });

  it.each([
    { what: 'no resource id', pin: { ...replica, resourceId: 'orders-replica' } },
    { what: 'no side', pin: { ...replica, region: 'us-east-1' } },
    { what: 'a field that is misspelt', pin: { ...replica, sources: 'orders-prod' } },
  ])('are refused by the schema with $what', ({ pin }) => {
    expect(() => planWith({ databases: [pin] })).toThrow();
  });

  it.each([
    {
      kind: 'cluster',
      asked: 'cluster orders-database, whose backups are restored, is not pinned',
      pins: { clusters: [cluster] },
    },
    {
      kind: 'instance',
      asked: 'instance orders-database, whose backups are restored, is not pinned',
      pins: { databases: [{ instance: 'orders-database', region: 'standby', resourceId }] },
    },
  ] as const)('are asked for, and taken, of a restored $kind', ({ kind, asked, pins }) => {
    const { restoreVerification } = verifiedPlan(kind);
    expect(ofPins(warnings({ ...planWith({}), restoreVerification }))).toContain(asked);
    expect(ofPins(warnings({ ...planWith(pins), restoreVerification }))).not.toContain('restored');
    expect(ofPins(crossCheck({ ...planWith(pins), restoreVerification }))).toBe('');
  });

  it('are asked for, each once, and not once they are there', () => {
    const none = ofPins(warnings(planWith({})));
    for (const name of ['orders-prod in us-west-2', 'orders-replica in us-east-1', `zone ${zone.zone}`])
      expect(none.split(`${name} is not pinned`)).toHaveLength(2);
    expect(ofPins(warnings(planWith({ databases: [replica, primary], zones: [zone] })))).toBe('');
    expect(
      ofPins(crossCheck(planWith({ databases: [{ ...replica, source: 'orders-prod' }, primary], zones: [zone] }))),
    ).toBe('');
  });
});
