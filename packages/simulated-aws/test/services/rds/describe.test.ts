import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { codeOf } from '../test-world.ts';
import { createHarbour, primary, standby } from './harbour.ts';

const Listing = z.looseObject({
  DBInstances: z.array(z.looseObject({ DBInstanceIdentifier: z.string() })),
  Marker: z.string().optional(),
});

const idsOf = (answer: object) => Listing.parse(answer).DBInstances.map((one) => one.DBInstanceIdentifier);

const withMany = (count: number) => {
  const harbour = createHarbour();
  const ids = Array.from({ length: count }, (_, index) => `orders-${index}`);
  for (const id of ids) harbour.rds.addInstance({ id, region: standby, engine: 'postgres' });
  return { ...harbour, ids: ['harbour-dr', ...ids] };
};

describe('DescribeDBInstances', () => {
  it('names replicas and sources of another Region by ARN, those of the same Region by id', () => {
    const { inspect, inspectSource, prod, dr, rds } = createHarbour({ replica: { backupRetentionPeriod: 1 } });
    rds.addInstance({ id: 'harbour-reader', region: standby, engine: 'postgres', replicaOf: dr.arn });
    expect(inspectSource().ReadReplicaDBInstanceIdentifiers).toEqual([dr.arn]);
    expect(inspect()).toMatchObject({
      ReadReplicaSourceDBInstanceIdentifier: prod.arn,
      ReadReplicaDBInstanceIdentifiers: ['harbour-reader'],
    });
    const reader = rds.inspect({ region: standby, id: 'harbour-reader' });
    expect(reader.ReadReplicaSourceDBInstanceIdentifier).toBe('harbour-dr');
  });

  it('gives the instances of a Region endpoints that differ in the id alone', () => {
    const { rds, inspect, inspectSource } = createHarbour();
    rds.addInstance({ id: 'other', region: standby, engine: 'postgres' });
    const [address, other] = [inspect(), rds.inspect({ region: standby, id: 'other' })].map(
      (one) => one.Endpoint?.Address,
    );
    expect(address).toMatch(/^harbour-dr\.c[a-z0-9]{11}\.us-east-1\.rds\.amazonaws\.com$/);
    expect(other).toBe(address?.replace('harbour-dr', 'other'));
    expect(inspectSource().Endpoint?.Address).toMatch(/^harbour-prod\.c[a-z0-9]{11}\.us-west-2\.rds\.amazonaws\.com$/);
  });

  it('shows a healthy replica as replicating and its source without a status of replication', () => {
    const { inspect, inspectSource } = createHarbour();
    expect(inspect().StatusInfos).toEqual([{ StatusType: 'read replication', Normal: true, Status: 'replicating' }]);
    expect(inspectSource().StatusInfos).toBeUndefined();
  });

  it('pages through 251 instances by 100, each of them once', async () => {
    const { ask, ids } = withMany(250);
    const found: string[] = [];
    const sizes: number[] = [];
    let marker: string | undefined;
    do {
      const page = Listing.parse(await ask.standby('DescribeDBInstances', { Marker: marker }));
      found.push(...idsOf(page));
      sizes.push(page.DBInstances.length);
      marker = page.Marker;
    } while (marker !== undefined);
    expect(sizes).toEqual([100, 100, 51]);
    expect(found).toEqual(ids);
  });

  it.each([
    { what: 'fewer than 20 records', input: { MaxRecords: 19 } },
    { what: 'more than 100 records', input: { MaxRecords: 101 } },
    { what: 'a marker that it did not give', input: { Marker: 'b3RoZXI' } },
  ])('refuses to page by $what', async ({ input }) => {
    const { ask } = createHarbour();
    expect(await codeOf(ask.standby('DescribeDBInstances', input))).toBe('InvalidParameterValue');
  });

  it('finds one by id in any case, by ARN, and by filters', async () => {
    const { ask, dr } = withMany(3);
    const filter = (name: string, value: string) => ({ Filters: [{ Name: name, Values: [value] }] });
    const inputs = [
      { DBInstanceIdentifier: 'Harbour-DR' },
      { DBInstanceIdentifier: dr.arn },
      filter('db-instance-id', 'harbour-dr'),
      filter('db-instance-id', dr.arn),
      filter('dbi-resource-id', dr.resourceId),
    ];
    const answers = await Promise.all(inputs.map((input) => ask.standby('DescribeDBInstances', input)));
    expect(answers.map(idsOf)).toEqual(inputs.map(() => ['harbour-dr']));
  });

  it('answers an unknown id with an error, and a filter that nothing meets with nothing', async () => {
    const { ask } = createHarbour();
    const unknown = ask.standby('DescribeDBInstances', { DBInstanceIdentifier: 'harbour-prod' });
    await expect(unknown).rejects.toMatchObject({ code: 'DBInstanceNotFoundFault', status: 404 });
    const Filters = [{ Name: 'db-instance-id', Values: ['harbour-prod'] }];
    expect(idsOf(await ask.standby('DescribeDBInstances', { Filters }))).toEqual([]);
  });

  it('refuses by name a filter that is not modelled', async () => {
    const { ask } = createHarbour();
    const asked = ask.standby('DescribeDBInstances', { Filters: [{ Name: 'db-cluster-id', Values: ['x'] }] });
    await expect(asked).rejects.toThrow('NotSimulated: rds:DescribeDBInstances with the filter db-cluster-id');
  });

  it('lists the tags of an instance by its ARN', async () => {
    const { ask, dr } = createHarbour({ replica: { tags: { team: 'payments' } } });
    const answer = await ask.standby('ListTagsForResource', { ResourceName: dr.arn });
    expect(answer).toEqual({ TagList: [{ Key: 'team', Value: 'payments' }] });
  });
});

describe('DescribeEvents', () => {
  it('tells of the last hour unless asked for more, and of one instance when asked', async () => {
    const { ask, pass } = createHarbour();
    await ask.primary('RebootDBInstance', { DBInstanceIdentifier: 'harbour-prod' });
    await pass(61);
    const restarted = {
      SourceIdentifier: 'harbour-prod',
      EventCategories: ['availability'],
      Message: 'DB instance restarted',
    };
    expect(await ask.primary('DescribeEvents')).toMatchObject({ Events: [restarted] });
    const other = { SourceIdentifier: 'harbour-x', SourceType: 'db-instance' };
    expect(await ask.primary('DescribeEvents', other)).toMatchObject({ Events: [] });
    await pass(3600);
    expect(await ask.primary('DescribeEvents')).toMatchObject({ Events: [] });
    expect(await ask.primary('DescribeEvents', { Duration: 120 })).toMatchObject({ Events: [restarted] });
    expect(await ask.standby('DescribeEvents', { Duration: 120 })).toMatchObject({ Events: [] });
  });

  it('refuses an identifier without its type', async () => {
    const { ask } = createHarbour();
    const asked = ask.standby('DescribeEvents', { SourceIdentifier: 'harbour-dr' });
    expect(await codeOf(asked)).toBe('InvalidParameterCombination');
  });
});

it('knows instances of the primary Region only in the primary Region', async () => {
  const { ask, rds } = createHarbour();
  expect(idsOf(await ask.primary('DescribeDBInstances'))).toEqual(['harbour-prod']);
  expect(() => rds.inspect({ region: primary, id: 'harbour-dr' })).toThrow('not found');
});
