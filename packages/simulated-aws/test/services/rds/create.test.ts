import { describe, expect, it } from 'vitest';
import { codeOf, knock } from '../test-world.ts';
import { createWorkshop, east, keyOf, west } from './workshop.ts';

const order = {
  DBInstanceIdentifier: 'orders',
  Engine: 'postgres',
  DBInstanceClass: 'db.t4g.medium',
  MasterUsername: 'orders',
  ManageMasterUserPassword: true,
};

const replica = (source: string) => ({ DBInstanceIdentifier: 'dr', SourceDBInstanceIdentifier: source });

type Workshop = Awaited<ReturnType<typeof createWorkshop>>;
const status = ({ rds }: Workshop, region: string, id: string) => rds.inspect({ region, id }).DBInstanceStatus;
const snapshots = (ask: Workshop['ask']['west']) => ask('DescribeDBSnapshots', {});

describe('CreateDBInstance', () => {
  it('makes an instance that is backed up and then takes connections', async () => {
    const workshop = await createWorkshop();
    const { ask, pass, rds, world, eventIds } = workshop;
    await ask.west('CreateDBInstance', order);
    const seen: unknown[] = [];
    for (const seconds of [299, 2, 120]) {
      await pass(seconds);
      seen.push(status(workshop, west, 'orders'));
    }
    expect(seen).toEqual(['creating', 'backing-up', 'available']);
    const { Endpoint, MasterUserSecret } = rds.inspect({ region: west, id: 'orders' });
    expect((await knock(world, Endpoint?.Address ?? '')).outcome).toBe('open');
    expect(MasterUserSecret?.SecretStatus).toBe('active');
    expect(eventIds()).toContain('RDS-EVENT-0005');
    expect(await snapshots(ask.west)).toMatchObject({
      DBSnapshots: [{ SnapshotType: 'automated', Status: 'available' }],
    });
  });

  it.each([
    ['without a password', { ManageMasterUserPassword: undefined }, 'InvalidParameterCombination'],
    ['of another engine', { Engine: 'mysql' }, 'NotSimulated'],
    ['of a name that is taken', { DBInstanceIdentifier: 'prod' }, 'DBInstanceAlreadyExistsFault'],
    ['of a name that is none', { DBInstanceIdentifier: '1st' }, 'InvalidParameterValue'],
    ['by a key that does not exist', { StorageEncrypted: true, KmsKeyId: 'none' }, 'KMSKeyNotAccessibleFault'],
    ['in a subnet group that is not there', { DBSubnetGroupName: 'none' }, 'DBSubnetGroupNotFoundFault'],
  ])('is refused %s', async (_, change, code) => {
    const { ask } = await createWorkshop();
    expect(await codeOf(ask.west('CreateDBInstance', { ...order, ...change }))).toBe(code);
  });

  it('is refused without an engine that could fill it, and beyond forty instances', async () => {
    const { ask, rds, engine } = await createWorkshop();
    rds.restores.engine = undefined;
    expect(await codeOf(ask.west('CreateDBInstance', order))).toBe('NotSimulated');
    rds.restores.engine = engine;
    for (let count = 0; count < 39; count += 1) rds.addInstance({ id: `x-${count}`, region: west, engine: 'postgres' });
    expect(await codeOf(ask.west('CreateDBInstance', order))).toBe('InstanceQuotaExceededFault');
  });
});

describe('CreateDBInstanceReadReplica', () => {
  it('loads a replica in another Region with a snapshot that is seen for a while, and follows its source then', async () => {
    const workshop = await createWorkshop();
    const { ask, pass, rds, prod } = workshop;
    await ask.east('CreateDBInstanceReadReplica', replica(prod.arn));
    const seen: unknown[] = [];
    for (const seconds of [10, 20, 30]) {
      await pass(seconds);
      seen.push(status(workshop, west, 'prod'));
    }
    expect(seen).toEqual(['available', 'modifying', 'backing-up']);
    await pass(200);
    expect(status(workshop, west, 'prod')).toBe('available');
    expect(await snapshots(ask.east)).toMatchObject({
      DBSnapshots: [{ SnapshotType: 'automated', Status: 'creating' }],
    });
    await pass(600);
    expect(rds.inspect({ region: east, id: 'dr' })).toMatchObject({
      DBInstanceStatus: 'available',
      ReadReplicaSourceDBInstanceIdentifier: prod.arn,
      StatusInfos: [{ Status: 'replicating' }],
      BackupRetentionPeriod: 0,
      MultiAZ: false,
      TagList: [],
    });
    expect(rds.inspect({ region: west, id: 'prod' }).ReadReplicaDBInstanceIdentifiers).toHaveLength(1);
    expect([await snapshots(ask.east), await snapshots(ask.west)]).toMatchObject([
      { DBSnapshots: [] },
      { DBSnapshots: [] },
    ]);
  });

  it('is the way back: a replica of what was promoted, which can be promoted itself', async () => {
    const workshop = await createWorkshop();
    const { ask, pass, prod } = workshop;
    await ask.east('CreateDBInstanceReadReplica', replica(prod.arn));
    await pass(900);
    await ask.east('PromoteReadReplica', { DBInstanceIdentifier: 'dr', BackupRetentionPeriod: 7 });
    await pass(400);
    const back = { DBInstanceIdentifier: 'back', SourceDBInstanceIdentifier: `arn:aws:rds:${east}:123456789012:db:dr` };
    await ask.west('CreateDBInstanceReadReplica', back);
    await pass(900);
    await ask.west('PromoteReadReplica', { DBInstanceIdentifier: 'back' });
    await pass(400);
    expect(status(workshop, west, 'back')).toBe('available');
  });

  it('takes on class and groups of a source in the same Region, without a copy', async () => {
    const { ask, pass, rds } = await createWorkshop();
    await ask.west('CreateDBInstanceReadReplica', replica('prod'));
    await pass(500);
    expect(rds.inspect({ region: west, id: 'dr' })).toMatchObject({
      DBInstanceStatus: 'available',
      ReadReplicaSourceDBInstanceIdentifier: 'prod',
    });
  });

  it('waits while the Regions cannot talk', async () => {
    const workshop = await createWorkshop();
    await workshop.ask.east('CreateDBInstanceReadReplica', replica(workshop.prod.arn));
    await workshop.pass(200);
    workshop.world.network.cut(west);
    await workshop.pass(7200);
    expect(status(workshop, east, 'dr')).toBe('creating');
    workshop.world.network.heal(west);
    await workshop.pass(700);
    expect(status(workshop, east, 'dr')).toBe('available');
  });

  it.each([
    ['without backups', { backupRetentionPeriod: 0 }, {}, 'InvalidDBInstanceStateFault'],
    ['that is encrypted, without a key of the Region', { isEncrypted: true }, {}, 'KMSKeyNotAccessibleFault'],
    ['that is not encrypted, by a key', {}, { KmsKeyId: keyOf(east, 'ours') }, 'InvalidParameterCombination'],
    ['with a group of parameters', {}, { DBParameterGroupName: 'ours' }, 'NotSimulated'],
  ] as const)('is refused of a source %s', async (...[, source, change, code]) => {
    const { ask, rds } = await createWorkshop();
    const { arn } = rds.addInstance({ id: 'source', region: west, engine: 'postgres', ...source });
    expect(await codeOf(ask.east('CreateDBInstanceReadReplica', { ...replica(arn), ...change }))).toBe(code);
  });

  it('is refused of no source, and while the source is changed', async () => {
    const { ask, prod } = await createWorkshop();
    const none = ask.west('CreateDBInstanceReadReplica', replica('none'));
    expect(await codeOf(none)).toBe('DBInstanceNotFoundFault');
    await ask.west('RebootDBInstance', { DBInstanceIdentifier: 'prod' });
    const busy = ask.east('CreateDBInstanceReadReplica', replica(prod.arn));
    expect(await codeOf(busy)).toBe('InvalidDBInstanceStateFault');
  });
});

describe('an instance whose key was disabled', () => {
  it.each([
    ['StartDBInstance', {}],
    ['DeleteDBInstance', { FinalDBSnapshotIdentifier: 'last' }],
  ])('is refused %s', async (operation, input) => {
    const { ask, pass, rds, states } = await createWorkshop();
    rds.addInstance({ id: 'secret', region: west, engine: 'postgres', kmsKeyId: keyOf(west, 'ours') });
    const secret = { DBInstanceIdentifier: 'secret' };
    await ask.west('StopDBInstance', secret);
    await pass(130);
    states.set(keyOf(west, 'ours'), 'disabled');
    expect(await codeOf(ask.west(operation, { ...secret, ...input }))).toBe('KMSKeyNotAccessibleFault');
  });
});

describe('DeleteDBInstance', () => {
  const deletion = { DBInstanceIdentifier: 'prod', FinalDBSnapshotIdentifier: 'last' };

  it('takes a final snapshot first, from which the database can be restored', async () => {
    const workshop = await createWorkshop();
    const { ask, pass, rds } = workshop;
    await ask.west('DeleteDBInstance', deletion);
    await pass(400);
    expect(rds.inspectAll(west)).toEqual([]);
    expect(await snapshots(ask.west)).toMatchObject({ DBSnapshots: [{ SnapshotType: 'manual', Status: 'available' }] });
    await ask.west('RestoreDBInstanceFromDBSnapshot', { DBInstanceIdentifier: 'prod', DBSnapshotIdentifier: 'last' });
    await pass(600);
    expect(status(workshop, west, 'prod')).toBe('available');
  });

  it('leaves a replica in another Region without a stream, and promotes one in the same', async () => {
    const workshop = await createWorkshop();
    const { ask, pass, rds, prod } = workshop;
    await ask.east('CreateDBInstanceReadReplica', replica(prod.arn));
    await pass(900);
    await ask.west('CreateDBInstanceReadReplica', { ...replica('prod'), DBInstanceIdentifier: 'near' });
    await pass(900);
    await ask.west('DeleteDBInstance', deletion);
    await pass(500);
    expect(rds.inspect({ region: east, id: 'dr' }).StatusInfos).toMatchObject([
      { Status: 'terminated', Normal: false },
    ]);
    expect(rds.inspect({ region: west, id: 'near' }).ReadReplicaSourceDBInstanceIdentifier).toBeUndefined();
  });

  it.each([
    ['both named and skipped', { ...deletion, SkipFinalSnapshot: true }, 'InvalidParameterCombination'],
    ['of a name that is taken', { ...deletion, FinalDBSnapshotIdentifier: 'taken' }, 'DBSnapshotAlreadyExistsFault'],
    ['and backups are kept', { ...deletion, DeleteAutomatedBackups: false }, 'NotSimulated'],
  ])('is refused when the final snapshot is %s', async (_, input, code) => {
    const { ask, rds } = await createWorkshop();
    rds.addSnapshot({ id: 'taken', region: west, type: 'manual', instance: { id: 'x', resourceId: 'db-X' } });
    expect(await codeOf(ask.west('DeleteDBInstance', input))).toBe(code);
  });
});
