import { describe, expect, it } from 'vitest';
import { createModelEngine } from '../../../src/postgres/create-model-engine.ts';
import { createRds } from '../../../src/services/rds/rds.ts';
import { createSecretsManager } from '../../../src/services/secrets-manager/secrets-manager.ts';
import { asker, createTestWorld } from '../test-world.ts';

const region = 'us-east-1';
const group = 'sg-0123456789abcdef0';

const order = {
  DBInstanceIdentifier: 'mainsail-verify-1',
  DBSnapshotIdentifier: 'rds:harbour-prod-2026-01-04',
  DBSubnetGroupName: 'isolated',
  DBParameterGroupName: 'harbour-18',
  VpcSecurityGroupIds: [group],
  BackupRetentionPeriod: 0,
  ManageMasterUserPassword: true,
  Tags: [{ Key: 'mainsail-run', Value: 'run-1' }],
};

const setting = async () => {
  const test = createTestWorld();
  const secrets = createSecretsManager(test.world);
  const rds = createRds(test.world, { cloudwatch: { record: () => undefined }, secrets });
  const engine = createModelEngine(test.clock);
  rds.restores.engine = engine;
  const users = [{ name: 'harbour', password: 'before', readOnly: false }];
  const database = await engine.createPrimary({ name: 'prod', region, database: 'harbour', users, schema: '' });
  const instance = { id: 'harbour-prod', region, engine: 'postgres', database } as const;
  const { resourceId } = rds.addInstance({ ...instance, masterUsername: 'harbour', tags: { service: 'harbour' } });
  rds.addSecurityGroup({ id: group, region, open: true });
  rds.addNamedGroup({ sort: 'subgrp', region, name: 'isolated' });
  rds.addNamedGroup({ sort: 'pg', region, name: 'harbour-18' });
  const snapshot = { region, instance: { id: 'harbour-prod', resourceId, masterUsername: 'harbour' } };
  const content = await engine.takeSnapshot(database);
  rds.addSnapshot({ ...snapshot, id: 'rds:harbour-prod-2026-01-04', content, tags: { service: 'harbour' } });
  const inspect = () => rds.inspect({ region, id: 'mainsail-verify-1' });
  return { ...test, rds, secrets, snapshot, ask: asker(rds, region), inspect };
};

describe('a restore from a snapshot', () => {
  it('has the class of the original unless another is ordered, to a point in time as well', async () => {
    const { ask, clock, rds, snapshot } = await setting();
    rds.addInstance({ id: 'large', region, engine: 'postgres', instanceClass: 'db.r7g.xlarge' });
    const instance = { ...snapshot.instance, instanceClass: 'db.r7g.large' };
    rds.addSnapshot({ region, instance, id: 'rds:of-large' });
    await ask('RestoreDBInstanceFromDBSnapshot', { ...order, DBSnapshotIdentifier: 'rds:of-large' });
    const other = { ...order, DBInstanceIdentifier: 'other', DBSnapshotIdentifier: 'rds:of-large' };
    await ask('RestoreDBInstanceFromDBSnapshot', { ...other, DBInstanceClass: 'db.t4g.micro' });
    const latest = { SourceDBInstanceIdentifier: 'large', TargetDBInstanceIdentifier: 'again' };
    await clock.runUntil(ask('RestoreDBInstanceToPointInTime', { ...latest, UseLatestRestorableTime: true }));
    const classes = ['mainsail-verify-1', 'other', 'again'].map((id) => rds.inspect({ region, id }).DBInstanceClass);
    expect(classes).toEqual(['db.r7g.large', 'db.t4g.micro', 'db.r7g.xlarge']);
  });

  it('is of a snapshot that both ids find together, or neither', async () => {
    const { ask } = await setting();
    const DBSnapshotIdentifier = 'rds:harbour-prod-2026-01-04';
    const both = { DBInstanceIdentifier: 'harbour-prod', DBSnapshotIdentifier };
    expect(await ask('DescribeDBSnapshots', both)).toMatchObject({ DBSnapshots: [{ DBSnapshotIdentifier }] });
    const another = ask('DescribeDBSnapshots', { ...both, DBInstanceIdentifier: 'another' });
    await expect(another).rejects.toMatchObject({ code: 'DBSnapshotNotFoundFault' });
  });

  it('is a new instance, created, configured and then available, as it was ordered', async () => {
    const { ask, clock, inspect } = await setting();
    await ask('RestoreDBInstanceFromDBSnapshot', order);
    expect(inspect()).toMatchObject({ DBInstanceStatus: 'creating', MasterUserSecret: { SecretStatus: 'creating' } });
    expect(inspect().Endpoint).toBeUndefined();
    expect(inspect().InstanceCreateTime).toBeUndefined();
    await clock.advance(430_000);
    expect(inspect().InstanceCreateTime).toEqual(new Date(clock.now() - 430_000));
    expect(inspect().DBInstanceStatus).toBe('modifying');
    await clock.advance(60_000);
    expect(inspect()).toMatchObject({
      DBInstanceStatus: 'available',
      BackupRetentionPeriod: 0,
      DBSubnetGroup: { DBSubnetGroupName: 'isolated' },
      MasterUserSecret: { SecretStatus: 'active' },
      TagList: [{ Key: 'mainsail-run', Value: 'run-1' }],
    });
  });

  it('takes on the tags of the snapshot when it is given none', async () => {
    const { ask, inspect } = await setting();
    await ask('RestoreDBInstanceFromDBSnapshot', { ...order, Tags: undefined });
    expect(inspect().TagList).toEqual([{ Key: 'service', Value: 'harbour' }]);
  });

  it.each([
    ['the name is taken', { DBInstanceIdentifier: 'harbour-prod' }, 'DBInstanceAlreadyExistsFault'],
    ['there is no such snapshot', { DBSnapshotIdentifier: 'none' }, 'DBSnapshotNotFoundFault'],
    ['there is no such subnet group', { DBSubnetGroupName: 'none' }, 'DBSubnetGroupNotFoundFault'],
    ['there is no such parameter group', { DBParameterGroupName: 'none' }, 'DBParameterGroupNotFoundFault'],
    ['there is no such security group', { VpcSecurityGroupIds: ['sg-0'] }, 'InvalidParameterValue'],
    ['a setting is not modelled', { Iops: 3000 }, 'NotSimulated'],
  ])('is refused when %s', async (_, change, code) => {
    const { ask } = await setting();
    await expect(ask('RestoreDBInstanceFromDBSnapshot', { ...order, ...change })).rejects.toMatchObject({ code });
  });

  it('is refused when the account has as many instances as it may', async () => {
    const { ask, rds } = await setting();
    rds.setInstanceQuota(region, 1);
    expect(await ask('DescribeAccountAttributes', {})).toEqual({
      AccountQuotas: [
        { AccountQuotaName: 'DBInstances', Used: 1, Max: 1 },
        { AccountQuotaName: 'ManualSnapshots', Used: 0, Max: 100 },
        { AccountQuotaName: 'ManualClusterSnapshots', Used: 0, Max: 100 },
      ],
    });
    await expect(ask('RestoreDBInstanceFromDBSnapshot', order)).rejects.toMatchObject({
      code: 'InstanceQuotaExceededFault',
    });
  });

  it('ends as the scene says when AWS cannot carry it out', async () => {
    const { ask, clock, inspect, rds } = await setting();
    rds.restores.outcomeOf = () => 'incompatible-restore';
    await ask('RestoreDBInstanceFromDBSnapshot', order);
    await clock.advance(600_000);
    expect(inspect().DBInstanceStatus).toBe('incompatible-restore');
  });
});

describe('a restore to a point in time', () => {
  const latest = { ...order, DBInstanceIdentifier: undefined, DBSnapshotIdentifier: undefined };
  const target = { ...latest, TargetDBInstanceIdentifier: 'mainsail-verify-1', UseLatestRestorableTime: true };

  it('takes its source by the id that no other instance has ever had', async () => {
    const { ask, rds, snapshot, clock } = await setting();
    const { resourceId } = snapshot.instance;
    await ask('DeleteDBInstance', { DBInstanceIdentifier: 'harbour-prod', SkipFinalSnapshot: true });
    await clock.advance(200_000);
    rds.addInstance({ id: 'harbour-prod', region, engine: 'postgres' });
    await expect(
      ask('RestoreDBInstanceToPointInTime', { ...target, SourceDbiResourceId: resourceId }),
    ).rejects.toMatchObject({ code: 'DBInstanceNotFoundFault' });
    const { DbiResourceId: SourceDbiResourceId } = rds.inspect({ region, id: 'harbour-prod' });
    await ask('RestoreDBInstanceToPointInTime', { ...target, SourceDbiResourceId });
    expect(rds.inspect({ region, id: 'mainsail-verify-1' }).DBInstanceStatus).toBe('creating');
  });

  it('is refused with two names of its source, and with none', async () => {
    const { ask } = await setting();
    const two = { ...target, SourceDBInstanceIdentifier: 'harbour-prod', SourceDbiResourceId: 'db-1' };
    for (const input of [target, two])
      await expect(ask('RestoreDBInstanceToPointInTime', input)).rejects.toMatchObject({
        code: 'InvalidParameterCombination',
      });
  });
});

describe('a snapshot whose retention is over', () => {
  it('is gone, for those who list it and for those who restore it', async () => {
    const { ask, rds } = await setting();
    rds.dropSnapshot({ sort: 'snapshot', region, id: order.DBSnapshotIdentifier });
    expect(await ask('DescribeDBSnapshots', {})).toMatchObject({ DBSnapshots: [] });
    await expect(ask('RestoreDBInstanceFromDBSnapshot', order)).rejects.toMatchObject({
      code: 'DBSnapshotNotFoundFault',
    });
  });
});

describe('the deletion of an instance', () => {
  it('takes the instance and the secret that RDS keeps for it', async () => {
    const { ask, clock, inspect, rds, secrets } = await setting();
    await ask('RestoreDBInstanceFromDBSnapshot', order);
    await clock.advance(600_000);
    const arn = inspect().MasterUserSecret?.SecretArn ?? '';
    expect(secrets.tagsOf?.(arn)).toMatchObject({ 'aws:rds:primaryDBInstanceArn': inspect().DBInstanceArn });
    await ask('DeleteDBInstance', { DBInstanceIdentifier: 'mainsail-verify-1', SkipFinalSnapshot: true });
    expect(inspect().DBInstanceStatus).toBe('deleting');
    await clock.advance(200_000);
    expect(rds.inspectAll(region).map((one) => one.DBInstanceIdentifier)).toEqual(['harbour-prod']);
    expect(secrets.tagsOf?.(arn)).toEqual({});
  });

  it.each([
    ['a final snapshot is neither named nor skipped', {}, 'InvalidParameterCombination'],
    ['there is no such instance', { DBInstanceIdentifier: 'none', SkipFinalSnapshot: true }, 'DBInstanceNotFoundFault'],
  ])('is refused when %s', async (_, change, code) => {
    const { ask } = await setting();
    await expect(ask('DeleteDBInstance', { DBInstanceIdentifier: 'harbour-prod', ...change })).rejects.toMatchObject({
      code,
    });
  });
});

describe('the list of snapshots', () => {
  it('shows own ones by type, those of AWS Backup and shared ones only when asked', async () => {
    const { ask, rds, snapshot } = await setting();
    rds.addSnapshot({ ...snapshot, id: 'by-hand', type: 'manual' });
    rds.addSnapshot({ ...snapshot, id: 'awsbackup:job-1', type: 'awsbackup' });
    rds.addSnapshot({ ...snapshot, id: 'theirs', type: 'shared', owner: '999988887777' });
    const all = { DBInstanceIdentifier: 'harbour-prod' };
    const listOf = (...types: string[]) => ({ DBSnapshots: types.map((SnapshotType) => ({ SnapshotType })) });
    expect(await ask('DescribeDBSnapshots', all)).toMatchObject(listOf('automated', 'manual'));
    expect(await ask('DescribeDBSnapshots', { ...all, IncludeShared: true })).toMatchObject(
      listOf('automated', 'manual', 'shared'),
    );
    for (const SnapshotType of ['awsbackup', 'shared'])
      expect(await ask('DescribeDBSnapshots', { ...all, SnapshotType })).toMatchObject(listOf(SnapshotType));
  });

  it('comes in pages', async () => {
    const { ask, rds, snapshot } = await setting();
    for (let count = 0; count < 120; count += 1)
      rds.addSnapshot({ ...snapshot, id: `by-hand-${count}`, type: 'manual' });
    const next = Buffer.from('from:100').toString('base64url');
    const ids = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => ({ DBSnapshotIdentifier: `by-hand-${from + index}` }));
    expect(await ask('DescribeDBSnapshots', { SnapshotType: 'manual' })).toMatchObject({
      DBSnapshots: ids(0, 100),
      Marker: next,
    });
    expect(await ask('DescribeDBSnapshots', { SnapshotType: 'manual', Marker: next })).toMatchObject({
      DBSnapshots: ids(100, 120),
    });
  });
});
