import { expect } from 'vitest';
import type { Asked } from './boto3.ts';

const account = '111122223333';
const has = (...items: unknown[]) => expect.arrayContaining(items);
const like = (part: Record<string, unknown>) => expect.objectContaining(part);

export type Look = Asked & Readonly<{ answer: Readonly<Record<string, unknown>> }>;

/** A first look at every service, and a part of what is to be seen there. */
export const looks: readonly Look[] = [
  { service: 'sts', call: 'get_caller_identity', answer: { Account: account, UserId: 'operator' } },
  {
    service: 'rds',
    call: 'describe_db_instances',
    region: 'us-west-2',
    answer: {
      DBInstances: has(
        like({ DBInstanceIdentifier: 'shielda-prod', DBInstanceStatus: 'available', BackupRetentionPeriod: 35 }),
      ),
    },
  },
  {
    service: 'rds',
    call: 'describe_db_snapshots',
    region: 'us-west-2',
    parameters: { DBInstanceIdentifier: 'shielda-prod' },
    answer: { DBSnapshots: has(like({ SnapshotType: 'automated', Status: 'available', PercentProgress: 100 })) },
  },
  {
    service: 'route53',
    call: 'list_hosted_zones',
    answer: { HostedZones: has(like({ Name: 'shielda.dev.' })), IsTruncated: false },
  },
  {
    service: 'cloudwatch',
    call: 'describe_alarms',
    parameters: { AlarmNames: ['shielda-app-unhealthy'] },
    answer: { MetricAlarms: has(like({ AlarmName: 'shielda-app-unhealthy', ActionsEnabled: true })) },
  },
  {
    service: 'events',
    call: 'list_event_buses',
    answer: { EventBuses: has(like({ Name: 'default' })) },
  },
  {
    service: 'scheduler',
    call: 'list_schedules',
    answer: { Schedules: has(like({ State: 'ENABLED', GroupName: 'default' })) },
  },
  {
    service: 'stepfunctions',
    call: 'list_state_machines',
    answer: { stateMachines: has(like({ name: 'lifeboat-dev-recover', type: 'STANDARD' })) },
  },
  {
    service: 'ecs',
    call: 'describe_services',
    parameters: { cluster: 'shielda', services: ['control-plane', 'nobody'] },
    answer: {
      services: has(like({ serviceName: 'control-plane', desiredCount: 0, runningCount: 0 })),
      failures: has(like({ reason: 'MISSING' })),
    },
  },
  { service: 'elasticache', call: 'describe_snapshots', answer: { Snapshots: [] } },
  { service: 'ec2', call: 'describe_snapshots', parameters: { OwnerIds: ['self'] }, answer: { Snapshots: [] } },
  {
    service: 'secretsmanager',
    call: 'get_secret_value',
    parameters: { SecretId: 'shielda/lifeboat-reader' },
    answer: { Name: 'shielda/lifeboat-reader', SecretString: expect.stringContaining('lifeboat_reader') },
  },
  {
    service: 'lambda',
    call: 'get_function_configuration',
    parameters: { FunctionName: 'lifeboat-dev-weighSignals' },
    answer: { Runtime: 'nodejs24.x', FunctionName: 'lifeboat-dev-weighSignals' },
  },
  { service: 'sqs', call: 'list_queues', answer: { QueueUrls: has(expect.stringContaining('lifeboat-dev')) } },
];

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
    parameters: { executionArn: `arn:aws:states:us-east-1:${account}:execution:lifeboat-dev-recover:nobody` },
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
];

/** What no rehearsal needs, in every way that requests are written. */
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
