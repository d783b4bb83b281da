import { describe, expect, it } from 'vitest';
import type { VerificationRecord } from '../../../shared/contracts/verification/record.ts';
import type { RestoredKind } from './plan.ts';
import { playRun } from './play-run.ts';
import { noticeOf, region, useWorlds, whenReached } from './scene.ts';

const worldOf = useWorlds();
const copyOf = ({ results }: VerificationRecord) => results[0]?.copy;

describe('a restore that AWS has taken and that does not show for long', () => {
  it.each<RestoredKind>(['instance', 'pointInTime', 'cluster'])('is waited for and proven: %s', async (kind) => {
    const world = await worldOf(kind);
    for (const operation of ['DescribeDBInstances', 'DescribeDBClusters'])
      world.aws.faults.add({ service: 'rds', operation, kind: { staleSeconds: 240 } });
    const record = await playRun(world, 'slow');
    expect(record).toMatchObject({ verdict: 'passed', reason: '1 of 1 backups proven whole' });
    expect(copyOf(record)).toMatchObject({ verdict: 'discarded' });
    const restores = record.entries.filter(
      ({ fact }) => fact.type === 'intent' && fact.command.operation.startsWith('Restore'),
    );
    expect(restores).toHaveLength(1);
    world.aws.faults.clear();
    expect(world.copies()).toEqual([]);
    expect(await world.unsettled.read()).toEqual([]);
  });

  it.each<RestoredKind>(['instance', 'cluster'])(
    'and has not shown when the run ends is not called gone, and is discarded by the next: %s',
    async (kind) => {
      const world = await worldOf(kind);
      const hidden = ['DescribeDBInstances', 'DescribeDBClusters'].map((operation) =>
        world.aws.faults.add({ service: 'rds', operation, kind: { staleSeconds: 14 * 86_400 } }),
      );
      const first = await playRun(world, 'first');
      const [standing] = world.copies();
      expect(copyOf(first)).toMatchObject({
        ...{ verdict: 'unseen', name: standing },
        because: expect.stringContaining('not seen is not gone'),
      });
      expect(first.reason).toContain(`ordered and not seen yet: ${standing}`);
      expect(noticeOf(world)).toContain(`NOT SEEN YET: ${standing}`);
      expect(await world.unsettled.read()).toMatchObject([{ runId: 'first', open: [standing] }]);

      const second = await playRun(world, 'second');
      expect(second.awaited).toMatchObject([{ name: standing, madeBy: 'first', isGivenUp: false }]);
      expect(noticeOf(world)).toContain(`NOT SEEN YET: ${standing} in ${region}`);

      for (const rule of hidden) rule.remove();
      const third = await playRun(world, 'third');
      expect(third.leftovers.map(({ madeBy, isDiscarded }) => ({ madeBy, isDiscarded }))).toEqual(
        expect.arrayContaining([
          { madeBy: 'first', isDiscarded: true },
          { madeBy: 'second', isDiscarded: true },
        ]),
      );
      expect(third).toMatchObject({ verdict: 'passed', awaited: [] });
      expect(world.copies()).toEqual([]);
      expect(await world.unsettled.read()).toEqual([]);
    },
  );

  it('and is never seen is looked for by every run for a week, and then given up, in words', async () => {
    const world = await worldOf();
    world.aws.faults.add({
      operation: 'RestoreDBInstanceFromDBSnapshot',
      kind: { error: 'InternalFailure', status: 500 },
    });
    await playRun(world, 'first');
    world.aws.faults.clear();
    const second = await playRun(world, 'second');
    expect(second).toMatchObject({ verdict: 'passed', awaited: [{ madeBy: 'first', isGivenUp: false }] });
    world.pass(7 * 86_400);
    const third = await playRun(world, 'third');
    expect(third).toMatchObject({ verdict: 'passed', awaited: [{ madeBy: 'first', isGivenUp: true }] });
    expect(noticeOf(world)).toContain('never seen: lifeboat-verify-');
    expect(await playRun(world, 'fourth')).toMatchObject({ verdict: 'passed', awaited: [] });
    expect(await world.unsettled.read()).toEqual([]);
  });
});

describe('a deletion that AWS has taken and that does not show', () => {
  it.each<RestoredKind>(['instance', 'cluster'])('is not sent again and again, and ends: %s', async (kind) => {
    const world = await worldOf(kind);
    whenReached(world, 'DeleteDBInstance', () => {
      for (const operation of ['DescribeDBInstances', 'DescribeDBClusters'])
        world.aws.faults.add({ service: 'rds', operation, kind: { staleSeconds: 240 } });
    });
    const record = await playRun(world, 'slow');
    expect(record).toMatchObject({ verdict: 'passed' });
    const deletions = record.entries.filter(
      ({ fact }) => fact.type === 'intent' && fact.command.operation.startsWith('Delete'),
    );
    expect(deletions).toHaveLength(kind === 'cluster' ? 2 : 1);
    expect(world.copies()).toEqual([]);
  });
});
