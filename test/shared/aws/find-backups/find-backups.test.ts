import { PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { listBackupObjects } from '../../../../shared/aws/find-backups/backup-objects.ts';
import { listCacheSnapshots } from '../../../../shared/aws/find-backups/cache-snapshots.ts';
import { listVolumeSnapshots } from '../../../../shared/aws/find-backups/volume-snapshots.ts';
import { defined } from '../../../../shared/contracts/defined.ts';
import { useAws } from '../../steps/simulated-aws.ts';

const region = 'us-east-1';
const three = '2026-01-05T03:00:00.000Z';
const four = '2026-01-05T04:00:00.000Z';

const stage = useAws();

const numbered = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name}${index}`);

describe('snapshots of a replication group', () => {
  const list = () => listCacheSnapshots(stage().dependencies.elasticache, region, 'sessions');
  const node = (createdAt: string | undefined, cacheSize?: string) => ({
    cacheClusterId: 'sessions-1',
    ...(createdAt === undefined ? {} : { createdAt: new Date(createdAt) }),
    ...defined({ cacheSize }),
  });

  it.each([
    { what: 'one shard', nodes: [node(three, '5 MB')], databaseTime: three, bytes: 5 * 1024 ** 2 },
    {
      what: 'shards, as old as the oldest',
      nodes: [node(four, '1.5 GB'), node(three, '512 KB')],
      databaseTime: three,
      bytes: 1.5 * 1024 ** 3 + 512 * 1024,
    },
    {
      what: 'shards of which one is not taken yet',
      nodes: [node(four, '5 MB'), node(undefined, '5 MB')],
      bytes: 10485760,
    },
    { what: 'a size that says nothing', nodes: [node(three, 'some')], databaseTime: three },
    { what: 'no shards', nodes: [] },
  ])('are listed with $what', async ({ nodes, databaseTime, bytes }) => {
    const spec = { region, name: 'night', replicationGroupId: 'sessions', status: 'available' } as const;
    stage().aws.elasticache.addSnapshot({ ...spec, source: 'manual', nodes });
    expect(await list()).toEqual([{ id: 'night', type: 'manual', state: 'available', databaseTime, bytes }]);
  });

  it('are read on all pages, and those of other groups and Regions are not among them', async () => {
    const names = numbered(130, 'night-');
    const spec = { region, replicationGroupId: 'sessions', status: 'available', nodes: [] } as const;
    for (const name of names) stage().aws.elasticache.addSnapshot({ ...spec, name });
    stage().aws.elasticache.addSnapshot({ ...spec, name: 'other', replicationGroupId: 'other' });
    stage().aws.elasticache.addSnapshot({ ...spec, name: 'far', region: 'us-west-2' });
    expect((await list()).map(({ id }) => id)).toEqual(names);
  });
});

describe('snapshots of tagged volumes', () => {
  const spec = { region, volumeId: 'vol-1', startTime: new Date(three), state: 'completed', sizeGiB: 8 } as const;
  const list = (value = 'daily') => listVolumeSnapshots(stage().dependencies.ec2, region, { key: 'backup', value });

  it('are listed with volume, moment and size', async () => {
    const { id } = stage().aws.ec2.addSnapshot({ ...spec, tags: { backup: 'daily' } });
    const bytes = 8 * 1024 ** 3;
    expect(await list()).toEqual([
      { id, type: 'snapshot', state: 'completed', databaseTime: three, bytes, group: 'vol-1' },
    ]);
  });

  it('are of no volume where they are copies', async () => {
    stage().aws.ec2.addSnapshot({ ...spec, volumeId: 'vol-ffffffff', tags: { backup: 'daily' } });
    expect(await list()).toMatchObject([{ type: 'copy', group: undefined }]);
  });

  it('are read on all pages, and other tags and Regions are not among them', async () => {
    const tags = { backup: 'daily' };
    const ids = numbered(2100, '').map(() => stage().aws.ec2.addSnapshot({ ...spec, tags }).id);
    stage().aws.ec2.addSnapshot({ ...spec, tags: { backup: 'weekly' } });
    stage().aws.ec2.addSnapshot({ ...spec, region: 'us-west-2', tags });
    expect((await list()).map(({ id }) => id)).toEqual(ids);
  });

  it.each(['*', 'd?ily', 'back\\slash', ''])('are those whose tag is exactly “%s”', async (value) => {
    const { id } = stage().aws.ec2.addSnapshot({ ...spec, tags: { backup: value } });
    stage().aws.ec2.addSnapshot({ ...spec, tags: { backup: 'daily' } });
    expect((await list(value)).map((one) => one.id)).toEqual([id]);
  });
});

describe('objects of a backup', () => {
  const put = async (key: string, body: string) => {
    const command = new PutObjectCommand({ Bucket: 'dumps', Key: key, Body: body });
    await stage().dependencies.s3(region).actor.send(command);
  };
  const list = () => listBackupObjects(stage().dependencies.s3, region, { bucket: 'dumps', prefix: 'orders/' });
  beforeEach(() => stage().aws.s3.addBucket({ name: 'dumps', region, publicRead: false }));

  it('are listed with time and size, those of the prefix only', async () => {
    await put('orders/monday.dump', 'four');
    await put('others/monday.dump', 'four');
    expect(await list()).toEqual([
      { id: 'orders/monday.dump', type: 'object', state: 'stored', databaseTime: expect.any(String), bytes: 4 },
    ]);
  });

  it('are read on all pages', async () => {
    const keys = numbered(1100, 'orders/').sort();
    for (const key of keys) await put(key, 'x');
    expect((await list()).map(({ id }) => id)).toEqual(keys);
  });

  it('of a bucket that is not there are an error', async () => {
    const { s3 } = stage().dependencies;
    const asked = listBackupObjects(s3, region, { bucket: 'none', prefix: '' });
    await expect(asked).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});
