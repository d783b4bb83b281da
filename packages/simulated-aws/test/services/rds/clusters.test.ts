import { describe, expect, it } from 'vitest';
import { codeOf, knock } from '../test-world.ts';
import { createAurora } from './globe.ts';
import { east, keyOf, west } from './workshop.ts';

const westId = { DBClusterIdentifier: 'west' };

describe('an Aurora cluster', () => {
  it('has a writer and a reader, each behind its endpoint', async () => {
    const { shown, writers, world, rds } = await createAurora();
    expect(writers('west')).toEqual(['west-1']);
    const { Endpoint = '', ReaderEndpoint = '' } = shown('west') ?? {};
    expect((await knock(world, Endpoint)).outcome).toBe('open');
    const addressOf = (id: string) => rds.inspect({ region: west, id }).Endpoint?.Address;
    expect([rds.hostBehind(Endpoint), rds.hostBehind(ReaderEndpoint)]).toEqual(['west-1', 'west-2'].map(addressOf));
  });

  it.each([
    ['of a name that is taken', westId, 'DBClusterAlreadyExistsFault'],
    ['without a master', { MasterUsername: undefined }, 'InvalidParameterValue'],
    ['of another engine', { Engine: 'aurora-mysql' }, 'NotSimulated'],
    ['in a global cluster that is not there', { GlobalClusterIdentifier: 'none' }, 'GlobalClusterNotFoundFault'],
    [
      'with parameters that are not there',
      { DBClusterParameterGroupName: 'x' },
      'DBClusterParameterGroupNotFoundFault',
    ],
    ['by a key that does not exist', { StorageEncrypted: true, KmsKeyId: 'none' }, 'KMSKeyNotAccessibleFault'],
  ])('is refused %s', async (_, change, code) => {
    const { ask, cluster, master } = await createAurora();
    const order = { ...cluster, ...master, DBClusterIdentifier: 'other', ...change };
    expect(await codeOf(ask.west('CreateDBCluster', order))).toBe(code);
  });

  it('is not deleted while it has instances, and keeps what they held when they are gone', async () => {
    const { ask, pass, add, shown, writers, rds, databases } = await createAurora();
    const deletion = { ...westId, SkipFinalSnapshot: true };
    expect(await codeOf(ask.west('DeleteDBCluster', deletion))).toBe('InvalidDBClusterStateFault');
    await ask.west('DeleteDBInstance', { DBInstanceIdentifier: 'west-1' });
    await pass(200);
    expect(writers('west')).toEqual(['west-2']);
    await ask.west('DeleteDBInstance', { DBInstanceIdentifier: 'west-2' });
    await pass(200);
    expect(shown('west')?.DBClusterMembers).toEqual([]);
    const before = databases().length;
    await add('west', 'west-3');
    await pass(500);
    expect(writers('west')).toEqual(['west-3']);
    expect(databases()).toHaveLength(before);
    await ask.west('DeleteDBInstance', { DBInstanceIdentifier: 'west-3' });
    await pass(200);
    await ask.west('DeleteDBCluster', { ...westId, FinalDBSnapshotIdentifier: 'last' });
    await pass(400);
    expect(rds.inspectClusters(west)).toEqual([]);
    const left = await ask.west('DescribeDBClusterSnapshots', {});
    expect(left).toMatchObject({ DBClusterSnapshots: [{ DBClusterSnapshotIdentifier: 'last', Status: 'available' }] });
  });

  it('is protected from its deletion when told so', async () => {
    const { ask } = await createAurora();
    await ask.west('ModifyDBCluster', { ...westId, DeletionProtection: true });
    const deletion = ask.west('DeleteDBCluster', { ...westId, SkipFinalSnapshot: true });
    expect(await codeOf(deletion)).toBe('InvalidParameterCombination');
  });
});

describe('a member of a cluster', () => {
  it.each([
    ['StopDBInstance', {}, 'InvalidDBClusterStateFault'],
    ['ModifyDBInstance', { BackupRetentionPeriod: 3 }, 'InvalidParameterCombination'],
    ['CreateDBSnapshot', { DBSnapshotIdentifier: 'x' }, 'InvalidParameterValue'],
    ['PromoteReadReplica', {}, 'InvalidDBInstanceStateFault'],
    ['DeleteDBInstance', { FinalDBSnapshotIdentifier: 'x' }, 'InvalidParameterCombination'],
  ])('is refused %s by itself', async (operation, input, code) => {
    const { ask } = await createAurora();
    expect(await codeOf(ask.west(operation, { DBInstanceIdentifier: 'west-2', ...input }))).toBe(code);
  });
});

describe('FailoverDBCluster', () => {
  it('makes the reader of the lowest tier the writer, and the writer a reader', async () => {
    const { ask, pass, shown, writers, world, eventIds } = await createAurora();
    const before = await knock(world, shown('west')?.Endpoint ?? '');
    await ask.west('FailoverDBCluster', westId);
    expect(shown('west')?.Status).toBe('available');
    await pass(21);
    expect(shown('west')?.Status).toBe('failing-over');
    await pass(14);
    expect(shown('west')?.Status).toBe('available');
    expect(writers('west')).toEqual(['west-2']);
    expect(before.stream.destroyed).toBe(true);
    expect((await knock(world, shown('west')?.Endpoint ?? '')).outcome).toBe('open');
    expect(eventIds().slice(-2)).toEqual(['RDS-EVENT-0073', 'RDS-EVENT-0071']);
  });

  it('is refused while one is under way, of an instance that is no reader, and without a reader', async () => {
    const { ask, pass } = await createAurora();
    const toItself = { ...westId, TargetDBInstanceIdentifier: 'west-1' };
    expect(await codeOf(ask.west('FailoverDBCluster', toItself))).toBe('InvalidDBInstanceStateFault');
    await ask.west('FailoverDBCluster', westId);
    expect(await codeOf(ask.west('FailoverDBCluster', westId))).toBe('InvalidDBClusterStateFault');
    await pass(40);
    await ask.west('DeleteDBInstance', { DBInstanceIdentifier: 'west-1' });
    await pass(200);
    expect(await codeOf(ask.west('FailoverDBCluster', westId))).toBe('InvalidDBClusterStateFault');
  });
});

describe('StopDBCluster', () => {
  it('stops all instances, until the cluster is started or seven days have passed', async () => {
    const { ask, pass, shown, rds, world, eventIds } = await createAurora();
    const statuses = () => [shown('west')?.Status, ...rds.inspectAll(west).map((one) => one.DBInstanceStatus)];
    await ask.west('StopDBCluster', westId);
    await pass(121);
    expect(statuses()).toEqual(['stopped', 'available', 'stopped', 'stopped']);
    expect((await knock(world, shown('west')?.Endpoint ?? '')).outcome).toBe('ECONNREFUSED');
    await ask.west('StartDBCluster', westId);
    expect(statuses()).toEqual(['starting', 'available', 'starting', 'starting']);
    await pass(181);
    expect((await knock(world, shown('west')?.Endpoint ?? '')).outcome).toBe('open');
    await ask.west('StopDBCluster', westId);
    await pass(7 * 86_400 + 400);
    expect(shown('west')?.Status).toBe('available');
    expect(eventIds()).toContain('RDS-EVENT-0153');
  });

  it('is refused while something else is under way, and cannot be undone twice', async () => {
    const { ask } = await createAurora();
    expect(await codeOf(ask.west('StartDBCluster', westId))).toBe('InvalidDBClusterStateFault');
    await ask.west('FailoverDBCluster', westId);
    expect(await codeOf(ask.west('StopDBCluster', westId))).toBe('InvalidDBClusterStateFault');
  });
});

describe('DescribeDBClusters', () => {
  it('finds a cluster by the id that it never loses, and nothing by another', async () => {
    const { ask, shown } = await createAurora();
    const by = (Name: string, Value = '') => ({ Filters: [{ Name, Values: [Value] }] });
    const { DbClusterResourceId: id } = shown('west') ?? {};
    const found = { DBClusters: [{ DBClusterIdentifier: 'west' }] };
    expect(await ask.west('DescribeDBClusters', by('db-cluster-resource-id', id))).toMatchObject(found);
    expect(await ask.west('DescribeDBClusters', by('db-cluster-id', 'west'))).toMatchObject(found);
    expect(await ask.west('DescribeDBClusters', by('db-cluster-resource-id', 'cluster-X'))).toMatchObject({
      DBClusters: [],
    });
    expect(await codeOf(ask.west('DescribeDBClusters', by('engine', 'aurora')))).toBe('NotSimulated');
  });
});

describe('a snapshot of a cluster', () => {
  const take = { ...westId, DBClusterSnapshotIdentifier: 'night' };
  const copy = {
    SourceDBClusterSnapshotIdentifier: `arn:aws:rds:${west}:123456789012:cluster-snapshot:night`,
    TargetDBClusterSnapshotIdentifier: 'copy',
  };

  it('is made, copied into another Region, and restored there', async () => {
    const { ask, pass, rds } = await createAurora();
    await ask.west('CreateDBClusterSnapshot', take);
    const unfinished = await codeOf(ask.east('CopyDBClusterSnapshot', copy));
    expect(unfinished).toBe('InvalidDBClusterSnapshotStateFault');
    await pass(130);
    await ask.east('CopyDBClusterSnapshot', copy);
    await pass(150);
    expect(await ask.east('DescribeDBClusterSnapshots', {})).toMatchObject({
      DBClusterSnapshots: [{ Status: 'copying', SnapshotType: 'manual' }],
    });
    await pass(160);
    const order = { DBClusterIdentifier: 'restored', SnapshotIdentifier: 'copy', Engine: 'aurora-postgresql' };
    await ask.east('RestoreDBClusterFromSnapshot', order);
    await pass(430);
    expect(rds.inspectClusters(east)).toMatchObject([{ DBClusterIdentifier: 'restored', Status: 'available' }]);
  });

  it('stays unencrypted, and is deleted by hand only when it was made by hand', async () => {
    const { ask, pass, rds } = await createAurora();
    await ask.west('CreateDBClusterSnapshot', take);
    await pass(130);
    const encrypted = { ...copy, KmsKeyId: keyOf(east, 'ours') };
    expect(await codeOf(ask.east('CopyDBClusterSnapshot', encrypted))).toBe('InvalidParameterCombination');
    await ask.west('DeleteDBClusterSnapshot', { DBClusterSnapshotIdentifier: 'night' });
    expect(await codeOf(ask.east('CopyDBClusterSnapshot', copy))).toBe('DBClusterSnapshotNotFoundFault');
    const cluster = { id: 'west', resourceId: 'cluster-W', masterUsername: 'harbour', engineVersion: '17.5' };
    rds.addClusterSnapshot({ id: 'rds:night', region: west, cluster });
    const deletion = ask.west('DeleteDBClusterSnapshot', { DBClusterSnapshotIdentifier: 'rds:night' });
    expect(await codeOf(deletion)).toBe('InvalidDBClusterSnapshotStateFault');
  });
});
