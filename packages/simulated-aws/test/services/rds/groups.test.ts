import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { codeOf } from '../test-world.ts';
import { createWorkshop, west } from './workshop.ts';

const Page = z.looseObject({
  Parameters: z.array(z.looseObject({ ParameterName: z.string() })),
  Marker: z.string().optional(),
});

const group = { DBParameterGroupName: 'ours-18', DBParameterGroupFamily: 'postgres18', Description: 'ours' };
const set = (ParameterName: string, ParameterValue: string, ApplyMethod = 'pending-reboot') => ({
  DBParameterGroupName: 'ours-18',
  Parameters: [{ ParameterName, ParameterValue, ApplyMethod }],
});

const withGroup = async () => {
  const workshop = await createWorkshop();
  await workshop.ask.west('CreateDBParameterGroup', group);
  const own = { id: 'orders', region: west, engine: 'postgres', parameterGroup: 'ours-18' } as const;
  workshop.rds.addInstance(own);
  const status = () =>
    workshop.rds.inspect({ region: west, id: 'orders' }).DBParameterGroups?.[0]?.ParameterApplyStatus;
  return { ...workshop, status };
};

describe('a parameter group', () => {
  it('shows its parameters page by page, and those that were changed as the user’s', async () => {
    const { ask } = await withGroup();
    await ask.west('ModifyDBParameterGroup', set('max_connections', '200'));
    const names: string[] = [];
    let Marker: string | undefined;
    do {
      const asked = { DBParameterGroupName: 'ours-18', MaxRecords: 20, Marker };
      const page = Page.parse(await ask.west('DescribeDBParameters', asked));
      names.push(...page.Parameters.map((one) => one.ParameterName));
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(names.length).toBeGreaterThan(40);
    expect(new Set(names).size).toBe(names.length);
    const own = await ask.west('DescribeDBParameters', { DBParameterGroupName: 'ours-18', Source: 'user' });
    expect(own).toMatchObject({
      Parameters: [{ ParameterName: 'max_connections', ParameterValue: '200', ApplyType: 'static', Source: 'user' }],
    });
  });

  it('is in use at once where a parameter is dynamic', async () => {
    const { ask, pass, status } = await withGroup();
    await ask.west('ModifyDBParameterGroup', set('work_mem', '65536', 'immediate'));
    expect(status()).toBe('applying');
    await pass(60);
    expect(status()).toBe('in-sync');
  });

  it('waits for a reboot where a parameter is static', async () => {
    const { ask, pass, status, eventIds } = await withGroup();
    await ask.west('ModifyDBParameterGroup', set('max_connections', '200'));
    await pass(600);
    expect(status()).toBe('pending-reboot');
    await ask.west('RebootDBInstance', { DBInstanceIdentifier: 'orders' });
    await pass(100);
    expect(status()).toBe('in-sync');
    expect(eventIds()).toContain('RDS-EVENT-0037');
  });

  it.each([
    ['a static parameter at once', set('max_connections', '200', 'immediate'), 'InvalidParameterCombination'],
    ['a parameter that nobody may change', set('fsync', '0', 'immediate'), 'InvalidParameterValue'],
    ['a parameter that is not known here', set('geqo', '0', 'immediate'), 'NotSimulated'],
    ['no parameter', { DBParameterGroupName: 'ours-18', Parameters: [] }, 'InvalidParameterValue'],
    [
      'a default group',
      { ...set('work_mem', '65536', 'immediate'), DBParameterGroupName: 'default.postgres18' },
      'InvalidParameterValue',
    ],
    ['no group', { ...set('work_mem', '1'), DBParameterGroupName: 'none' }, 'DBParameterGroupNotFoundFault'],
  ])('is not changed for %s', async (_, change, code) => {
    const { ask } = await withGroup();
    expect(await codeOf(ask.west('ModifyDBParameterGroup', change))).toBe(code);
  });

  it('is made once, and not deleted while an instance uses it', async () => {
    const { ask } = await withGroup();
    expect(await codeOf(ask.west('CreateDBParameterGroup', group))).toBe('DBParameterGroupAlreadyExistsFault');
    const deletion = ask.west('DeleteDBParameterGroup', { DBParameterGroupName: 'ours-18' });
    expect(await codeOf(deletion)).toBe('InvalidDBParameterGroupStateFault');
  });

  it('of another family is refused at a restore', async () => {
    const { ask, rds } = await withGroup();
    const instance = { id: 'prod', resourceId: 'db-PROD', engineVersion: '17.5' };
    rds.addSnapshot({ id: 'old', region: west, type: 'manual', instance });
    const order = { DBInstanceIdentifier: 'two', DBSnapshotIdentifier: 'old', DBParameterGroupName: 'ours-18' };
    const restore = ask.west('RestoreDBInstanceFromDBSnapshot', order);
    expect(await codeOf(restore)).toBe('InvalidParameterCombination');
  });
});

describe('a listing of groups', () => {
  it.each([
    ['DescribeDBParameterGroups', { DBParameterGroupName: 'none' }, 'DBParameterGroupNotFoundFault'],
    ['DescribeDBClusterParameterGroups', { DBClusterParameterGroupName: 'none' }, 'DBParameterGroupNotFoundFault'],
    ['DescribeDBSubnetGroups', { DBSubnetGroupName: 'none' }, 'DBSubnetGroupNotFoundFault'],
  ])('%s does not find what is not there', async (operation, input, code) => {
    const { ask } = await createWorkshop();
    expect(await codeOf(ask.west(operation, input))).toBe(code);
  });

  it('shows the groups that there are', async () => {
    const { ask, rds } = await withGroup();
    rds.addNamedGroup({ sort: 'cluster-pg', region: west, name: 'aurora-ours' });
    rds.addNamedGroup({ sort: 'subgrp', region: west, name: 'isolated' });
    expect(await ask.west('DescribeDBParameterGroups', {})).toMatchObject({
      DBParameterGroups: [{ DBParameterGroupName: 'ours-18', DBParameterGroupFamily: 'postgres18' }],
    });
    expect(await ask.west('DescribeDBClusterParameterGroups', {})).toMatchObject({
      DBClusterParameterGroups: [{ DBClusterParameterGroupName: 'aurora-ours' }],
    });
    expect(await ask.west('DescribeDBSubnetGroups', {})).toMatchObject({
      DBSubnetGroups: [{ DBSubnetGroupName: 'isolated', SubnetGroupStatus: 'Complete' }],
    });
  });
});

describe('tags', () => {
  it('are added, written over and removed by ARN, of whatever carries them', async () => {
    const { ask, prod } = await createWorkshop();
    await ask.west('CreateDBSnapshot', { DBInstanceIdentifier: 'prod', DBSnapshotIdentifier: 'one' });
    for (const ResourceName of [prod.arn, `arn:aws:rds:${west}:123456789012:snapshot:one`]) {
      await ask.west('AddTagsToResource', {
        ResourceName,
        Tags: [
          { Key: 'service', Value: 'new' },
          { Key: 'b', Value: '' },
        ],
      });
      await ask.west('RemoveTagsFromResource', { ResourceName, TagKeys: ['b', 'never-there'] });
      expect(await ask.west('ListTagsForResource', { ResourceName })).toEqual({
        TagList: [{ Key: 'service', Value: 'new' }],
      });
    }
  });

  it.each([
    ['an instance', 'db:none', 'DBInstanceNotFoundFault'],
    ['a snapshot', 'snapshot:none', 'DBSnapshotNotFoundFault'],
    ['a cluster', 'cluster:none', 'DBClusterNotFoundFault'],
    ['what is not modelled', 'og:none', 'NotSimulated'],
  ])('of %s that is not there are an error', async (_, rest, code) => {
    const { ask } = await createWorkshop();
    const ResourceName = `arn:aws:rds:${west}:123456789012:${rest}`;
    expect(await codeOf(ask.west('AddTagsToResource', { ResourceName, Tags: [] }))).toBe(code);
  });
});
