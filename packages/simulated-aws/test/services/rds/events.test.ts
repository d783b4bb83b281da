import { expect, it } from 'vitest';
import { createWorkshop, west } from './workshop.ts';

const arn = `arn:aws:rds:${west}:123456789012:snapshot:one`;

const withSnapshot = async () => {
  const workshop = await createWorkshop();
  const Tags = [{ Key: 'why', Value: 'change' }];
  await workshop.ask.west('CreateDBSnapshot', { DBInstanceIdentifier: 'prod', DBSnapshotIdentifier: 'one', Tags });
  await workshop.pass(200);
  return workshop;
};

it('tells EventBridge of what happens, with the number of the event and the tags of its source', async () => {
  const { emitted } = await withSnapshot();
  expect(emitted.at(-2)).toMatchObject({
    region: west,
    source: 'aws.rds',
    detailType: 'RDS DB Snapshot Event',
    resources: [arn],
    detail: {
      EventCategories: ['creation'],
      SourceType: 'SNAPSHOT',
      SourceArn: arn,
      SourceIdentifier: 'one',
      Message: 'Manual snapshot created',
      EventID: 'RDS-EVENT-0042',
      Tags: { why: 'change' },
    },
  });
});

it('lists events by the type of their source', async () => {
  const { ask } = await withSnapshot();
  const of = (SourceType: string) => ask.west('DescribeEvents', { SourceType });
  expect(await of('db-snapshot')).toMatchObject({
    Events: [{ Message: 'Creating manual snapshot' }, { Message: 'Manual snapshot created', SourceArn: arn }],
  });
  expect(await of('db-instance')).toMatchObject({
    Events: [{ Message: 'Backing up DB instance' }, { Message: 'Finished DB Instance backup' }],
  });
  expect(await of('db-cluster')).toMatchObject({ Events: [] });
});
