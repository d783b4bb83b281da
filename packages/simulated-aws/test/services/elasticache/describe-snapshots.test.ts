import {
  DescribeSnapshotsCommand,
  type DescribeSnapshotsCommandInput,
  ElastiCacheClient,
} from '@aws-sdk/client-elasticache';
import { describe, expect, it } from 'vitest';
import { useAws } from '../../wire/operators-wire.ts';
import { callOf } from '../test-world.ts';

const region = 'us-west-2';
const replicationGroupId = 'sessions';
const createdAt = new Date('2026-01-05T03:00:00Z');
const snapshot = { region, replicationGroupId, status: 'available', nodes: [] } as const;

const stage = useAws(region);

const ask = (input: DescribeSnapshotsCommandInput = {}, where = region) =>
  stage().client(ElastiCacheClient, where).send(new DescribeSnapshotsCommand(input));
const namesOf = ({ Snapshots = [] }: { Snapshots?: { SnapshotName?: string | undefined }[] | undefined }) =>
  Snapshots.map(({ SnapshotName }) => SnapshotName);

const addMany = (count: number): string[] => {
  const names = Array.from({ length: count }, (_, index) => `night-${index}`);
  for (const name of names) stage().aws.elasticache.addSnapshot({ ...snapshot, name });
  return names;
};

describe('DescribeSnapshots of ElastiCache', () => {
  it('shows a snapshot with its nodes, in its own Region only', async () => {
    const nodes = [
      { cacheClusterId: 'sessions-0001-002', nodeGroupId: '0001', createdAt, cacheSize: '5 MB' },
      { cacheClusterId: 'sessions-0002-002', nodeGroupId: '0002' },
    ];
    const { arn } = stage().aws.elasticache.addSnapshot({ ...snapshot, name: 'night', status: 'creating', nodes });
    const { Snapshots } = await ask();
    expect(Snapshots).toEqual([
      {
        SnapshotName: 'night',
        ARN: arn,
        ReplicationGroupId: 'sessions',
        SnapshotStatus: 'creating',
        SnapshotSource: 'automated',
        NodeSnapshots: [
          {
            CacheClusterId: 'sessions-0001-002',
            NodeGroupId: '0001',
            CacheNodeId: '0001',
            CacheSize: '5 MB',
            SnapshotCreateTime: createdAt,
          },
          { CacheClusterId: 'sessions-0002-002', NodeGroupId: '0002', CacheNodeId: '0001' },
        ],
      },
    ]);
    expect(namesOf(await ask({}, 'us-east-1'))).toEqual([]);
  });

  it('pages by 50 unless told otherwise, each of them once', async () => {
    const names = addMany(121);
    const sizes: number[] = [];
    const found: unknown[] = [];
    let Marker: string | undefined;
    do {
      const page = await ask({ Marker });
      sizes.push(page.Snapshots?.length ?? 0);
      found.push(...namesOf(page));
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(sizes).toEqual([50, 50, 21]);
    expect(found).toEqual(names);
    expect(namesOf(await ask({ MaxRecords: 20 }))).toHaveLength(20);
  });

  it.each<{ what: string; input: DescribeSnapshotsCommandInput; found: string[] }>([
    { what: 'a replication group', input: { ReplicationGroupId: 'sessions' }, found: ['by-us', 'by-aws'] },
    { what: 'a group that has none', input: { ReplicationGroupId: 'other' }, found: [] },
    { what: 'a cluster', input: { CacheClusterId: 'single' }, found: ['of-one'] },
    { what: 'a name', input: { SnapshotName: 'by-us' }, found: ['by-us'] },
    { what: 'what people made', input: { SnapshotSource: 'user' }, found: ['by-us'] },
    { what: 'what ElastiCache made', input: { SnapshotSource: 'system' }, found: ['by-aws', 'of-one'] },
  ])('finds by $what', async ({ input, found }) => {
    const { elasticache } = stage().aws;
    elasticache.addSnapshot({ ...snapshot, name: 'by-us', source: 'manual' });
    elasticache.addSnapshot({ ...snapshot, name: 'by-aws' });
    elasticache.addSnapshot({ region, name: 'of-one', cacheClusterId: 'single', status: 'available', nodes: [] });
    expect(namesOf(await ask(input))).toEqual(found);
  });

  it.each<{ what: string; input: DescribeSnapshotsCommandInput; name: string }>([
    { what: 'an unknown name', input: { SnapshotName: 'x' }, name: 'SnapshotNotFoundFault' },
    { what: 'fewer than 20 records', input: { MaxRecords: 19 }, name: 'InvalidParameterValueException' },
    { what: 'more than 50 records', input: { MaxRecords: 51 }, name: 'InvalidParameterValueException' },
    { what: 'a marker that it did not give', input: { Marker: 'x' }, name: 'InvalidParameterValueException' },
    { what: 'an unknown source', input: { SnapshotSource: 'manual' }, name: 'InvalidParameterValueException' },
    { what: 'a cluster of which it knows nothing', input: { CacheClusterId: 'x' }, name: 'NotSimulated' },
    { what: 'the configuration of shards', input: { ShowNodeGroupConfig: true }, name: 'NotSimulated' },
  ])('refuses $what', async ({ input, name }) => {
    await expect(ask(input)).rejects.toMatchObject({ name });
  });
});

it('shows IAM the snapshot that is asked for, or all', () => {
  const { elasticache, world } = stage().aws;
  const call = callOf(elasticache, 'DescribeSnapshots', region);
  const arn = (name: string) => `arn:aws:elasticache:${region}:${world.account}:snapshot:${name}`;
  expect(elasticache.resources.DescribeSnapshots?.({ SnapshotName: 'night' }, call)).toEqual([arn('night')]);
  expect(elasticache.resources.DescribeSnapshots?.({}, call)).toEqual([arn('*')]);
});
