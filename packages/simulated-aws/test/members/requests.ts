/**
 * Of single operations: what a member is called where something new is made, and what must not be given together with the rest.
 * Undefined leaves a member out, unless it is the one that is looked for.
 */
const newInstance = { DBInstanceIdentifier: 'new', DBParameterGroupName: undefined, KmsKeyId: undefined };

export const ofOperation: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'ec2:CreateSnapshot': { TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'k', Value: 'v' }] }] },
  'ec2:CreateVolume': {
    ...{ Encrypted: undefined, SnapshotId: undefined, ClientToken: undefined },
    TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'k', Value: 'v' }] }],
  },
  'ec2:DescribeVolumes': { VolumeIds: undefined, 'Filters.Name': 'status' },
  'ec2:DescribeSnapshots': { SnapshotIds: undefined, 'Filters.Name': 'status' },
  'elasticache:CreateReplicationGroup': {
    ...{ ReplicationGroupId: 'new', GlobalReplicationGroupId: undefined, SnapshotName: undefined },
    ...{ NumNodeGroups: undefined, ReplicasPerNodeGroup: undefined, NumCacheClusters: 2, Engine: 'redis' },
  },
  'elasticache:CopySnapshot': { SourceSnapshotName: 'kept', TargetSnapshotName: 'copy' },
  'lambda:Invoke': { FunctionName: 'any', InvocationType: 'RequestResponse', LogType: 'None', Qualifier: '$LATEST' },
  'logs:GetLogEvents': { logGroupIdentifier: undefined, startTime: 1, endTime: 9_999_999_999_999 },
  'route53:CreateHealthCheck': {
    HealthCheckConfig: { Type: 'HTTP', FullyQualifiedDomainName: 'any.example', Port: 80 },
  },
  'events:PutTargets': {
    'Targets.Input': undefined,
    'Targets.InputTransformer': { InputPathsMap: { a: '$.a' }, InputTemplate: '"<a>"' },
  },
  'logs:FilterLogEvents': {
    logGroupIdentifier: undefined,
    logStreamNames: undefined,
    filterPattern: '',
    startTime: 1,
    endTime: 9_999_999_999_999,
  },
  'monitoring:PutMetricData': { 'MetricData.Value': undefined, 'MetricData.Values': undefined },
  'monitoring:PutMetricAlarm': {
    ...{ Metrics: undefined, TreatMissingData: 'missing', Unit: 'None', Threshold: 1, EvaluationPeriods: 1 },
    ...{ OKActions: undefined, AlarmActions: undefined, InsufficientDataActions: undefined, MetricName: 'm' },
  },
  'monitoring:DescribeAlarms': {
    ...{
      AlarmNames: undefined,
      ChildrenOfAlarmName: undefined,
      ParentsOfAlarmName: undefined,
      ActionPrefix: undefined,
    },
  },
  'monitoring:DescribeAlarmHistory': { HistoryItemType: 'Action' },
  'monitoring:PutAlarmMuteRule': {
    Rule: { Schedule: { Expression: 'at(2026-06-01T03:00)', Duration: 'PT1H' } },
    MuteTargets: { AlarmNames: ['any'] },
  },
  'rds:PromoteReadReplica': { DBInstanceIdentifier: 'replica', PreferredBackupWindow: '03:00-04:00' },
  'rds:RestoreDBInstanceFromDBSnapshot': { ...newInstance, DBSubnetGroupName: 'any' },
  'rds:RestoreDBInstanceToPointInTime': {
    ...{ ...newInstance, TargetDBInstanceIdentifier: 'new', SourceDBInstanceIdentifier: 'any' },
    ...{ SourceDbiResourceId: undefined, RestoreTime: undefined, UseLatestRestorableTime: true },
  },
  'rds:CreateDBInstanceReadReplica': { ...newInstance, SourceDBInstanceIdentifier: 'any' },
  'rds:CreateDBSnapshot': { DBSnapshotIdentifier: 'new' },
  'rds:CopyDBSnapshot': { TargetDBSnapshotIdentifier: 'new', KmsKeyId: undefined },
  'rds:CopyDBClusterSnapshot': { TargetDBClusterSnapshotIdentifier: 'new', KmsKeyId: undefined },
  'rds:CreateDBParameterGroup': { DBParameterGroupName: 'new' },
  'rds:CreateGlobalCluster': {
    SourceDBClusterIdentifier: undefined,
    Engine: 'aurora-postgresql',
    EngineVersion: '16.4',
  },
  'rds:CreateDBCluster': {
    ...{ DBClusterIdentifier: 'new', Engine: 'aurora-postgresql', EngineVersion: '16.4', KmsKeyId: undefined },
    ...{
      GlobalClusterIdentifier: undefined,
      ManageMasterUserPassword: undefined,
      DBClusterParameterGroupName: undefined,
    },
  },
  'rds:RestoreDBClusterFromSnapshot': {
    ...{ DBClusterIdentifier: 'new', Engine: 'aurora-postgresql', DBClusterParameterGroupName: undefined },
  },
  'rds:CreateDBInstance': { ...newInstance, DBClusterIdentifier: undefined, ManageMasterUserPassword: undefined },
  'rds:DescribeDBClusters': { DBClusterIdentifier: undefined },
  's3:CopyObject': {
    Key: 'copy',
    MetadataDirective: 'REPLACE',
    ServerSideEncryption: 'AES256',
    StorageClass: 'STANDARD',
  },
  's3:ListObjectsV2': { FetchOwner: false },
  'scheduler:CreateSchedule': {
    Name: 'new',
    'Target.RetryPolicy': { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 },
  },
  'secretsmanager:CreateSecret': { Name: 'new', SecretBinary: undefined, ClientRequestToken: undefined },
  'secretsmanager:PutSecretValue': { SecretBinary: undefined, ClientRequestToken: 'x'.repeat(32) },
  'secretsmanager:UpdateSecret': { SecretBinary: undefined, ClientRequestToken: 'x'.repeat(32) },
  'states:TestState': {
    ...{
      definition: '{"QueryLanguage":"JSONata","Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","End":true}',
    },
    ...{ stateName: undefined, mock: { result: '{}' }, context: '{}', variables: '{}', stateConfiguration: {} },
  },
};

/** Members without which an operation looks at none of the others. */
export const also: Readonly<Record<string, readonly string[]>> = {
  'ec2:CreateVolume': ['AvailabilityZone', 'Size'],
  'ec2:DescribeSnapshots': ['OwnerIds'],
  'elasticache:CreateReplicationGroup': ['NumCacheClusters', 'CacheNodeType'],
  'elasticache:ModifyReplicationGroup': ['ApplyImmediately'],
  'logs:FilterLogEvents': ['logGroupName'],
  'logs:GetLogEvents': ['logGroupName'],
  'monitoring:PutMetricAlarm': ['Namespace', 'MetricName', 'Statistic', 'Period', 'Threshold'],
  'monitoring:PutAlarmMuteRule': ['MuteTargets'],
  'rds:CreateDBCluster': ['MasterUsername', 'MasterUserPassword'],
  'rds:CreateDBInstance': ['MasterUsername', 'MasterUserPassword'],
  'rds:CreateDBInstanceReadReplica': ['SourceDBInstanceIdentifier'],
  'rds:RestoreDBInstanceFromDBSnapshot': ['DBSnapshotIdentifier'],
  'rds:RestoreDBInstanceToPointInTime': ['SourceDBInstanceIdentifier', 'UseLatestRestorableTime'],
  'rds:ModifyDBInstance': ['ApplyImmediately'],
};
