import { createAws, type SimulatedAws } from '../../src/aws.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { operate } from '../../src/operate.ts';
import { createModelEngine } from '../../src/postgres/create-model-engine.ts';
import { ofOperation } from './requests.ts';

export const region = 'us-east-1';
const account = '111122223333';
const arn = (service: string, what: string): string => `arn:aws:${service}:${region}:${account}:${what}`;
const role = `arn:aws:iam::${account}:role/any`;

const definition = JSON.stringify({
  ...{ QueryLanguage: 'JSONata', StartAt: 'W' },
  States: { W: { Type: 'Wait', Seconds: 3600, End: true } },
});

const trust = {
  Statement: {
    ...{ Effect: 'Allow', Action: 'sts:AssumeRole' },
    Principal: { Service: ['scheduler.amazonaws.com', 'events.amazonaws.com', 'lambda.amazonaws.com'] },
  },
};

const setDatabases = async (aws: SimulatedAws, clock: ReturnType<typeof createVirtualClock>) => {
  const engine = createModelEngine(clock);
  aws.rds.restores.engine = engine;
  const users = [{ name: 'postgres', password: 'before', readOnly: false }];
  const database = await engine.createPrimary({ name: 'p', region, database: 'postgres', users, schema: '' });
  const { resourceId, arn: source } = aws.rds.addInstance({ id: 'any', region, engine: 'postgres', database });
  aws.rds.addInstance({ id: 'replica', region, engine: 'postgres', replicaOf: source });
  aws.rds.addSecurityGroup({ id: 'sg-any', region, open: true });
  aws.rds.addNamedGroup({ sort: 'subgrp', region, name: 'any' });
  const instance = { id: 'any', resourceId };
  aws.rds.addSnapshot({ region, id: 'rds:any', instance });
  const cluster = { ...instance, masterUsername: 'postgres', engineVersion: '16.4' };
  aws.rds.addClusterSnapshot({ region, id: 'rds:cluster', cluster });
  aws.ec2.addSnapshot({
    ...{ region, id: 'snap-0123456789abcdef0', volumeId: 'vol-0123456789abcdef0', startTime: new Date(0) },
    ...{ state: 'completed', sizeGiB: 1, tags: {} },
  });
};

/** An account with one of most things, all called `any`. */
export const setTheScene = async () => {
  const clock = createVirtualClock();
  const aws = createAws({ clock, onError: () => undefined });
  const ask = (service: string, operation: string, input: Readonly<Record<string, unknown>>) =>
    clock.runUntil(operate(aws, { service, region, operation, input }));
  aws.identity.addRole({ name: 'any', trust, policies: [] });
  await setDatabases(aws, clock);
  aws.sns.createTopic({ name: 'any', region });
  aws.sqs.createQueue({ name: 'any', region });
  aws.s3.addBucket({ name: 'any-bucket', region, publicRead: false });
  aws.route53.addZone({ id: 'ZANY', name: 'any.example' });
  aws.ssm.addParameter({ name: 'any', region, value: 'v' });
  aws.secretsManager.addSecret({ name: 'any', region, value: 'v' });
  aws.logs.addGroup({ name: 'any', region });
  aws.logs.openStream({ region, group: 'any', stream: 'any', may: () => true })('any');
  aws.lambda.createFunction({
    ...{
      name: 'any',
      region,
      arn: arn('lambda', 'function:any'),
      roleArn: role,
      file: 'index.cjs',
      handler: 'index.handler',
    },
    ...{ code: 'exports.handler = async () => 1;', timeoutSeconds: 3, memorySize: 128, environment: {} },
  });
  await aws.ecs.addService({
    ...{ region, cluster: 'any', name: 'any', desired: 1 },
    startTask: async () => ({ stop: async () => undefined }),
  });
  await ask('s3', 'PutObject', { Bucket: 'any-bucket', Key: 'any', Body: 'x' });
  await ask('states', 'CreateStateMachine', { name: 'any', definition, roleArn: role });
  await ask('states', 'StartExecution', { name: 'any', stateMachineArn: arn('states', 'stateMachine:any') });
  await ask('events', 'PutRule', { Name: 'any', EventPattern: '{"source":["any"]}' });
  await ask('events', 'CreateEventBus', { Name: 'other' });
  await ask('scheduler', 'CreateSchedule', {
    ...{ Name: 'any', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' } },
    Target: { Arn: arn('sqs', 'any'), RoleArn: role },
  });
  await ask('rds', 'CreateDBParameterGroup', {
    ...{ DBParameterGroupName: 'any', DBParameterGroupFamily: 'postgres18', Description: 'd' },
  });
  await ask('elasticache', 'CreateReplicationGroup', {
    ...{ ReplicationGroupId: 'any', ReplicationGroupDescription: 'd', CacheNodeType: 'cache.t4g.small' },
    ...{ NumCacheClusters: 2, AutomaticFailoverEnabled: true },
  });
  await ask('dynamodb', 'CreateTable', {
    ...{ TableName: 'any', BillingMode: 'PAY_PER_REQUEST' },
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  const { KeyMetadata } = await ask('kms', 'CreateKey', {});
  const key = String(Object(KeyMetadata).KeyId);
  const { CiphertextBlob } = await ask('kms', 'Encrypt', { KeyId: key, Plaintext: Buffer.from('x') });
  await ask('monitoring', 'PutMetricAlarm', {
    ...{ AlarmName: 'any', Namespace: 'N', MetricName: 'm', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1 },
    ...{ Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' },
  });
  await ask('sqs', 'SendMessage', { QueueUrl: 'any', MessageBody: 'x' });
  await ask('sqs', 'SendMessage', { QueueUrl: 'any', MessageBody: 'y' });
  const { Messages } = await ask('sqs', 'ReceiveMessage', { QueueUrl: 'any', VisibilityTimeout: 40_000 });
  await ask('rds', 'CreateDBCluster', {
    ...{ DBClusterIdentifier: 'any', Engine: 'aurora-postgresql', EngineVersion: '16.4' },
    ...{ MasterUsername: 'postgres', MasterUserPassword: 'long-enough' },
  });
  await ask('ec2', 'CreateVolume', { AvailabilityZone: `${region}a`, Size: 1 });
  const { Volumes } = await ask('ec2', 'DescribeVolumes', {});
  await clock.advance(1_800_000);
  await ask('elasticache', 'CreateSnapshot', { ReplicationGroupId: 'any', SnapshotName: 'kept' });
  await clock.advance(600_000);
  const ReceiptHandle = String(Object(Messages)[0].ReceiptHandle);
  const known = { KeyId: key, CiphertextBlob, VolumeId: String(Object(Volumes)[0].VolumeId), ReceiptHandle };
  return { aws, clock, known };
};

export type Known = Awaited<ReturnType<typeof setTheScene>>['known'];

/** What a member is called in one service only. */
const ofService: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  rds: {
    ...{ DBSnapshotIdentifier: 'rds:any', SourceDBSnapshotIdentifier: 'rds:any', SnapshotIdentifier: 'rds:cluster' },
    ...{ SourceDBClusterSnapshotIdentifier: 'rds:cluster', DBClusterSnapshotIdentifier: 'rds:cluster' },
    ...{ ResourceName: arn('rds', 'db:any'), VpcSecurityGroupIds: ['sg-any'], Engine: 'postgres' },
    ...{ AttributeName: 'restore', SourceType: 'db-instance', Source: 'user', EngineVersion: '18.1' },
    ...{ MasterUsername: 'postgres', MasterUserPassword: 'long-enough', DBParameterGroupFamily: 'postgres18' },
    ...{ 'Parameters.ParameterName': 'work_mem', 'Parameters.ApplyMethod': 'immediate', BackupRetentionPeriod: 1 },
    ...{ KmsKeyId: 'alias/aws/rds', MaxRecords: 100, 'Filters.Name': 'engine', DBInstanceClass: 'db.t4g.micro' },
  },
  elasticache: {
    ...{ CacheClusterId: 'any-001', CacheNodeType: 'cache.t4g.small', MaxRecords: 50, NodeGroupId: '0001' },
    ...{ ResourceName: arn('elasticache', 'replicationgroup:any'), SourceType: 'replication-group' },
  },
  sqs: { AttributeNames: ['All'], Attributes: { DelaySeconds: '1' } },
  sns: {
    AttributeName: 'DisplayName',
    Protocol: 'sqs',
    Endpoint: arn('sqs', 'any'),
    'MessageAttributes.DataType': 'String',
  },
  s3: { Key: 'any', CopySource: 'any-bucket/any', VersionId: undefined, Policy: '{"Statement":[]}' },
  states: { definition, roleArn: role, name: 'new', input: '{}' },
  scheduler: {
    ...{ ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' }, GroupName: 'default' },
    ...{
      'Target.Arn': arn('sqs', 'any'),
      'Target.RoleArn': role,
      'Target.EventBridgeParameters': undefined,
      'Target.DeadLetterConfig': { Arn: arn('sqs', 'any') },
    },
    ...{ ScheduleExpressionTimezone: 'UTC', StartDate: new Date('2026-06-01'), EndDate: new Date('2026-07-01') },
  },
  events: {
    ...{ EventBusName: 'default', EventPattern: '{"source":["any"]}', Rule: 'any', RoleArn: role },
    ...{ 'Targets.Arn': arn('sqs', 'any'), 'Targets.DeadLetterConfig': { Arn: arn('sqs', 'any') } },
    ...{
      'Entries.Detail': '{}',
      'Targets.InputTransformer': undefined,
      'Targets.InputPath': undefined,
      'Targets.Input': '{}',
    },
  },
  monitoring: {
    ...{
      Namespace: 'N',
      Statistics: ['Sum'],
      Statistic: 'Sum',
      Period: 60,
      AlarmRule: 'ALARM(any)',
      ActionsSuppressor: 'any',
    },
    ...{ 'MetricData.Timestamp': new Date('2026-01-05T03:20:00Z'), StartTime: new Date('2026-01-05T03:00:00Z') },
    ...{ EndTime: new Date('2026-01-05T04:00:00Z'), ComparisonOperator: 'GreaterThanThreshold' },
    ...{ 'MetricData.StorageResolution': 60, 'MetricDataQueries.Id': 'm1', 'MetricDataQueries.MetricStat.Stat': 'Sum' },
  },
  route53: {
    ...{ HostedZoneId: 'ZANY', Id: 'ZANY', Name: 'new.example', 'ChangeBatch.Changes.Action': 'CREATE' },
    ...{ 'ChangeBatch.Changes.ResourceRecordSet.Name': 'a.any.example', Type: 'HTTP' },
  },
  ec2: { AvailabilityZone: `${region}a`, Size: 1, OwnerIds: ['self'], VolumeType: 'gp3', MaxResults: 10 },
  ecs: { desiredCount: 1, maxResults: 10 },
  dynamodb: {},
  kms: {
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeySpec: undefined,
    Policy: undefined,
    GranteePrincipal: role,
    Origin: 'AWS_KMS',
  },
  ssm: { Type: 'String', Path: '/' },
  logs: { logStreamName: 'any' },
  lambda: {},
  secretsmanager: {},
  cloudformation: {},
};

/** What a member is called everywhere. */
const everywhere: Readonly<Record<string, unknown>> = {
  ...{ Marker: undefined, NextToken: undefined, nextToken: undefined, ContinuationToken: undefined, DryRun: undefined },
  ...{
    TopicArn: arn('sns', 'any'),
    QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/any`,
    Bucket: 'any-bucket',
  },
  ...{ stateMachineArn: arn('states', 'stateMachine:any'), executionArn: arn('states', 'execution:any:any') },
  ...{
    resourceArn: arn('states', 'stateMachine:any'),
    ExpectedBucketOwner: account,
    ExpectedSourceBucketOwner: account,
  },
};

type At = Readonly<{ service: string; operation: string; known: Known }>;

/** What a member is given in an operation; where nothing is said of it, its kind tells. */
export const valueFor = ({ service, operation, known }: At, path: string): { isSaid: boolean; value: unknown } => {
  const name = path.split('.').at(-1) ?? '';
  const its = ofOperation[`${service}:${operation}`] ?? {};
  const own = ofService[service] ?? {};
  const said: readonly [Readonly<Record<string, unknown>>, string][] = [
    [its, path],
    [its, name],
    [own, path],
    [own, name],
    [everywhere, name],
    [known, name],
  ];
  const found = said.find(([table, key]) => Object.hasOwn(table, key));
  return found === undefined ? { isSaid: false, value: undefined } : { isSaid: true, value: found[0][found[1]] };
};
