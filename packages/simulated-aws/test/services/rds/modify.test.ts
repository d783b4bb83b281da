import { describe, expect, it } from 'vitest';
import { codeOf } from '../test-world.ts';
import { createHarbour } from './harbour.ts';

const prodId = { DBInstanceIdentifier: 'harbour-prod' };
const week = 7 * 86_400;

describe('a change that waits for the maintenance window', () => {
  it('is shown as pending until the window, and applied in it', async () => {
    const { ask, pass, inspectSource } = createHarbour();
    await ask.primary('ModifyDBInstance', { ...prodId, MultiAZ: true });
    expect(inspectSource()).toMatchObject({ MultiAZ: false, PendingModifiedValues: { MultiAZ: true } });
    await pass(week);
    expect(inspectSource()).toMatchObject({ MultiAZ: true, SecondaryAvailabilityZone: 'us-west-2b' });
    expect(inspectSource().PendingModifiedValues).toEqual({});
  });

  it('goes with the next change that is applied at once', async () => {
    const { ask, pass, inspectSource } = createHarbour();
    await ask.primary('ModifyDBInstance', { ...prodId, MultiAZ: true });
    await ask.primary('ModifyDBInstance', { ...prodId, BackupRetentionPeriod: 3, ApplyImmediately: true });
    await pass(30);
    expect(inspectSource().DBInstanceStatus).toBe('modifying');
    await pass(620);
    expect(inspectSource()).toMatchObject({ MultiAZ: true, BackupRetentionPeriod: 3, DBInstanceStatus: 'available' });
  });

  it('is, for backups that are switched on, shown, and goes with the next change too', async () => {
    const { ask, pass, inspect } = createHarbour();
    const dr = { DBInstanceIdentifier: 'harbour-dr' };
    await ask.standby('ModifyDBInstance', { ...dr, BackupRetentionPeriod: 2 });
    expect(inspect()).toMatchObject({ BackupRetentionPeriod: 0, PendingModifiedValues: { BackupRetentionPeriod: 2 } });
    await ask.standby('ModifyDBInstance', { ...dr, MultiAZ: true, ApplyImmediately: true });
    await pass(700);
    expect(inspect()).toMatchObject({ BackupRetentionPeriod: 2, MultiAZ: true });
  });

  it('waits for the next week when the instance is stopped in this one', async () => {
    const { rds, ask, pass } = createHarbour();
    rds.addInstance({ id: 'alone', region: 'us-west-2', engine: 'postgres' });
    const alone = { DBInstanceIdentifier: 'alone' };
    const multiAz = () => rds.inspect({ region: 'us-west-2', id: 'alone' }).MultiAZ;
    await ask.primary('ModifyDBInstance', { ...alone, MultiAZ: true });
    await ask.primary('StopDBInstance', alone);
    await pass(6 * 86_400);
    expect(multiAz()).toBe(false);
    await pass(2 * week);
    expect(multiAz()).toBe(true);
  });
});

describe('ModifyDBInstance', () => {
  it('protects an instance from its deletion at once', async () => {
    const { ask } = createHarbour();
    await ask.primary('ModifyDBInstance', { ...prodId, DeletionProtection: true });
    const deletion = ask.primary('DeleteDBInstance', { ...prodId, SkipFinalSnapshot: true });
    expect(await codeOf(deletion)).toBe('InvalidParameterCombination');
  });

  it('puts a new parameter group in use with the next reboot', async () => {
    const { ask, pass, rds, inspectSource } = createHarbour();
    rds.addNamedGroup({ sort: 'pg', region: 'us-west-2', name: 'ours' });
    await ask.primary('ModifyDBInstance', { ...prodId, DBParameterGroupName: 'ours' });
    await pass(40);
    const group = (ParameterApplyStatus: string) => [{ DBParameterGroupName: 'ours', ParameterApplyStatus }];
    expect(inspectSource().DBParameterGroups).toEqual(group('pending-reboot'));
    await ask.primary('RebootDBInstance', prodId);
    await pass(61);
    expect(inspectSource().DBParameterGroups).toEqual(group('in-sync'));
  });

  it('does not find a parameter group that is not there', async () => {
    const { ask } = createHarbour();
    const change = ask.primary('ModifyDBInstance', { ...prodId, DBParameterGroupName: 'none' });
    expect(await codeOf(change)).toBe('DBParameterGroupNotFoundFault');
  });
});

describe('a new name', () => {
  const rename = { DBInstanceIdentifier: 'alone', NewDBInstanceIdentifier: 'kept', ApplyImmediately: true };
  const setting = () => {
    const harbour = createHarbour();
    const { arn, resourceId } = harbour.rds.addInstance({
      ...{ id: 'alone', region: 'us-west-2', engine: 'postgres', tags: { run: '1' } },
    });
    return { ...harbour, arn, resourceId };
  };

  it('comes with another ARN and endpoint, and the same id, tags and creation', async () => {
    const { ask, pass, rds, arn, resourceId } = setting();
    const { InstanceCreateTime } = rds.inspect({ region: 'us-west-2', id: 'alone' });
    await ask.primary('ModifyDBInstance', rename);
    await pass(25);
    expect(rds.inspect({ region: 'us-west-2', id: 'alone' }).DBInstanceStatus).toBe('renaming');
    await pass(60);
    expect(await codeOf(ask.primary('DescribeDBInstances', { DBInstanceIdentifier: 'alone' }))).toBe(
      'DBInstanceNotFoundFault',
    );
    expect(rds.inspect({ region: 'us-west-2', id: 'kept' })).toMatchObject({
      ...{ DBInstanceArn: arn.replace('alone', 'kept'), DbiResourceId: resourceId, InstanceCreateTime },
      ...{ DBInstanceStatus: 'available', TagList: [{ Key: 'run', Value: '1' }] },
      Endpoint: { Address: expect.stringMatching(/^kept\./) },
    });
    const byId = { Filters: [{ Name: 'dbi-resource-id', Values: [resourceId] }] };
    expect(await ask.primary('DescribeDBInstances', byId)).toMatchObject({
      DBInstances: [{ DBInstanceIdentifier: 'kept' }],
    });
  });

  it.each([
    ['is taken', { NewDBInstanceIdentifier: 'harbour-prod' }, 'DBInstanceAlreadyExistsFault'],
    ['waits', { ApplyImmediately: false }, 'NotSimulated'],
    ['is that of a source', { DBInstanceIdentifier: 'harbour-prod' }, 'NotSimulated'],
    ['comes with another change', { BackupRetentionPeriod: 3 }, 'NotSimulated'],
  ])('is refused when it %s', async (_, change, code) => {
    const { ask } = setting();
    expect(await codeOf(ask.primary('ModifyDBInstance', { ...rename, ...change }))).toBe(code);
  });
});
