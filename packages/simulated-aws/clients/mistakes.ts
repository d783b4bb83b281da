import type { Asked } from './boto3.ts';

const account = '111122223333';

export type Mistake = Asked & Readonly<{ error: string; status: number }>;

/** A mistake in each service, and the code that AWS has for it. */
export const mistakes: readonly Mistake[] = [
  {
    service: 'rds',
    call: 'describe_db_instances',
    parameters: { DBInstanceIdentifier: 'nobody' },
    error: 'DBInstanceNotFound',
    status: 404,
  },
  {
    service: 'route53',
    call: 'get_hosted_zone',
    parameters: { Id: 'ZNOBODY' },
    error: 'NoSuchHostedZone',
    status: 404,
  },
  {
    service: 's3',
    call: 'get_object',
    parameters: { Bucket: 'nobodys-bucket', Key: 'nothing' },
    error: 'NoSuchBucket',
    status: 404,
  },
  {
    service: 'stepfunctions',
    call: 'describe_execution',
    parameters: { executionArn: `arn:aws:states:us-east-1:${account}:execution:work:nobody` },
    error: 'ExecutionDoesNotExist',
    status: 400,
  },
  {
    service: 'dynamodb',
    call: 'get_item',
    parameters: { TableName: 'nobody', Key: { key: { S: 'x' } } },
    error: 'ResourceNotFoundException',
    status: 400,
  },
  {
    service: 'events',
    call: 'describe_rule',
    parameters: { Name: 'nobody' },
    error: 'ResourceNotFoundException',
    status: 400,
  },
  {
    service: 'scheduler',
    call: 'get_schedule',
    parameters: { Name: 'nobody' },
    error: 'ResourceNotFoundException',
    status: 404,
  },
  {
    service: 'ecs',
    call: 'describe_services',
    parameters: { cluster: 'nobody', services: ['x'] },
    error: 'ClusterNotFoundException',
    status: 400,
  },
  {
    service: 'secretsmanager',
    call: 'get_secret_value',
    parameters: { SecretId: 'nobody' },
    error: 'ResourceNotFoundException',
    status: 400,
  },
  { service: 'ssm', call: 'get_parameter', parameters: { Name: 'nobody' }, error: 'ParameterNotFound', status: 400 },
  {
    service: 'sqs',
    call: 'get_queue_url',
    parameters: { QueueName: 'nobody' },
    error: 'AWS.SimpleQueueService.NonExistentQueue',
    status: 400,
  },
  {
    service: 'cloudwatch',
    call: 'set_alarm_state',
    parameters: { AlarmName: 'nobody', StateValue: 'ALARM', StateReason: 'a try' },
    error: 'ResourceNotFound',
    status: 404,
  },
  {
    service: 'sns',
    call: 'publish',
    parameters: { TopicArn: `arn:aws:sns:us-east-1:${account}:nobody`, Message: 'x' },
    error: 'NotFound',
    status: 404,
  },
  {
    service: 'lambda',
    call: 'invoke',
    parameters: { FunctionName: 'nobody' },
    error: 'ResourceNotFoundException',
    status: 404,
  },
  {
    service: 'elasticache',
    call: 'describe_snapshots',
    parameters: { SnapshotName: 'nobody' },
    error: 'SnapshotNotFoundFault',
    status: 404,
  },
  {
    service: 'ec2',
    call: 'describe_snapshots',
    parameters: { SnapshotIds: ['snap-00000000000000001'] },
    error: 'InvalidSnapshot.NotFound',
    status: 400,
  },
  {
    service: 'cloudformation',
    call: 'describe_stacks',
    parameters: { StackName: 'nobody' },
    error: 'ValidationError',
    status: 400,
  },
  {
    service: 'rds',
    call: 'copy_db_snapshot',
    parameters: { SourceDBSnapshotIdentifier: 'nobody', TargetDBSnapshotIdentifier: 'x' },
    error: 'DBSnapshotNotFound',
    status: 404,
  },
  {
    service: 'rds',
    call: 'failover_global_cluster',
    parameters: { GlobalClusterIdentifier: 'nobody', TargetDbClusterIdentifier: 'x' },
    error: 'GlobalClusterNotFoundFault',
    status: 404,
  },
  {
    service: 'logs',
    call: 'get_log_events',
    parameters: { logGroupName: 'nobody', logStreamName: 'x' },
    error: 'ResourceNotFoundException',
    status: 400,
  },
];

/** What is not modelled, in every way that requests are written. */
export const refusals: readonly (Asked & Readonly<{ says: string }>)[] = [
  {
    service: 'rds',
    call: 'create_blue_green_deployment',
    parameters: { BlueGreenDeploymentName: 'x', Source: `arn:aws:rds:us-east-1:${account}:db:x` },
    says: 'NotSimulated: rds:CreateBlueGreenDeployment',
  },
  { service: 'ec2', call: 'describe_instances', says: 'NotSimulated: ec2:DescribeInstances' },
  {
    service: 'route53',
    call: 'list_traffic_policies',
    says: 'NotSimulated: route53:ListTrafficPolicies',
  },
  { service: 'stepfunctions', call: 'list_activities', says: 'NotSimulated: states:ListActivities' },
  {
    service: 'ecs',
    call: 'list_attributes',
    parameters: { targetType: 'container-instance' },
    says: 'NotSimulated: ecs:ListAttributes',
  },
  { service: 'lambda', call: 'list_layers', says: 'NotSimulated: lambda:ListLayers' },
  { service: 'dynamodb', call: 'list_backups', says: 'NotSimulated: dynamodb:ListBackups' },
  { service: 'kinesis', call: 'list_streams', says: 'NotSimulated: kinesis:ListStreams' },
  {
    service: 'rds',
    call: 'describe_events',
    parameters: { Filters: [{ Name: 'x', Values: ['y'] }] },
    says: 'NotSimulated: rds:DescribeEvents with Filters',
  },
];
