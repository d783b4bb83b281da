import { describe, expect, it } from 'vitest';
import type { VerificationRecord } from '../../../shared/contracts/verification/record.ts';
import { playRun } from './play-run.ts';
import { ask, region, useWorlds, whenReached } from './scene.ts';

const worldOf = useWorlds();
const copyOf = ({ results }: VerificationRecord) => results[0]?.copy;

describe('what somebody does to a copy', () => {
  const arnOf = (copy: string) => `arn:aws:rds:${region}:111122223333:db:${copy}`;

  it('by another name leaves it where it stands, told by its new name in this run and the next', async () => {
    const world = await worldOf();
    // Once the data have been looked into.
    whenReached(world, 'discard', async () => {
      const [copy = ''] = world.copies();
      await ask(world, 'ModifyDBInstance', {
        ...{ DBInstanceIdentifier: copy, NewDBInstanceIdentifier: 'kept-by-ada', ApplyImmediately: true },
      });
      await world.settle();
    });
    const first = await playRun(world, 'first');
    expect(copyOf(first)).toMatchObject({
      verdict: 'leftOver',
      because: expect.stringContaining('somebody has renamed it, to kept-by-ada'),
    });
    const second = await playRun(world, 'second');
    expect(second.leftovers).toMatchObject([
      { name: 'kept-by-ada', madeBy: 'first', isOurs: false, because: expect.stringContaining('renamed') },
    ]);
    expect(world.aws.rds.inspect({ region, id: 'kept-by-ada' }).DBInstanceStatus).toBe('available');
  });

  it('by taking its tag away leaves it where it stands, and every run says so', async () => {
    const world = await worldOf();
    whenReached(world, 'discard', async () => {
      const [copy = ''] = world.copies();
      await ask(world, 'RemoveTagsFromResource', { ResourceName: arnOf(copy), TagKeys: ['lifeboat-run'] });
    });
    const first = await playRun(world, 'first');
    expect(copyOf(first)).toMatchObject({ verdict: 'leftOver', because: expect.stringContaining('lifeboat-run') });
    const second = await playRun(world, 'second');
    expect(second.leftovers).toMatchObject([{ madeBy: 'first', isOurs: false, cost: expect.any(Number) }]);
    expect(world.copies()).toHaveLength(1);
  });

  it('by another instance in its place keeps that one, and proves nothing by it', async () => {
    const world = await worldOf();
    whenReached(world, 'check', async () => {
      const [copy = ''] = world.copies();
      const tags = Object.fromEntries(
        (world.aws.rds.inspect({ region, id: copy }).TagList ?? []).map(({ Key = '', Value = '' }) => [Key, Value]),
      );
      await ask(world, 'ModifyDBInstance', {
        ...{ DBInstanceIdentifier: copy, NewDBInstanceIdentifier: 'kept-by-ada', ApplyImmediately: true },
      });
      while (world.copies().includes(copy)) await world.settle();
      world.aws.rds.addInstance({ id: copy, region, engine: 'postgres', tags });
    });
    const record = await playRun(world, 'first');
    expect(record.results[0]).toMatchObject({
      verdict: 'inconclusive',
      because: expect.stringContaining('CopyReplaced'),
    });
    expect(copyOf(record)).toMatchObject({ verdict: 'leftOver', because: expect.stringContaining('another id') });
    expect(world.copies()).toHaveLength(1);
  });
});
