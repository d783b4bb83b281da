import type { Asked } from 'simulated-aws/clients/boto3.ts';
import { expect } from 'vitest';
import { shieldaZone } from './shielda-zone.ts';

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
  {
    service: 'cloudformation',
    call: 'describe_stacks',
    answer: { Stacks: has(like({ StackName: 'lifeboat-dev', StackStatus: 'CREATE_COMPLETE' })) },
  },
  {
    service: 'cloudformation',
    call: 'describe_stacks',
    region: 'us-west-2',
    answer: { Stacks: has(like({ StackName: 'lifeboat-detector-dev', StackStatus: 'CREATE_COMPLETE' })) },
  },
  {
    service: 'route53',
    call: 'list_resource_record_sets',
    parameters: { HostedZoneId: shieldaZone() },
    answer: { ResourceRecordSets: has(like({ Type: 'CNAME', Failover: 'PRIMARY', SetIdentifier: 'primary' })) },
  },
  {
    service: 'events',
    call: 'put_events',
    parameters: { Entries: [{ Source: 'a.try', DetailType: 'A try', Detail: '{}' }] },
    answer: { FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] },
  },
  { service: 'dynamodb', call: 'list_tables', answer: { TableNames: has(expect.stringContaining('Ledger')) } },
  { service: 's3', call: 'list_buckets', answer: { Buckets: has(like({ Name: expect.stringContaining('records') })) } },
  { service: 'sns', call: 'list_topics', answer: { Topics: has({ TopicArn: expect.stringContaining('notices') }) } },
  {
    service: 'logs',
    call: 'describe_log_groups',
    answer: { logGroups: has(like({ logGroupName: '/aws/lambda/lifeboat-dev-weighSignals' })) },
  },
  { service: 'elasticache', call: 'describe_replication_groups', answer: { ReplicationGroups: [] } },
  { service: 'rds', call: 'describe_global_clusters', answer: { GlobalClusters: [] } },
  {
    service: 'kms',
    call: 'create_key',
    answer: { KeyMetadata: like({ KeyState: 'Enabled', KeyManager: 'CUSTOMER' }) },
  },
  { service: 'kms', call: 'list_keys', answer: { Keys: has(like({ KeyId: expect.any(String) })) } },
  {
    service: 'kms',
    call: 'encrypt',
    parameters: { KeyId: 'alias/aws/sns', Plaintext: 'hello' },
    answer: { EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
  },
  {
    service: 'sns',
    call: 'get_topic_attributes',
    parameters: { TopicArn: `arn:aws:sns:us-east-1:${account}:lifeboat-dev-notices` },
    answer: { Attributes: like({ Owner: account, Policy: expect.stringContaining('SNS:Publish') }) },
  },
  {
    service: 'rds',
    call: 'describe_db_parameter_groups',
    region: 'us-west-2',
    answer: { DBParameterGroups: has(like({ DBParameterGroupName: 'shielda-postgres18' })) },
  },
  { service: 'ec2', call: 'describe_regions', answer: { Regions: has(like({ RegionName: 'us-west-2' })) } },
  {
    service: 'ssm',
    call: 'put_parameter',
    parameters: { Name: '/a/try', Value: '1', Type: 'String', Overwrite: true },
    answer: { Version: expect.any(Number) },
  },
  {
    service: 'ssm',
    call: 'get_parameter',
    parameters: { Name: '/a/try' },
    answer: { Parameter: like({ Value: '1', Type: 'String' }) },
  },
  {
    service: 'lambda',
    call: 'invoke',
    parameters: { FunctionName: 'lifeboat-dev-watchVerifications', Payload: '{}' },
    answer: { StatusCode: 200, ExecutedVersion: '$LATEST' },
  },
  { service: 'sqs', call: 'list_queues', answer: { QueueUrls: has(expect.stringContaining('lifeboat-dev')) } },
];
