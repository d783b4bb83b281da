import {
  CreateGlobalReplicationGroupCommand,
  CreateReplicationGroupCommand,
  DeleteReplicationGroupCommand,
  DescribeGlobalReplicationGroupsCommand,
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
  FailoverGlobalReplicationGroupCommand,
} from '@aws-sdk/client-elasticache';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenedAws, openToOperators } from './operators-wire.ts';

const created = { ReplicationGroupDescription: 'd', CacheNodeType: 'cache.t4g.small' };

let opened: OpenedAws;
let near: ElastiCacheClient;
let far: ElastiCacheClient;
let GlobalReplicationGroupId: string | undefined;

const pass = (seconds: number) => opened.clock.advance(seconds * 1000);
const globalGroup = async () => {
  const shown = await near.send(new DescribeGlobalReplicationGroupsCommand({ ShowMemberInfo: true }));
  return shown.GlobalReplicationGroups?.[0];
};
const join = (ReplicationGroupId: string) =>
  far.send(new CreateReplicationGroupCommand({ ...created, ReplicationGroupId, GlobalReplicationGroupId }));
const failOver = (PrimaryReplicationGroupId: string) =>
  far.send(
    new FailoverGlobalReplicationGroupCommand({
      ...{ GlobalReplicationGroupId, PrimaryRegion: 'us-east-1', PrimaryReplicationGroupId },
    }),
  );

beforeEach(async () => {
  opened = await openToOperators();
  near = new ElastiCacheClient(opened.settings);
  far = new ElastiCacheClient({ ...opened.settings, region: 'us-east-1' });
  await near.send(new CreateReplicationGroupCommand({ ...created, ReplicationGroupId: 'sessions' }));
  await pass(600);
  const datastore = { GlobalReplicationGroupIdSuffix: 'all', PrimaryReplicationGroupId: 'sessions' };
  const made = await near.send(new CreateGlobalReplicationGroupCommand(datastore));
  GlobalReplicationGroupId = made.GlobalReplicationGroup?.GlobalReplicationGroupId;
});
afterEach(async () => {
  near.destroy();
  far.destroy();
  await opened.aws.close();
  expect(opened.errors).toEqual([]);
});

it('a global datastore has its primary only, until a group of another Region joins it', async () => {
  expect(await globalGroup()).toMatchObject({ Status: 'primary-only', GlobalReplicationGroupId });
  await join('copy');
  expect(await globalGroup()).toMatchObject({
    Status: 'available',
    Members: [
      { ReplicationGroupId: 'sessions', Role: 'PRIMARY', Status: 'associated' },
      { ReplicationGroupId: 'copy', Role: 'SECONDARY', Status: 'associating', ReplicationGroupRegion: 'us-east-1' },
    ],
  });
});

it('a failover makes the named secondary the primary, and is one at a time', async () => {
  await join('copy');
  await pass(600);
  await failOver('copy');
  await expect(failOver('copy')).rejects.toMatchObject({ name: 'InvalidGlobalReplicationGroupStateFault' });
  await pass(60);
  expect((await globalGroup())?.Members?.map(({ Role }) => Role)).toEqual(['SECONDARY', 'PRIMARY']);
  const { ReplicationGroups } = await near.send(new DescribeReplicationGroupsCommand({}));
  expect(ReplicationGroups?.[0]?.GlobalReplicationGroupInfo?.GlobalReplicationGroupMemberRole).toBe('SECONDARY');
  await expect(failOver('copy')).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});

it('a member cannot be deleted, nor a second one made in a Region', async () => {
  await join('copy');
  await expect(join('another')).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  const remove = new DeleteReplicationGroupCommand({ ReplicationGroupId: 'sessions' });
  await expect(near.send(remove)).rejects.toMatchObject({ name: 'InvalidReplicationGroupStateFault' });
});
