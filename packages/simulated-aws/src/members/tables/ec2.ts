import type { MemberTable } from '../selection.ts';

export const ec2: MemberTable = {
  DescribeSnapshots: 'MaxResults NextToken OwnerIds SnapshotIds Filters{Name Values}',
  CreateSnapshot: 'Description VolumeId TagSpecifications{ResourceType Tags{Key Value}} DryRun',
  DeleteSnapshot: 'SnapshotId DryRun',
  DescribeVolumes: 'VolumeIds DryRun Filters{Name Values} NextToken MaxResults',
  CreateVolume:
    'AvailabilityZone Encrypted Size SnapshotId VolumeType TagSpecifications{ResourceType Tags{Key Value}} ' +
    'ClientToken DryRun',
  DeleteVolume: 'VolumeId DryRun',
  DescribeSecurityGroups: 'GroupIds DryRun',
  DescribeRegions: 'RegionNames DryRun',
  DescribeAvailabilityZones: 'ZoneNames DryRun',
};
