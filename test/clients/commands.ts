import { expect } from 'vitest';
import { executionArn, machineArn, runInput } from './machines.ts';
import { shieldaZone } from './shielda-zone.ts';

const run = executionArn('recover', 'typed');
const has = (part: Record<string, unknown>) => expect.arrayContaining([expect.objectContaining(part)]);
const anyText = expect.any(String);

export type Typed = Readonly<{ args: readonly string[]; answer: Readonly<Record<string, unknown>> }>;

/** In this order, as a person would type them; each is read and answered. */
export const commands: readonly Typed[] = [
  { args: ['sts', 'get-caller-identity'], answer: { Account: '111122223333' } },
  {
    args: ['cloudformation', 'describe-stacks', '--stack-name', 'lifeboat-dev'],
    answer: { Stacks: has({ StackName: 'lifeboat-dev', StackStatus: 'CREATE_COMPLETE' }) },
  },
  {
    args: [
      ...['stepfunctions', 'start-execution', '--state-machine-arn', machineArn('recover'), '--name', 'typed'],
      ...['--input', runInput({ mode: 'approval', bypassHoldDown: true })],
    ],
    answer: { executionArn: run },
  },
  { args: ['stepfunctions', 'describe-execution', '--execution-arn', run], answer: { status: 'RUNNING' } },
  {
    args: ['stepfunctions', 'stop-execution', '--execution-arn', run, '--error', 'Stopped'],
    answer: { stopDate: expect.anything() },
  },
  {
    args: ['stepfunctions', 'get-execution-history', '--execution-arn', run, '--reverse-order', '--max-items', '1'],
    answer: { events: [{ type: 'ExecutionAborted' }] },
  },
  { args: ['stepfunctions', 'redrive-execution', '--execution-arn', run], answer: { redriveDate: expect.anything() } },
  { args: ['stepfunctions', 'list-map-runs', '--execution-arn', run], answer: { mapRuns: [] } },
  { args: ['stepfunctions', 'stop-execution', '--execution-arn', run], answer: { stopDate: expect.anything() } },
  {
    args: ['rds', 'describe-db-instances', '--region', 'us-west-2'],
    answer: { DBInstances: has({ DBInstanceIdentifier: 'shielda-prod', Engine: 'postgres' }) },
  },
  {
    args: ['route53', 'list-hosted-zones-by-name', '--dns-name', 'shielda.dev'],
    answer: { HostedZones: has({ Name: 'shielda.dev.' }) },
  },
  {
    args: ['route53', 'list-resource-record-sets', '--hosted-zone-id', shieldaZone()],
    answer: { ResourceRecordSets: has({ Type: 'CNAME', Failover: 'PRIMARY' }) },
  },
  {
    args: [
      ...['cloudwatch', 'set-alarm-state', '--alarm-name', 'shielda-app-unhealthy'],
      ...['--state-value', 'INSUFFICIENT_DATA', '--state-reason', 'a try'],
    ],
    answer: {},
  },
  {
    args: ['cloudwatch', 'describe-alarm-history', '--alarm-name', 'shielda-app-unhealthy', '--max-items', '1'],
    answer: { AlarmHistoryItems: [{ HistoryItemType: 'StateUpdate' }] },
  },
  {
    args: ['events', 'put-events', '--entries', '[{"Source":"a.try","DetailType":"A try","Detail":"{}"}]'],
    answer: { FailedEntryCount: 0, Entries: [{ EventId: anyText }] },
  },
  {
    args: [
      ...['sns', 'publish', '--topic-arn', 'arn:aws:sns:us-east-1:111122223333:lifeboat-dev-notices'],
      ...['--subject', 'a try', '--message', 'typed by hand'],
    ],
    answer: { MessageId: anyText },
  },
  {
    args: ['sns', 'list-topics'],
    answer: { Topics: has({ TopicArn: expect.stringContaining('lifeboat-dev-notices') }) },
  },
  { args: ['dynamodb', 'list-tables'], answer: { TableNames: expect.arrayContaining([anyText]) } },
  {
    args: ['s3api', 'list-buckets'],
    answer: { Buckets: has({ Name: expect.stringContaining('lifeboat-dev-records') }) },
  },
  {
    args: ['secretsmanager', 'get-secret-value', '--secret-id', 'shielda/lifeboat-reader'],
    answer: { SecretString: expect.stringContaining('lifeboat_reader') },
  },
  {
    args: ['ssm', 'put-parameter', '--name', '/a/try', '--value', 'typed', '--type', 'String', '--overwrite'],
    answer: { Version: expect.any(Number) },
  },
  { args: ['ssm', 'get-parameter', '--name', '/a/try'], answer: { Parameter: { Value: 'typed' } } },
  {
    args: ['ecs', 'describe-services', '--cluster', 'shielda', '--services', 'control-plane'],
    answer: { services: has({ serviceName: 'control-plane' }) },
  },
  { args: ['elasticache', 'describe-replication-groups'], answer: { ReplicationGroups: [] } },
  {
    args: [
      ...['lambda', 'invoke', '--function-name', 'lifeboat-dev-watchVerifications', '--payload', '{}'],
      ...['--cli-binary-format', 'raw-in-base64-out', '/dev/null'],
    ],
    answer: { StatusCode: 200, ExecutedVersion: '$LATEST' },
  },
];

export type Mistyped = Readonly<{ args: readonly string[]; says: string }>;

/** As the command line prints them. */
export const errors: readonly Mistyped[] = [
  { args: ['rds', 'describe-db-instances', '--db-instance-identifier', 'nobody'], says: '(DBInstanceNotFound)' },
  { args: ['s3api', 'get-object', '--bucket', 'nobody', '--key', 'x', '/dev/null'], says: '(NoSuchBucket)' },
  { args: ['stepfunctions', 'describe-execution', '--execution-arn', `${run}-not`], says: '(ExecutionDoesNotExist)' },
  { args: ['ec2', 'describe-instances'], says: 'NotSimulated: ec2:DescribeInstances' },
];
