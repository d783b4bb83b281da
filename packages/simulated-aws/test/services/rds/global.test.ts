import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { codeOf, knock } from '../test-world.ts';
import { arnOf, createGlobe, toEast } from './globe.ts';
import { east, west } from './workshop.ts';

const [westArn, eastArn] = [arnOf(west, 'west'), arnOf(east, 'east')];
const isTrueAtFirst = [
  [westArn, true, 'connected'],
  [eastArn, false, 'connected'],
];

describe('SwitchoverGlobalCluster', () => {
  it('is verified, shuts the old primary down, promotes the target, and ends with both connected', async () => {
    const { ask, pass, globe, roles, writers, eventIds, shown } = await createGlobe();
    expect(await roles()).toEqual(isTrueAtFirst);
    await ask.west('SwitchoverGlobalCluster', toEast);
    expect((await globe()).FailoverState).toEqual({
      ...{ Status: 'pending', FromDbClusterArn: westArn, ToDbClusterArn: eastArn, IsDataLossAllowed: false },
    });
    await pass(16);
    expect(await globe()).toMatchObject({ Status: 'switching-over', FailoverState: { Status: 'switching-over' } });
    expect(shown('east')?.Status).toBe('failing-over');
    await pass(120);
    expect(await roles()).toEqual([
      [westArn, false, 'connected'],
      [eastArn, true, 'connected'],
    ]);
    expect((await globe()).FailoverState).toBeUndefined();
    expect([writers('west'), writers('east')]).toEqual([[], ['east-1']]);
    const told = eventIds().filter((id) => /018|0397/.test(String(id)));
    expect(told.map((id) => String(id).slice(-4))).toEqual(['0181', '0182', '0184', '0185', '0397']);
  });

  it('takes the global endpoint along, and can be undone by another', async () => {
    const { ask, pass, globe, roles, world, rds } = await createGlobe();
    const { Endpoint } = await globe();
    await ask.west('SwitchoverGlobalCluster', toEast);
    await pass(150);
    expect(rds.hostBehind(Endpoint)).toBe(rds.inspect({ region: east, id: 'east-1' }).Endpoint?.Address);
    expect((await knock(world, Endpoint)).outcome).toBe('open');
    await ask.east('SwitchoverGlobalCluster', { ...toEast, TargetDbClusterIdentifier: westArn });
    await pass(150);
    expect(await roles()).toEqual(isTrueAtFirst);
  });

  it('is what FailoverGlobalCluster does without AllowDataLoss', async () => {
    const { ask, globe } = await createGlobe();
    await ask.east('FailoverGlobalCluster', toEast);
    expect((await globe()).FailoverState?.IsDataLossAllowed).toBe(false);
  });

  it('waits for a secondary that lags, and says so', async () => {
    const { ask, pass, globe, eventIds, databases, engine } = await createGlobe();
    const follower = databases().at(-1);
    if (follower !== undefined) engine.delayReplication(follower, 40);
    await pass(300);
    await ask.west('SwitchoverGlobalCluster', toEast);
    await pass(100);
    expect((await globe()).FailoverState?.Status).toBe('switching-over');
    expect(eventIds()).toContain('RDS-EVENT-0183');
    await pass(30);
    expect((await globe()).FailoverState).toBeUndefined();
  });

  it('comes to nothing when the primary cannot be reached', async () => {
    const { ask, pass, globe, roles, world, eventIds } = await createGlobe();
    world.network.cut(west);
    await ask.east('SwitchoverGlobalCluster', toEast);
    await pass(16);
    expect((await globe()).FailoverState?.Status).toBe('cancelling');
    await pass(20);
    expect(await roles()).toEqual(isTrueAtFirst);
    expect(eventIds()).toContain('RDS-EVENT-0187');
  });

  it.each([
    ['no global cluster', { GlobalClusterIdentifier: 'none' }, 'GlobalClusterNotFoundFault'],
    ['the primary', { TargetDbClusterIdentifier: westArn }, 'InvalidDBClusterStateFault'],
    ['a cluster that is not there', { TargetDbClusterIdentifier: arnOf(east, 'x') }, 'DBClusterNotFoundFault'],
  ])('is refused to %s', async (_, change, code) => {
    const { ask } = await createGlobe();
    expect(await codeOf(ask.west('SwitchoverGlobalCluster', { ...toEast, ...change }))).toBe(code);
  });

  it('is refused to a secondary of another engine version, as a failover is', async () => {
    const { ask, rds } = await createGlobe();
    rds.setClusterVersion({ region: west, id: 'west', version: '17.6' });
    expect(await codeOf(ask.west('SwitchoverGlobalCluster', toEast))).toBe('InvalidDBClusterStateFault');
    const failover = ask.east('FailoverGlobalCluster', { ...toEast, AllowDataLoss: true });
    expect(await codeOf(failover)).toBe('InvalidDBClusterStateFault');
  });

  it('is refused to a secondary without an instance, and while another is under way', async () => {
    const headless = await createGlobe({ isHeadless: true });
    const refused = headless.ask.west('SwitchoverGlobalCluster', toEast);
    expect(await codeOf(refused)).toBe('InvalidDBClusterStateFault');
    const { ask } = await createGlobe();
    await ask.west('SwitchoverGlobalCluster', toEast);
    const second = ask.west('SwitchoverGlobalCluster', toEast);
    expect(await codeOf(second)).toBe('InvalidGlobalClusterStateFault');
  });
});

describe('FailoverGlobalCluster with AllowDataLoss', () => {
  const lossy = { ...toEast, AllowDataLoss: true };

  it('promotes without the primary, and makes that anew with a snapshot of what it held when it is back', async () => {
    const { ask, pass, globe, roles, writers, world, shown, eventIds } = await createGlobe();
    world.network.cut(west);
    await ask.east('FailoverGlobalCluster', lossy);
    await pass(16);
    expect((await globe()).FailoverState).toMatchObject({ Status: 'failing-over', IsDataLossAllowed: true });
    await pass(61);
    const split = [
      [westArn, false, 'pending-resync'],
      [eastArn, true, 'connected'],
    ];
    expect(await roles()).toEqual(split);
    expect((await knock(world, shown('east')?.Endpoint ?? '')).outcome).toBe('open');
    await pass(7200);
    expect(await roles()).toEqual(split);
    world.network.heal(west);
    await pass(1100);
    expect(await roles()).toEqual([
      [westArn, false, 'connected'],
      [eastArn, true, 'connected'],
    ]);
    expect([writers('west'), writers('east')]).toEqual([[], ['east-1']]);
    const listed = await ask.west('DescribeDBClusterSnapshots', { SnapshotType: 'automated' });
    const id = expect.stringMatching(/^rds:unplanned-global-failover-west-\d{4}(-\d\d){4}$/);
    expect(listed).toMatchObject({ DBClusterSnapshots: [{ DBClusterSnapshotIdentifier: id, Status: 'available' }] });
    expect(eventIds()).toEqual(expect.arrayContaining(['RDS-EVENT-0238', 'RDS-EVENT-0240', 'RDS-EVENT-0241']));
    await pass(3 * 86_400);
    expect(await ask.west('DescribeDBClusterSnapshots', {})).toMatchObject({ DBClusterSnapshots: [] });
  });

  it('fences a primary that can be reached, before the target writes', async () => {
    const { ask, pass, world, rds, roles } = await createGlobe();
    const address = rds.inspect({ region: west, id: 'west-1' }).Endpoint?.Address ?? '';
    await ask.east('FailoverGlobalCluster', lossy);
    await pass(16);
    expect((await knock(world, address)).outcome).toBe('ECONNREFUSED');
    await pass(1100);
    expect((await roles())[1]).toEqual([eastArn, true, 'connected']);
    expect((await knock(world, address)).outcome).toBe('open');
  });

  it('cannot be asked for together with a switchover', async () => {
    const { ask } = await createGlobe();
    const both = ask.east('FailoverGlobalCluster', { ...lossy, Switchover: true });
    expect(await codeOf(both)).toBe('InvalidParameterCombination');
  });

  it('cannot go to a cluster that is being made anew', async () => {
    const { ask, pass } = await createGlobe();
    await ask.east('FailoverGlobalCluster', lossy);
    await pass(80);
    const back = ask.east('SwitchoverGlobalCluster', { ...toEast, TargetDbClusterIdentifier: westArn });
    expect(await codeOf(back)).toBe('InvalidDBClusterStateFault');
  });
});

describe('a global cluster', () => {
  const removal = { GlobalClusterIdentifier: 'globe', DbClusterIdentifier: eastArn };

  it('lets a secondary go, which writes by itself then, even when the primary is lost', async () => {
    const { ask, pass, writers, world, globe } = await createGlobe();
    world.network.cut(west);
    await ask.east('RemoveFromGlobalCluster', removal);
    await pass(100);
    expect(writers('east')).toEqual(['east-1']);
    expect((await globe()).GlobalClusterMembers).toHaveLength(1);
  });

  it('is taken apart from the secondaries to the primary, and deleted when it is empty', async () => {
    const { ask, pass } = await createGlobe();
    const primary = { ...removal, DbClusterIdentifier: westArn };
    expect(await codeOf(ask.west('RemoveFromGlobalCluster', primary))).toBe('InvalidGlobalClusterStateFault');
    const cluster = ask.east('DeleteDBCluster', { DBClusterIdentifier: 'east', SkipFinalSnapshot: true });
    expect(await codeOf(cluster)).toBe('InvalidDBClusterStateFault');
    await ask.east('RemoveFromGlobalCluster', removal);
    await pass(100);
    await ask.west('RemoveFromGlobalCluster', primary);
    await ask.west('DeleteGlobalCluster', { GlobalClusterIdentifier: 'globe' });
    expect(await ask.west('DescribeGlobalClusters', {})).toMatchObject({ GlobalClusters: [] });
  });

  it('is not deleted while it has members', async () => {
    const { ask } = await createGlobe();
    const deletion = ask.west('DeleteGlobalCluster', { GlobalClusterIdentifier: 'globe' });
    expect(await codeOf(deletion)).toBe('InvalidGlobalClusterStateFault');
  });

  it.each([
    ['of a name that is taken', { GlobalClusterIdentifier: 'globe' }, 'GlobalClusterAlreadyExistsFault'],
    ['around a cluster that is in one', { SourceDBClusterIdentifier: westArn }, 'InvalidDBClusterStateFault'],
    ['around none', { SourceDBClusterIdentifier: arnOf(west, 'none') }, 'DBClusterNotFoundFault'],
    ['of MySQL', { Engine: 'aurora-mysql' }, 'NotSimulated'],
  ])('is refused %s', async (_, change, code) => {
    const { ask } = await createGlobe();
    const order = { GlobalClusterIdentifier: 'other', ...change };
    expect(await codeOf(ask.west('CreateGlobalCluster', order))).toBe(code);
  });

  it('has a failover within its primary followed by its secondary', async () => {
    const { ask, pass, writers, roles } = await createGlobe();
    await ask.west('FailoverDBCluster', { DBClusterIdentifier: 'west' });
    await pass(40);
    expect(writers('west')).toEqual(['west-2']);
    await ask.west('SwitchoverGlobalCluster', toEast);
    await pass(150);
    expect((await roles())[1]).toEqual([eastArn, true, 'connected']);
  });

  it('comes in pages', async () => {
    const { ask } = await createGlobe();
    for (let count = 0; count < 20; count += 1)
      await ask.west('CreateGlobalCluster', { GlobalClusterIdentifier: `g-${count}`, Engine: 'aurora-postgresql' });
    const first = z
      .looseObject({ Marker: z.string() })
      .parse(await ask.west('DescribeGlobalClusters', { MaxRecords: 20 }));
    const rest = await ask.west('DescribeGlobalClusters', { MaxRecords: 20, Marker: first.Marker });
    expect(rest).toMatchObject({ GlobalClusters: [{ GlobalClusterIdentifier: 'g-19' }] });
  });
});

it('measures how far a secondary cluster is behind, in its own Region, and stops when it writes', async () => {
  const { ask, pass, metrics } = await createGlobe();
  const lags = () => metrics().filter(({ name }) => name === 'AuroraGlobalDBReplicationLag');
  expect(lags().at(-1)).toMatchObject({
    ...{ region: east, unit: 'Milliseconds' },
    dimensions: { DBClusterIdentifier: 'east', SourceRegion: west },
  });
  await ask.west('SwitchoverGlobalCluster', toEast);
  await pass(300);
  expect(lags().at(-1)).toMatchObject({ region: west, dimensions: { SourceRegion: east } });
});
