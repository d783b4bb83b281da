import { describe, expect, it } from 'vitest';
import { Pins } from '../../../shared/contracts/pins.ts';
import { playRun } from './play-run.ts';
import { ask, noticeOf, region, source, useWorlds, whenReached } from './scene.ts';
import type { VerifyWorld } from './world.ts';

const worldOf = useWorlds();

const pinnedId = 'db-PINNEDPINNEDPINNEDPINNEDPI';

/** The world with a plan that says which database its source is. */
const pinning = (
  world: VerifyWorld,
  said: object = { databases: [{ instance: source, region: 'primary', resourceId: pinnedId }] },
): VerifyWorld => {
  const pins = Pins.parse(said);
  const plans = Object.entries(world.dependencies.plans).map(([name, plan]) => [name, { ...plan, pins }] as const);
  return { ...world, dependencies: { ...world.dependencies, plans: Object.fromEntries(plans) } };
};

describe('a snapshot that is gone when it is to be restored', () => {
  const night = (world: VerifyWorld, id: string, hours: number) =>
    world.aws.rds.addSnapshot({
      ...{ id, region, databaseTime: world.clock.now() - hours * 3_600_000 },
      instance: { id: source, resourceId: world.aws.rds.inspect({ region, id: source }).DbiResourceId ?? '' },
    });
  const drop = ({ aws }: VerifyWorld, id: string) => aws.rds.dropSnapshot({ sort: 'snapshot', region, id });

  it('gives way to the next that counts, and both are told in record and notice', async () => {
    const world = await worldOf();
    night(world, 'rds:orders-before', 25);
    whenReached(world, 'DescribeDBSnapshots', () => drop(world, 'rds:orders-database-night'));
    const record = await playRun(world, 'run');
    expect(record).toMatchObject({ verdict: 'passed' });
    expect(record.results[0]).toMatchObject({
      point: { id: 'rds:orders-before' },
      insteadOf: [{ id: 'rds:orders-database-night', because: expect.stringContaining('DBSnapshotNotFoundFault') }],
      age: { measuredSeconds: expect.any(Number) },
    });
    expect(Math.round((record.results[0]?.age.measuredSeconds ?? 0) / 3600)).toBe(25);
    const both = /rds:orders-before in place of rds:orders-database-night: it was gone/;
    expect(noticeOf(world)).toMatch(both);
    for (const report of ['report.md', 'report.html'])
      expect(world.stored.get(`verifications/run/${report}`)).toMatch(/in place of rds:orders-database-night/);
  });

  it('is a failure, by the names of all, when none is left', async () => {
    const world = await worldOf();
    night(world, 'rds:orders-before', 25);
    whenReached(world, 'DescribeDBSnapshots', () => {
      drop(world, 'rds:orders-database-night');
      drop(world, 'rds:orders-before');
    });
    const record = await playRun(world, 'run');
    expect(record).toMatchObject({ verdict: 'failed' });
    expect(record.results[0]).toMatchObject({ verdict: 'failed', copy: { verdict: 'notMade' } });
    expect(record.results[0]?.because).toMatch(
      /none is left to restore: rds:orders-database-night: .*; rds:orders-before: /,
    );
  });
});

describe('a snapshot among others', () => {
  it('is restored while it is being copied', async () => {
    const world = await worldOf();
    await ask(world, 'CopyDBSnapshot', {
      ...{ SourceDBSnapshotIdentifier: 'rds:orders-database-night', TargetDBSnapshotIdentifier: 'copy' },
    });
    const record = await playRun(world, 'run');
    expect(record.results[0]).toMatchObject({ verdict: 'passed', point: { id: 'rds:orders-database-night' } });
  });

  it('is the newest of the instance that stands, though an earlier one of its name has newer ones', async () => {
    const world = await worldOf();
    const databaseTime = world.clock.now() - 1000;
    for (const id of ['rds:a', 'rds:b'])
      world.aws.rds.addSnapshot({ id, region, instance: { id: source, resourceId: 'db-EARLIER' }, databaseTime });
    const record = await playRun(world, 'run');
    expect(record.results[0]).toMatchObject({ verdict: 'passed', point: { id: 'rds:orders-database-night' } });
    expect(record.results[0]?.passedOver).toEqual(
      ['rds:a', 'rds:b'].map((id) => ({
        id,
        because: expect.stringContaining('an earlier database of the same name'),
      })),
    );
  });
});

describe('a source that is gone', () => {
  const drop = (world: VerifyWorld) =>
    ask(world, 'DeleteDBInstance', { DBInstanceIdentifier: source, SkipFinalSnapshot: true }).then(world.settle);
  const manual = (world: VerifyWorld, id: string, resourceId: string) =>
    world.aws.rds.addSnapshot({
      ...{ id, region, type: 'automated', databaseTime: world.clock.now() - 1000 },
      instance: { id: source, resourceId },
    });

  it('before anything was proven leaves nobody who can tell whose its snapshots are', async () => {
    const world = await worldOf();
    await drop(world);
    manual(world, 'rds:of-whom', 'db-EARLIER');
    const record = await playRun(world, 'run');
    expect(record.results[0]).toMatchObject({ verdict: 'failed', copy: { verdict: 'notMade' } });
    expect(record.results[0]?.because).toContain('nobody can tell whose these recovery points are (1, of db-EARLIER)');
  });

  it('after a proof leaves the id of what was proven, by which its snapshots are known from those of another', async () => {
    const world = await worldOf();
    const { DbiResourceId: own = '' } = world.aws.rds.inspect({ region, id: source });
    expect(await playRun(world, 'first')).toMatchObject({ verdict: 'passed' });
    await drop(world);
    manual(world, 'rds:own', own);
    manual(world, 'rds:stranger', 'db-EARLIER');
    const record = await playRun(world, 'second');
    expect(record).toMatchObject({ verdict: 'passed' });
    expect(record.results[0]).toMatchObject({ point: { id: 'rds:own' }, because: expect.any(String) });
    expect(record.results[0]?.passedOver).toEqual([
      { id: 'rds:stranger', because: expect.stringContaining('another database of the same name: db-EARLIER') },
    ]);
  });

  it('is known by what the plan pins', async () => {
    const world = await worldOf();
    await drop(world);
    manual(world, 'rds:stranger', 'db-EARLIER');
    manual(world, 'rds:pinned', pinnedId);
    const record = await playRun(pinning(world), 'run');
    expect(record.results[0]).toMatchObject({ verdict: 'passed', point: { id: 'rds:pinned' } });
  });

  it('while it is verified does not disturb a copy that is under way', async () => {
    const world = await worldOf();
    whenReached(world, 'RestoreDBInstanceFromDBSnapshot', () => drop(world));
    expect(await playRun(world, 'run')).toMatchObject({ verdict: 'passed' });
  });

  it('and replaced by another of its name before it is restored to a point in time is not mistaken for that', async () => {
    const world = await worldOf('pointInTime');
    whenReached(world, 'choose', async () => {
      await drop(world);
      world.aws.rds.addInstance({ id: source, region, engine: 'postgres' });
    });
    const record = await playRun(world, 'run');
    expect(record.results[0]).toMatchObject({ verdict: 'failed', copy: { verdict: 'notMade' } });
    expect(record.results[0]?.because).toContain('DBInstanceNotFound');
  });
});

describe('the snapshots of a cluster that is not the one that the plan pins', () => {
  const pinnedCluster = 'cluster-PINNEDPINNEDPINNEDPINN';

  it('are passed over for those of the one that it pins', async () => {
    const world = await worldOf('cluster');
    world.aws.rds.addClusterSnapshot({
      ...{ id: 'rds:pinned', region, createdAt: world.clock.now() - 7_200_000 },
      cluster: { id: source, resourceId: pinnedCluster, masterUsername: 'postgres', engineVersion: '17.5' },
    });
    const pins = { clusters: [{ cluster: source, region: 'primary', resourceId: pinnedCluster }] };
    const record = await playRun(pinning(world, pins), 'run');
    expect(record.results[0]).toMatchObject({ verdict: 'passed', point: { id: 'rds:pinned' } });
    expect(record.results[0]?.passedOver).toEqual([
      { id: `rds:${source}-night`, because: expect.stringContaining('another database of the same name') },
    ]);
  });
});
