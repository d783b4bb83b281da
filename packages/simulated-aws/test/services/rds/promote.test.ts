import { describe, expect, it } from 'vitest';
import { codeOf, knock } from '../test-world.ts';
import { createHarbour, primary } from './harbour.ts';

const promotion = { DBInstanceIdentifier: 'harbour-dr', BackupRetentionPeriod: 7 };

describe('PromoteReadReplica', () => {
  it('shows each status in its time and drops the source with the end of the reboot', async () => {
    const { ask, pass, inspect, prod } = createHarbour();
    await ask.standby('PromoteReadReplica', promotion);
    const seen: unknown[] = [];
    for (const seconds of [19, 2, 118, 2, 38, 2, 20, 119, 2]) {
      await pass(seconds);
      seen.push([inspect().DBInstanceStatus, inspect().ReadReplicaSourceDBInstanceIdentifier]);
    }
    expect(seen).toEqual([
      ['available', prod.arn],
      ['modifying', prod.arn],
      ['modifying', prod.arn],
      ['rebooting', prod.arn],
      ['rebooting', prod.arn],
      ['available', undefined],
      ['backing-up', undefined],
      ['available', undefined],
      ['available', undefined],
    ]);
  });

  it('goes on saying available for longer than a minute when the status lags that far', async () => {
    const { ask, pass, inspect, prod } = createHarbour({ replica: { durations: { statusLagSeconds: 90 } } });
    await ask.standby('PromoteReadReplica', promotion);
    await pass(89);
    expect(inspect()).toMatchObject({ DBInstanceStatus: 'available', ReadReplicaSourceDBInstanceIdentifier: prod.arn });
    await pass(2);
    expect(inspect().DBInstanceStatus).toBe('modifying');
  });

  it.each([
    { when: 'long before the reboot', sourceShownSeconds: 30, at: 31, status: 'modifying' },
    { when: 'after the instance is available', sourceShownSeconds: 200, at: 181, status: 'available' },
  ])('drops the source $when when told so', async ({ sourceShownSeconds, at, status }) => {
    const { ask, pass, inspect } = createHarbour({ replica: { durations: { sourceShownSeconds } } });
    await ask.standby('PromoteReadReplica', promotion);
    await pass(at);
    expect(inspect().DBInstanceStatus).toBe(status);
    expect(inspect().ReadReplicaSourceDBInstanceIdentifier === undefined).toBe(at > sourceShownSeconds);
    await pass(300);
    expect(inspect().ReadReplicaSourceDBInstanceIdentifier).toBeUndefined();
  });

  it('promotes the server once, in the reboot, and refuses connections only then', async () => {
    const { ask, pass, world, dr, replicaDatabase } = createHarbour();
    const before = await knock(world, dr.address);
    await ask.standby('PromoteReadReplica', promotion);
    await pass(139);
    expect([before.outcome, (await knock(world, dr.address)).outcome]).toEqual(['open', 'open']);
    expect(replicaDatabase.asked).toEqual([]);
    await pass(2);
    expect((await knock(world, dr.address)).outcome).toBe('ECONNREFUSED');
    expect(before.stream.destroyed).toBe(true);
    await pass(40);
    expect((await knock(world, dr.address)).outcome).toBe('open');
    expect(replicaDatabase.asked).toEqual(['promote']);
  });

  it('ends as failed, and serves nobody, when the server cannot be promoted', async () => {
    const { ask, pass, inspect, world, dr, replicaDatabase } = createHarbour();
    Object.assign(replicaDatabase.database, { promote: () => Promise.reject(new Error('no room')) });
    await ask.standby('PromoteReadReplica', promotion);
    await pass(150);
    expect(inspect().DBInstanceStatus).toBe('failed');
    expect((await knock(world, dr.address)).outcome).toBe('ECONNREFUSED');
  });

  it('keeps the retention it was given, and one day when it was given none', async () => {
    const given = createHarbour();
    await given.ask.standby('PromoteReadReplica', promotion);
    const silent = createHarbour();
    await silent.ask.standby('PromoteReadReplica', { DBInstanceIdentifier: 'harbour-dr' });
    await given.pass(181);
    await silent.pass(181);
    expect([given.inspect().BackupRetentionPeriod, silent.inspect().BackupRetentionPeriod]).toEqual([7, 1]);
  });

  it('takes no backup when the retention is zero', async () => {
    const { ask, pass, told } = createHarbour();
    await ask.standby('PromoteReadReplica', { ...promotion, BackupRetentionPeriod: 0 });
    await pass(600);
    expect(told.flatMap((event) => (event.kind === 'resource' ? [event.status] : []))).not.toContain('backing-up');
  });

  it('leaves the source without a replica, once the Region of the source can be told', async () => {
    const { ask, pass, world, inspectSource, dr } = createHarbour();
    world.network.cut(primary);
    await ask.standby('PromoteReadReplica', promotion);
    await pass(600);
    expect(inspectSource().ReadReplicaDBInstanceIdentifiers).toEqual([dr.arn]);
    world.network.heal(primary);
    await pass(61);
    expect(inspectSource().ReadReplicaDBInstanceIdentifiers).toEqual([]);
  });

  it.each([
    { of: 'an instance that is no replica', id: 'harbour-prod', at: 'primary', code: 'InvalidDBInstanceStateFault' },
    { of: 'an unknown instance', id: 'harbour-x', at: 'standby', code: 'DBInstanceNotFoundFault' },
    { of: 'an instance of another Region', id: 'harbour-prod', at: 'standby', code: 'DBInstanceNotFoundFault' },
  ] as const)('is refused for $of', async ({ id, at, code }) => {
    const { ask } = createHarbour();
    expect(await codeOf(ask[at]('PromoteReadReplica', { DBInstanceIdentifier: id }))).toBe(code);
  });

  it.each([
    { when: 'a promotion is under way and does not show yet', after: 5 },
    { when: 'the instance reboots', after: 150 },
    { when: 'the instance was promoted', after: 190 },
    { when: 'the instance is backing up', after: 210 },
  ])('is refused when $when', async ({ after }) => {
    const { ask, pass } = createHarbour({ replica: { durations: { sourceShownSeconds: 250 } } });
    await ask.standby('PromoteReadReplica', promotion);
    await pass(after);
    expect(await codeOf(ask.standby('PromoteReadReplica', promotion))).toBe('InvalidDBInstanceStateFault');
  });

  it('is refused while a replica with backups of its own is backing up', async () => {
    const { ask, pass, inspect } = createHarbour();
    await ask.standby('ModifyDBInstance', { ...promotion, ApplyImmediately: true });
    await pass(60);
    expect(inspect().DBInstanceStatus).toBe('backing-up');
    expect(await codeOf(ask.standby('PromoteReadReplica', promotion))).toBe('InvalidDBInstanceStateFault');
  });

  it('refuses by name what is not modelled', async () => {
    const { ask } = createHarbour();
    const tagged = ask.standby('PromoteReadReplica', { ...promotion, TagSpecifications: [] });
    await expect(tagged).rejects.toThrow('NotSimulated: rds:PromoteReadReplica with TagSpecifications');
  });

  it('repeats itself with the same seed', async () => {
    const [one, other] = [createHarbour(), createHarbour()];
    for (const run of [one, other]) {
      await run.ask.standby('PromoteReadReplica', promotion);
      await run.pass(900);
    }
    expect(one.told).toEqual(other.told);
    expect(one.inspect()).toEqual(other.inspect());
  });
});
