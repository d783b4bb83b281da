import { describe, expect, it } from 'vitest';
import { codeOf, knock } from '../test-world.ts';
import { createHarbour, primary, standby } from './harbour.ts';

const prodId = { DBInstanceIdentifier: 'harbour-prod' };
const closed = 'sg-0123456789abcdef0';

const withAlone = () => {
  const harbour = createHarbour();
  const alone = harbour.rds.addInstance({ id: 'alone', region: standby, engine: 'postgres' });
  const status = () => harbour.rds.inspect({ region: standby, id: 'alone' }).DBInstanceStatus;
  return { ...harbour, alone, status, aloneId: { DBInstanceIdentifier: 'alone' } };
};

describe('StopDBInstance', () => {
  it.each([
    { of: 'an instance that has a replica', at: 'primary', id: 'harbour-prod' },
    { of: 'a replica', at: 'standby', id: 'harbour-dr' },
  ] as const)('is refused for $of', async ({ at, id }) => {
    const { ask } = createHarbour();
    expect(await codeOf(ask[at]('StopDBInstance', { DBInstanceIdentifier: id }))).toBe('InvalidDBInstanceStateFault');
  });

  it('stops any other, which refuses connections and changes until it is started again', async () => {
    const { ask, pass, status, world, alone, aloneId } = withAlone();
    await ask.standby('StopDBInstance', aloneId);
    expect(status()).toBe('stopping');
    await pass(121);
    expect(status()).toBe('stopped');
    expect((await knock(world, alone.address)).outcome).toBe('ECONNREFUSED');
    const change = ask.standby('ModifyDBInstance', { ...aloneId, BackupRetentionPeriod: 3 });
    expect(await codeOf(change)).toBe('InvalidDBInstanceStateFault');
    await ask.standby('StartDBInstance', aloneId);
    expect(status()).toBe('starting');
    await pass(181);
    expect(status()).toBe('available');
  });

  it('lasts seven days, after which RDS starts the instance by itself', async () => {
    const { ask, pass, status, aloneId } = withAlone();
    await ask.standby('StopDBInstance', aloneId);
    await pass(7 * 86_400 + 119);
    expect(status()).toBe('stopped');
    await pass(2);
    expect(status()).toBe('starting');
  });

  it('is forgotten by the seven days when the instance was started meanwhile', async () => {
    const { ask, pass, status, told, aloneId } = withAlone();
    await ask.standby('StopDBInstance', aloneId);
    await pass(121);
    await ask.standby('StartDBInstance', aloneId);
    await pass(8 * 86_400);
    expect(status()).toBe('available');
    const statuses = told.flatMap((event) => (event.kind === 'resource' ? [event.status] : []));
    expect(statuses).toEqual(['stopping', 'stopped', 'starting', 'available']);
  });

  it('cannot be undone for an instance that is not stopped', async () => {
    const { ask, aloneId } = withAlone();
    expect(await codeOf(ask.standby('StartDBInstance', aloneId))).toBe('InvalidDBInstanceStateFault');
  });
});

describe('RebootDBInstance', () => {
  it('shuts the server down, refuses connections, and starts it again', async () => {
    const { ask, pass, world, prod, sourceDatabase, inspectSource } = createHarbour();
    const before = await knock(world, prod.address);
    await ask.primary('RebootDBInstance', prodId);
    expect(inspectSource().DBInstanceStatus).toBe('rebooting');
    expect((await knock(world, prod.address)).outcome).toBe('ECONNREFUSED');
    expect(before.stream.destroyed).toBe(true);
    await pass(61);
    expect(inspectSource().DBInstanceStatus).toBe('available');
    expect((await knock(world, prod.address)).outcome).toBe('open');
    expect(sourceDatabase.asked).toEqual(['stop', 'start']);
  });

  it('fails over when forced: the server is lost, and the zones change places only later', async () => {
    const { ask, pass, sourceDatabase, inspectSource } = createHarbour({ source: { multiAz: true } });
    const zones = () => [inspectSource().AvailabilityZone, inspectSource().SecondaryAvailabilityZone];
    await ask.primary('RebootDBInstance', { ...prodId, ForceFailover: true });
    await pass(91);
    expect(inspectSource().DBInstanceStatus).toBe('available');
    expect(zones()).toEqual(['us-west-2a', 'us-west-2b']);
    await pass(60);
    expect(zones()).toEqual(['us-west-2b', 'us-west-2a']);
    expect(sourceDatabase.asked).toEqual(['crash', 'start']);
  });

  it('is abandoned soon after a failover, although the call succeeds: the zones stay, and the server goes on', async () => {
    const { ask, pass, sourceDatabase, inspectSource, world, prod } = createHarbour({ source: { multiAz: true } });
    const forced = () => ask.primary('RebootDBInstance', { ...prodId, ForceFailover: true });
    await forced();
    await pass(160);
    await forced();
    expect((await knock(world, prod.address)).outcome).toBe('open');
    await pass(300);
    expect(inspectSource()).toMatchObject({ DBInstanceStatus: 'available', AvailabilityZone: 'us-west-2b' });
    expect(sourceDatabase.asked).toEqual(['crash', 'start']);
    const abandoned = 'Abandoning user requested failover since a failover recently occurred on the database instance.';
    const events = await ask.primary('DescribeEvents', { EventCategories: ['failover'] });
    expect(events).toMatchObject({ Events: [{}, {}, { Message: abandoned }] });
    await pass(600);
    await forced();
    await pass(160);
    expect(inspectSource().AvailabilityZone).toBe('us-west-2a');
  });

  it('is refused when a failover is forced on a single zone, and when the instance is not available', async () => {
    const { ask } = createHarbour();
    const forced = ask.primary('RebootDBInstance', { ...prodId, ForceFailover: true });
    expect(await codeOf(forced)).toBe('InvalidParameterCombination');
    await ask.primary('RebootDBInstance', prodId);
    expect(await codeOf(ask.primary('RebootDBInstance', prodId))).toBe('InvalidDBInstanceStateFault');
  });
});

describe('ModifyDBInstance', () => {
  const fence = { ...prodId, VpcSecurityGroupIds: [closed], ApplyImmediately: true };
  const withClosedGroup = () => {
    const harbour = createHarbour();
    harbour.rds.addSecurityGroup({ id: closed, region: primary, open: false });
    return harbour;
  };

  it('lets new connections fall silent once a closed group is all there is, and not before', async () => {
    const { ask, pass, world, prod, inspectSource } = withClosedGroup();
    await ask.primary('ModifyDBInstance', fence);
    expect(inspectSource().VpcSecurityGroups?.map(({ Status }) => Status)).toEqual(['removing', 'adding']);
    expect((await knock(world, prod.address)).outcome).toBe('open');
    await pass(36);
    expect(inspectSource().VpcSecurityGroups).toEqual([{ VpcSecurityGroupId: closed, Status: 'active' }]);
    expect((await knock(world, prod.address)).outcome).toBe('silent');
  });

  it('leaves open connections alone; the reboot that follows ends them, and lets none in', async () => {
    const { ask, pass, world, prod } = withClosedGroup();
    const before = await knock(world, prod.address);
    await ask.primary('ModifyDBInstance', fence);
    await pass(600);
    expect(before.stream.destroyed).toBe(false);
    await ask.primary('RebootDBInstance', prodId);
    expect((await knock(world, prod.address)).outcome).toBe('silent');
    await pass(61);
    expect(before.stream.destroyed).toBe(true);
    expect((await knock(world, prod.address)).outcome).toBe('silent');
  });

  it('lets nobody in by a group that is still being added', async () => {
    const { ask, pass, world, prod, inspectSource } = withClosedGroup();
    const open = inspectSource().VpcSecurityGroups?.map(({ VpcSecurityGroupId }) => VpcSecurityGroupId);
    await ask.primary('ModifyDBInstance', fence);
    await pass(60);
    await ask.primary('ModifyDBInstance', { ...fence, VpcSecurityGroupIds: open });
    await pass(30);
    expect((await knock(world, prod.address)).outcome).toBe('silent');
    await pass(6);
    expect((await knock(world, prod.address)).outcome).toBe('open');
  });

  it('keeps a fenced source feeding its replica', async () => {
    const { ask, pass, inspect } = withClosedGroup();
    await ask.primary('ModifyDBInstance', fence);
    await pass(900);
    expect(inspect().StatusInfos?.[0]?.Status).toBe('replicating');
  });

  it('takes one change at a time, also before the status shows it', async () => {
    const { ask, pass } = withClosedGroup();
    await ask.primary('ModifyDBInstance', fence);
    await pass(5);
    expect(await codeOf(ask.primary('ModifyDBInstance', fence))).toBe('InvalidDBInstanceStateFault');
  });

  it.each([
    { what: 'an unknown group', input: { VpcSecurityGroupIds: ['sg-1'] }, code: 'InvalidParameterValue' },
    { what: 'a retention above 35 days', input: { BackupRetentionPeriod: 36 }, code: 'InvalidParameterValue' },
    { what: 'no backups of a source', input: { BackupRetentionPeriod: 0 }, code: 'InvalidParameterCombination' },
    { what: 'another class', input: { DBInstanceClass: 'db.t4g.micro' }, code: 'NotSimulated' },
  ])('refuses $what', async ({ input, code }) => {
    const { ask } = withClosedGroup();
    expect(await codeOf(ask.primary('ModifyDBInstance', { ...prodId, ...input }))).toBe(code);
  });

  it('switches backups on at once when told so', async () => {
    const { ask, pass, inspect } = createHarbour();
    const change = { DBInstanceIdentifier: 'harbour-dr', BackupRetentionPeriod: 1 };
    await ask.standby('ModifyDBInstance', { ...change, ApplyImmediately: true });
    await pass(36);
    expect(inspect()).toMatchObject({ DBInstanceStatus: 'available', BackupRetentionPeriod: 1 });
  });
});

describe('addInstance', () => {
  it.each([
    { what: 'a second instance of the same id', spec: { id: 'harbour-dr', region: standby }, says: 'exists already' },
    { what: 'a replica of nothing', spec: { id: 'x', region: standby, replicaOf: 'arn:x' }, says: 'no instance' },
  ])('refuses $what', ({ spec, says }) => {
    const { rds } = createHarbour();
    expect(() => rds.addInstance({ ...spec, engine: 'postgres' })).toThrow(says);
  });

  it('refuses a replica of a source without backups', () => {
    const { rds, dr } = createHarbour();
    const add = () => rds.addInstance({ id: 'x', region: standby, engine: 'postgres', replicaOf: dr.arn });
    expect(add).toThrow('has no backups');
  });
});
