import type { MemberTable } from '../selection.ts';

export const rds: MemberTable = {
  DescribeDBInstances: 'DBInstanceIdentifier Filters{Name Values} MaxRecords Marker',
  PromoteReadReplica: 'DBInstanceIdentifier BackupRetentionPeriod PreferredBackupWindow',
  RebootDBInstance: 'DBInstanceIdentifier ForceFailover',
  StopDBInstance: 'DBInstanceIdentifier',
  StartDBInstance: 'DBInstanceIdentifier',
  ModifyDBInstance:
    'DBInstanceIdentifier VpcSecurityGroupIds ApplyImmediately DBParameterGroupName BackupRetentionPeriod ' +
    'MultiAZ NewDBInstanceIdentifier CopyTagsToSnapshot DeletionProtection',
  DescribeEvents: 'SourceIdentifier SourceType StartTime EndTime Duration EventCategories MaxRecords Marker',
  ListTagsForResource: 'ResourceName',
  AddTagsToResource: 'ResourceName Tags{Key Value}',
  RemoveTagsFromResource: 'ResourceName TagKeys',
  RestoreDBInstanceFromDBSnapshot:
    'DBInstanceIdentifier DBSnapshotIdentifier DBInstanceClass DBSubnetGroupName MultiAZ ' +
    'PubliclyAccessible AutoMinorVersionUpgrade Tags{Key Value} VpcSecurityGroupIds DBParameterGroupName ' +
    'DeletionProtection BackupRetentionPeriod CopyTagsToSnapshot EnableIAMDatabaseAuthentication ' +
    'ManageMasterUserPassword',
  RestoreDBInstanceToPointInTime:
    'SourceDBInstanceIdentifier SourceDbiResourceId TargetDBInstanceIdentifier UseLatestRestorableTime ' +
    'RestoreTime DBInstanceClass DBSubnetGroupName MultiAZ PubliclyAccessible AutoMinorVersionUpgrade ' +
    'Tags{Key Value} VpcSecurityGroupIds DBParameterGroupName DeletionProtection BackupRetentionPeriod ' +
    'CopyTagsToSnapshot EnableIAMDatabaseAuthentication ManageMasterUserPassword',
  CreateDBInstanceReadReplica:
    'DBInstanceIdentifier SourceDBInstanceIdentifier DBInstanceClass MultiAZ PubliclyAccessible Tags{Key ' +
    'Value} AutoMinorVersionUpgrade DBSubnetGroupName VpcSecurityGroupIds CopyTagsToSnapshot KmsKeyId ' +
    'DeletionProtection PreSignedUrl',
  DeleteDBInstance: 'DBInstanceIdentifier SkipFinalSnapshot FinalDBSnapshotIdentifier DeleteAutomatedBackups',
  DescribeAccountAttributes: '',
  DescribeDBSnapshots:
    'DBInstanceIdentifier DBSnapshotIdentifier SnapshotType IncludeShared DbiResourceId MaxRecords Marker',
  CreateDBSnapshot: 'DBSnapshotIdentifier DBInstanceIdentifier Tags{Key Value}',
  CopyDBSnapshot:
    'SourceDBSnapshotIdentifier TargetDBSnapshotIdentifier KmsKeyId Tags{Key Value} CopyTags PreSignedUrl',
  DeleteDBSnapshot: 'DBSnapshotIdentifier',
  ModifyDBSnapshotAttribute: 'DBSnapshotIdentifier AttributeName ValuesToAdd ValuesToRemove',
  DescribeDBSnapshotAttributes: 'DBSnapshotIdentifier',
  DescribeDBClusterSnapshots:
    'DBClusterIdentifier DBClusterSnapshotIdentifier SnapshotType IncludeShared MaxRecords Marker',
  CopyDBClusterSnapshot:
    'SourceDBClusterSnapshotIdentifier TargetDBClusterSnapshotIdentifier KmsKeyId PreSignedUrl CopyTags ' +
    'Tags{Key Value}',
  DeleteDBClusterSnapshot: 'DBClusterSnapshotIdentifier',
  DescribeDBParameterGroups: 'DBParameterGroupName MaxRecords Marker',
  DescribeDBClusterParameterGroups: 'DBClusterParameterGroupName MaxRecords Marker',
  DescribeDBParameters: 'DBParameterGroupName Source MaxRecords Marker',
  CreateDBParameterGroup: 'DBParameterGroupName DBParameterGroupFamily Description Tags{Key Value}',
  ModifyDBParameterGroup: 'DBParameterGroupName Parameters{ParameterName ParameterValue ApplyMethod}',
  DeleteDBParameterGroup: 'DBParameterGroupName',
  DescribeDBSubnetGroups: 'DBSubnetGroupName MaxRecords Marker',
  CreateGlobalCluster:
    'GlobalClusterIdentifier SourceDBClusterIdentifier Engine EngineVersion DeletionProtection ' +
    'DatabaseName Tags{Key Value}',
  DescribeGlobalClusters: 'GlobalClusterIdentifier MaxRecords Marker',
  SwitchoverGlobalCluster: 'GlobalClusterIdentifier TargetDbClusterIdentifier',
  FailoverGlobalCluster: 'GlobalClusterIdentifier TargetDbClusterIdentifier AllowDataLoss Switchover',
  RemoveFromGlobalCluster: 'GlobalClusterIdentifier DbClusterIdentifier',
  DeleteGlobalCluster: 'GlobalClusterIdentifier',
  DescribeDBClusters: 'DBClusterIdentifier Filters{Name Values} MaxRecords Marker',
  CreateDBCluster:
    'BackupRetentionPeriod DatabaseName DBClusterIdentifier DBClusterParameterGroupName ' +
    'VpcSecurityGroupIds DBSubnetGroupName Engine EngineVersion MasterUsername MasterUserPassword Tags{Key ' +
    'Value} StorageEncrypted KmsKeyId PreSignedUrl DeletionProtection GlobalClusterIdentifier ' +
    'CopyTagsToSnapshot ManageMasterUserPassword',
  RestoreDBClusterFromSnapshot:
    'DBClusterIdentifier SnapshotIdentifier Engine DBSubnetGroupName VpcSecurityGroupIds Tags{Key Value} ' +
    'DBClusterParameterGroupName DeletionProtection CopyTagsToSnapshot BackupRetentionPeriod',
  ModifyDBCluster: 'DBClusterIdentifier ApplyImmediately DeletionProtection ManageMasterUserPassword',
  CreateDBInstance:
    'DBName DBInstanceIdentifier AllocatedStorage DBInstanceClass Engine MasterUsername MasterUserPassword ' +
    'VpcSecurityGroupIds DBSubnetGroupName DBParameterGroupName BackupRetentionPeriod MultiAZ ' +
    'EngineVersion AutoMinorVersionUpgrade PubliclyAccessible Tags{Key Value} DBClusterIdentifier ' +
    'StorageType StorageEncrypted KmsKeyId CopyTagsToSnapshot PromotionTier DeletionProtection ' +
    'ManageMasterUserPassword',
  DeleteDBCluster: 'DBClusterIdentifier SkipFinalSnapshot FinalDBSnapshotIdentifier DeleteAutomatedBackups',
  CreateDBClusterSnapshot: 'DBClusterSnapshotIdentifier DBClusterIdentifier Tags{Key Value}',
  StopDBCluster: 'DBClusterIdentifier',
  StartDBCluster: 'DBClusterIdentifier',
  FailoverDBCluster: 'DBClusterIdentifier TargetDBInstanceIdentifier',
};
