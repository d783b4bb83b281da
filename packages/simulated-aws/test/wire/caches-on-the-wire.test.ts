import {
  AddTagsToResourceCommand,
  CopySnapshotCommand,
  CreateReplicationGroupCommand,
  type CreateReplicationGroupCommandInput,
  CreateServerlessCacheCommand,
  CreateSnapshotCommand,
  DeleteReplicationGroupCommand,
  DeleteSnapshotCommand,
  DescribeCacheClustersCommand,
  DescribeEventsCommand,
  DescribeGlobalReplicationGroupsCommand,
  DescribeReplicationGroupsCommand,
  DescribeSnapshotsCommand,
  ElastiCacheClient,
  ListTagsForResourceCommand,
  ModifyReplicationGroupCommand,
  TestFailoverCommand,
} from '@aws-sdk/client-elasticache';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedAws, openToOperators } from './operators-wire.ts';

const ReplicationGroupId = 'sessions';
const created = { ReplicationGroupId, ReplicationGroupDescription: 'd', CacheNodeType: 'cache.t4g.small' };
const ready = { AutomaticFailoverEnabled: true, NumCacheClusters: 2 };

let opened: OpenedAws;
let client: ElastiCacheClient;

beforeEach(async () => {
  opened = await openToOperators();
  client = new ElastiCacheClient(opened.settings);
});
afterEach(async () => {
  client.destroy();
  await opened.aws.close();
  expect(opened.errors).toEqual([]);
});

const pass = (seconds: number) => opened.clock.advance(seconds * 1000);
const group = async () =>
  (await client.send(new DescribeReplicationGroupsCommand({ ReplicationGroupId }))).ReplicationGroups?.[0];
const create = (input: Partial<CreateReplicationGroupCommandInput> = {}) =>
  client.send(new CreateReplicationGroupCommand({ ...created, ...input }));
const createReady = async (input: Partial<CreateReplicationGroupCommandInput> = ready) => {
  await create(input);
  await pass(600);
};
const rolesOf = async () =>
  (await group())?.NodeGroups?.[0]?.NodeGroupMembers?.map(({ CacheClusterId, CurrentRole }) => [
    CacheClusterId,
    CurrentRole,
  ]);
const messages = async () => (await client.send(new DescribeEventsCommand({}))).Events?.map(({ Message }) => Message);
const snapshotStatus = async (SnapshotName: string) =>
  (await client.send(new DescribeSnapshotsCommand({ SnapshotName }))).Snapshots?.[0]?.SnapshotStatus;

describe('a replication group', () => {
  it('is creating without endpoints, then available with them, and gone after it was deleting', async () => {
    const made = await create(ready);
    expect(made.ReplicationGroup).toMatchObject({
      Status: 'creating',
      MemberClusters: ['sessions-001', 'sessions-002'],
    });
    expect(made.ReplicationGroup?.NodeGroups?.[0]?.PrimaryEndpoint).toBeUndefined();
    await pass(600);
    expect(await group()).toMatchObject({
      Status: 'available',
      AutomaticFailover: 'enabled',
      ARN: 'arn:aws:elasticache:us-west-2:111122223333:replicationgroup:sessions',
      NodeGroups: [
        {
          PrimaryEndpoint: { Address: expect.stringMatching(/^sessions\.\w{6}\.ng\.0001\.usw2\.cache\./), Port: 6379 },
        },
      ],
    });
    await client.send(new DeleteReplicationGroupCommand({ ReplicationGroupId, FinalSnapshotIdentifier: 'last' }));
    expect((await group())?.Status).toBe('deleting');
    await pass(420);
    await expect(group()).rejects.toMatchObject({ name: 'ReplicationGroupNotFoundFault' });
    expect(await snapshotStatus('last')).toBe('available');
  });

  it('of several shards has one endpoint and tells no roles', async () => {
    await createReady({ AutomaticFailoverEnabled: true, NumNodeGroups: 2, ReplicasPerNodeGroup: 1 });
    const found = await group();
    expect(found).toMatchObject({
      ClusterEnabled: true,
      MemberClusters: expect.arrayContaining(['sessions-0002-002']),
    });
    expect(found?.ConfigurationEndpoint?.Address).toMatch(/^clustercfg\.sessions\./);
    expect(found?.NodeGroups?.[1]?.NodeGroupMembers?.[0]).not.toHaveProperty('CurrentRole');
  });

  it('shows its clusters, with their nodes where that is asked for', async () => {
    await createReady();
    const { CacheClusters = [] } = await client.send(new DescribeCacheClustersCommand({ ShowCacheNodeInfo: true }));
    expect(CacheClusters.map(({ CacheClusterId, CacheNodes }) => [CacheClusterId, CacheNodes?.length])).toEqual([
      ['sessions-001', 1],
      ['sessions-002', 1],
    ]);
    const alone = await client.send(
      new DescribeCacheClustersCommand({ ShowCacheClustersNotInReplicationGroups: true }),
    );
    expect(alone.CacheClusters ?? []).toEqual([]);
  });

  it('keeps tags', async () => {
    await createReady({ Tags: [{ Key: 'a', Value: '1' }] });
    const ResourceName = (await group())?.ARN;
    await client.send(new AddTagsToResourceCommand({ ResourceName, Tags: [{ Key: 'b', Value: '2' }] }));
    const { TagList } = await client.send(new ListTagsForResourceCommand({ ResourceName }));
    expect(TagList).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ]);
  });
});

describe('a failover', () => {
  const test = (NodeGroupId = '0001') => client.send(new TestFailoverCommand({ ReplicationGroupId, NodeGroupId }));

  it('for a test changes roles, recovers the node, and is told in five events', async () => {
    await createReady();
    await test();
    expect((await group())?.Status).toBe('modifying');
    await expect(test()).rejects.toMatchObject({ name: 'InvalidReplicationGroupStateFault' });
    await pass(30);
    expect(await rolesOf()).toEqual([
      ['sessions-001', 'replica'],
      ['sessions-002', 'primary'],
    ]);
    expect((await group())?.Status).toBe('modifying');
    await pass(180);
    expect((await group())?.Status).toBe('available');
    const completed = 'Failover from primary node sessions-001 to replica node sessions-002 completed';
    expect(await messages()).toEqual([
      'Replication group sessions created',
      'Test Failover API called for node group 0001',
      completed,
      completed,
      'Recovering cache nodes 0001',
      'Finished recovery for cache nodes 0001',
    ]);
  });

  it('for a test is refused after fifteen shards in a day', async () => {
    await createReady();
    for (let count = 0; count < 15; count += 1) {
      await test();
      await pass(211);
    }
    await expect(test()).rejects.toMatchObject({ name: 'APICallRateForCustomerExceededFault' });
    await pass(86_400 - 15 * 211);
    await test();
  });

  it('for a test needs a shard that can fail over', async () => {
    await createReady({});
    await expect(test('0002')).rejects.toMatchObject({ name: 'NodeGroupNotFoundFault' });
    await expect(test()).rejects.toMatchObject({ name: 'InvalidReplicationGroupStateFault' });
  });

  it('by hand makes the named cluster the primary, once nothing fails over by itself', async () => {
    await createReady();
    const change = { ReplicationGroupId, ApplyImmediately: true };
    const promote = { ...change, PrimaryClusterId: 'sessions-002' };
    await expect(client.send(new ModifyReplicationGroupCommand(promote))).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
    });
    await client.send(new ModifyReplicationGroupCommand({ ...change, AutomaticFailoverEnabled: false }));
    expect((await group())?.AutomaticFailover).toBe('disabling');
    await pass(60);
    await client.send(new ModifyReplicationGroupCommand(promote));
    expect((await group())?.PendingModifiedValues).toEqual({ PrimaryClusterId: 'sessions-002' });
    await pass(60);
    expect((await rolesOf())?.[1]).toEqual(['sessions-002', 'primary']);
  });
});

describe('a snapshot', () => {
  it('is taken, copied, restored and deleted, with the statuses of each', async () => {
    await createReady();
    await client.send(new CreateSnapshotCommand({ ReplicationGroupId, SnapshotName: 'one' }));
    expect([(await group())?.Status, await snapshotStatus('one')]).toEqual(['snapshotting', 'creating']);
    await pass(120);
    await client.send(new CopySnapshotCommand({ SourceSnapshotName: 'one', TargetSnapshotName: 'two' }));
    expect([await snapshotStatus('one'), await snapshotStatus('two')]).toEqual(['copying', 'creating']);
    await pass(60);
    await create({ ReplicationGroupId: 'again', SnapshotName: 'two' });
    expect(await snapshotStatus('two')).toBe('restoring');
    await expect(client.send(new DeleteSnapshotCommand({ SnapshotName: 'two' }))).rejects.toMatchObject({
      name: 'InvalidSnapshotStateFault',
    });
    await pass(900);
    expect(await snapshotStatus('two')).toBe('available');
    await client.send(new DeleteSnapshotCommand({ SnapshotName: 'two' }));
    await pass(60);
    await expect(snapshotStatus('two')).rejects.toMatchObject({ name: 'SnapshotNotFoundFault' });
  });

  it('needs a free name and one source', async () => {
    await createReady();
    const name = { SnapshotName: 'one' };
    await client.send(new CreateSnapshotCommand({ ...name, CacheClusterId: 'sessions-002' }));
    await pass(120);
    await expect(client.send(new CreateSnapshotCommand({ ...name, ReplicationGroupId }))).rejects.toMatchObject({
      name: 'SnapshotAlreadyExistsFault',
    });
    await expect(client.send(new CreateSnapshotCommand(name))).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
    });
  });
});

it.each([
  ['ReplicationGroupAlreadyExistsFault', () => create()],
  ['InvalidParameterValueException', () => create({ ReplicationGroupId: '1st' })],
  ['InvalidParameterValueException', () => create({ ReplicationGroupId: 'new', SnapshotName: 'none' })],
  ['InvalidParameterCombinationException', () => create({ ReplicationGroupId: 'new', AutomaticFailoverEnabled: true })],
  ['NotSimulated', () => create({ ReplicationGroupId: 'new', AuthToken: 'x' })],
  ['InvalidReplicationGroupStateFault', () => client.send(new DeleteReplicationGroupCommand({ ReplicationGroupId }))],
  ['CacheClusterNotFoundFault', () => client.send(new DescribeCacheClustersCommand({ CacheClusterId: 'none' }))],
  ['InvalidARNFault', () => client.send(new ListTagsForResourceCommand({ ResourceName: 'sessions' }))],
  [
    'GlobalReplicationGroupNotFoundFault',
    () => client.send(new DescribeGlobalReplicationGroupsCommand({ GlobalReplicationGroupId: 'none' })),
  ],
  ['NotSimulated', () => client.send(new CreateServerlessCacheCommand({ ServerlessCacheName: 'a', Engine: 'redis' }))],
])('while a group is creating, a request is answered with %s', async (name, ask) => {
  await create();
  await expect(ask()).rejects.toMatchObject({ name });
});
