import type { MemberTable } from '../selection.ts';

export const elasticache: MemberTable = {
  DescribeReplicationGroups: 'ReplicationGroupId MaxRecords Marker',
  DescribeCacheClusters: 'CacheClusterId MaxRecords Marker ShowCacheNodeInfo ShowCacheClustersNotInReplicationGroups',
  CreateReplicationGroup:
    'ReplicationGroupId ReplicationGroupDescription GlobalReplicationGroupId AutomaticFailoverEnabled ' +
    'MultiAZEnabled NumCacheClusters NumNodeGroups ReplicasPerNodeGroup CacheNodeType Engine EngineVersion ' +
    'CacheParameterGroupName CacheSubnetGroupName SecurityGroupIds Tags{Key Value} SnapshotName ' +
    'PreferredMaintenanceWindow Port AutoMinorVersionUpgrade SnapshotRetentionLimit SnapshotWindow ' +
    'TransitEncryptionEnabled AtRestEncryptionEnabled',
  ModifyReplicationGroup:
    'ReplicationGroupId ReplicationGroupDescription PrimaryClusterId AutomaticFailoverEnabled ' +
    'MultiAZEnabled ApplyImmediately SnapshotRetentionLimit',
  DeleteReplicationGroup: 'ReplicationGroupId FinalSnapshotIdentifier',
  TestFailover: 'ReplicationGroupId NodeGroupId',
  DescribeSnapshots: 'ReplicationGroupId CacheClusterId SnapshotName SnapshotSource MaxRecords Marker',
  CreateSnapshot: 'ReplicationGroupId CacheClusterId SnapshotName',
  CopySnapshot: 'SourceSnapshotName TargetSnapshotName',
  DeleteSnapshot: 'SnapshotName',
  DescribeEvents: 'SourceIdentifier SourceType StartTime EndTime Duration MaxRecords Marker',
  CreateGlobalReplicationGroup:
    'GlobalReplicationGroupIdSuffix GlobalReplicationGroupDescription PrimaryReplicationGroupId',
  DescribeGlobalReplicationGroups: 'GlobalReplicationGroupId MaxRecords Marker ShowMemberInfo',
  FailoverGlobalReplicationGroup: 'GlobalReplicationGroupId PrimaryRegion PrimaryReplicationGroupId',
  AddTagsToResource: 'ResourceName Tags{Key Value}',
  RemoveTagsFromResource: 'ResourceName TagKeys',
  ListTagsForResource: 'ResourceName',
};
