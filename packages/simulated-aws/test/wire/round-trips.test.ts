import { CloudWatchClient, GetMetricDataCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type DBInstance, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  type ChangeBatch,
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from './answering-wire.ts';
import { type Reached, ways } from './ways.ts';

const at = new Date('2026-01-05T03:00:00Z');
const precisely = new Date('2026-01-05T03:00:00.250Z');

describe.each(ways)('%s', (_, reach) => {
  let reached: Reached | undefined;
  const to = async (host: string, answer: Answer) => {
    reached = await reach(answer, host);
    return reached;
  };
  afterEach(async () => await reached?.close());

  it('carries an RDS page: lists of structures, dates, booleans, and text that XML must escape', async () => {
    const instance = {
      DBInstanceIdentifier: 'harbour <&> "prod"',
      InstanceCreateTime: precisely,
      MultiAZ: false,
      AllocatedStorage: 20,
      StatusInfos: [{ StatusType: 'read replication', Normal: true, Status: 'replicating' }],
      TagList: [],
      Endpoint: { Address: 'h', Port: 5432 },
    } satisfies DBInstance;
    const { settings, calls } = await to('rds.us-west-2.amazonaws.com', { DBInstances: [instance], Marker: 'next' });
    const input = { Filters: [{ Name: 'engine', Values: ['postgres', 'a=&b +%'] }], MaxRecords: 20, Marker: 'this' };
    const answer = await new RDSClient(settings).send(new DescribeDBInstancesCommand(input));
    expect(answer).toMatchObject({ DBInstances: [instance], Marker: 'next' });
    expect(calls).toMatchObject([
      {
        ...{ service: 'rds', operation: 'DescribeDBInstances', region: 'us-west-2' },
        principal: { kind: 'operator', name: 'ada' },
        requestId: answer.$metadata.requestId,
        input,
      },
    ]);
  });

  it('carries an SNS message: a map with structures and a blob', async () => {
    const { settings, calls } = await to('sns.us-east-1.amazonaws.com', { MessageId: 'm-1' });
    const input = {
      TopicArn: 'arn:aws:sns:us-east-1:123456789012:mainsail',
      Message: 'line one\nline two',
      MessageAttributes: {
        severity: { DataType: 'String', StringValue: 'high' },
        picture: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255, 7]) },
      },
    };
    expect(await new SNSClient(settings).send(new PublishCommand(input))).toMatchObject({ MessageId: 'm-1' });
    expect(calls[0]).toMatchObject({ service: 'sns', operation: 'Publish', input });
  });

  it('carries a call without input', async () => {
    const answer = { Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/ada', UserId: 'u' };
    const { settings, calls } = await to('sts.eu-central-1.amazonaws.com', answer);
    expect(await new STSClient(settings).send(new GetCallerIdentityCommand({}))).toMatchObject(answer);
    expect(calls[0]).toMatchObject({ operation: 'GetCallerIdentity', region: 'eu-central-1', input: {} });
  });

  it.each([
    ['JSON', {}],
    ['CBOR', { protocol: AwsSmithyRpcV2CborProtocol }],
  ])('carries CloudWatch metrics in %s: dates, fractions, lists', async (_name, protocol) => {
    const result = { Id: 'lag', Timestamps: [at, precisely], Values: [0, 1.5] };
    const { settings, calls } = await to('monitoring.us-east-1.amazonaws.com', { MetricDataResults: [result] });
    const input = { StartTime: at, EndTime: precisely, MetricDataQueries: [{ Id: 'lag', ReturnData: true }] };
    const client = new CloudWatchClient({ ...settings, ...protocol });
    expect(await client.send(new GetMetricDataCommand(input))).toMatchObject({ MetricDataResults: [result] });
    expect(calls[0]).toMatchObject({ service: 'monitoring', operation: 'GetMetricData', input });
  });

  it('unpacks what the SDK has compressed, and answers where there is nothing to say', async () => {
    const { settings, calls } = await to('monitoring.us-east-1.amazonaws.com', {});
    const MetricData = Array.from({ length: 300 }, (_one, index) => ({ MetricName: 'RecoveryTime', Value: index }));
    const client = new CloudWatchClient({ ...settings, requestMinCompressionSizeBytes: 100 });
    await client.send(new PutMetricDataCommand({ Namespace: 'Mainsail', MetricData }));
    expect(calls[0]?.input).toMatchObject({ Namespace: 'Mainsail', MetricData });
  });

  it('carries an execution of a state machine', async () => {
    const { settings, calls } = await to('states.us-east-1.amazonaws.com', { executionArn: 'arn:e', startDate: at });
    const input = { stateMachineArn: 'arn:m', name: 'run-1', input: '{"plan":"harbour"}' };
    const answer = await new SFNClient(settings).send(new StartExecutionCommand(input));
    expect(answer).toMatchObject({ executionArn: 'arn:e', startDate: at });
    expect(calls[0]).toMatchObject({ service: 'states', operation: 'StartExecution', input });
  });

  it('hands DynamoDB on as it stands on the wire', async () => {
    const { settings, calls } = await to('dynamodb.us-east-1.amazonaws.com', { Attributes: { n: { N: '1' } } });
    const Item = { key: { S: 'lock#harbour' }, bytes: { B: new Uint8Array([1, 2]) } };
    const answer = await new DynamoDBClient(settings).send(new PutItemCommand({ TableName: 'control', Item }));
    expect(answer.Attributes).toEqual({ n: { N: '1' } });
    expect(calls[0]?.input).toMatchObject({ TableName: 'control', Item: { ...Item, bytes: { B: 'AQI=' } } });
  });

  it('carries the services of AWS JSON 1.1', async () => {
    const parameters = await to('ssm.us-east-1.amazonaws.com', {
      Parameters: [{ Name: '/a', Value: 'b', Version: 3, LastModifiedDate: at }],
      InvalidParameters: ['/c'],
    });
    const found = await new SSMClient(parameters.settings).send(new GetParametersCommand({ Names: ['/a', '/c'] }));
    expect(found).toMatchObject({ Parameters: [{ Version: 3, LastModifiedDate: at }], InvalidParameters: ['/c'] });
    await parameters.close();

    const secrets = await to('secretsmanager.us-east-1.amazonaws.com', { SecretBinary: Buffer.from([9, 0]) });
    const secret = await new SecretsManagerClient(secrets.settings).send(new GetSecretValueCommand({ SecretId: 's' }));
    expect(secret.SecretBinary).toEqual(new Uint8Array([9, 0]));
    await secrets.close();

    const ecs = await to('ecs.us-east-1.amazonaws.com', { service: { serviceName: 'api', desiredCount: 3 } });
    const update = { cluster: 'dr', service: 'api', desiredCount: 3 };
    const updated = await new ECSClient(ecs.settings).send(new UpdateServiceCommand(update));
    expect(updated.service).toEqual({ serviceName: 'api', desiredCount: 3 });
    expect(ecs.calls[0]).toMatchObject({ service: 'ecs', operation: 'UpdateService', input: update });
    await ecs.close();

    const logs = await to('logs.us-east-1.amazonaws.com', { logGroups: [{ logGroupName: '/aws/lambda/x' }] });
    const groups = await new CloudWatchLogsClient(logs.settings).send(new DescribeLogGroupsCommand({ limit: 1 }));
    expect(groups.logGroups).toEqual([{ logGroupName: '/aws/lambda/x' }]);
    expect(logs.calls[0]).toMatchObject({ service: 'logs', operation: 'DescribeLogGroups', input: { limit: 1 } });
  });

  it('carries an invocation: a label with an ARN, headers, payload and status', async () => {
    const Payload = new TextEncoder().encode('{"errorType":"LedgerUnavailable"}');
    const answer = { StatusCode: 200, Payload, FunctionError: 'Unhandled', ExecutedVersion: '$LATEST' };
    const { settings, calls } = await to('lambda.us-east-1.amazonaws.com', answer);
    const input = {
      FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:open-run',
      InvocationType: 'RequestResponse',
      Qualifier: '$LATEST',
      Payload: new TextEncoder().encode('{"runId":"r"}'),
    } as const;
    const invoked = await new LambdaClient(settings).send(new InvokeCommand(input));
    expect({ ...invoked, Payload: Buffer.from(invoked.Payload ?? []) }).toMatchObject({
      ...answer,
      Payload: Buffer.from(Payload),
    });
    expect(calls[0]).toMatchObject({
      operation: 'Invoke',
      input: { ...input, Payload: Buffer.from(input.Payload) },
    });
  });

  it('carries Route 53 records, there and back', async () => {
    const change = { Id: '/change/C1', Status: 'PENDING', SubmittedAt: at };
    const writing = await to('route53.us-east-1.amazonaws.com', { ChangeInfo: change });
    const record: ResourceRecordSet = {
      ...{ Name: 'api.', Type: 'CNAME', TTL: 30 },
      ResourceRecords: [{ Value: 'a' }, { Value: 'b' }],
    };
    const AliasTarget = { HostedZoneId: 'Z', DNSName: 'd', EvaluateTargetHealth: true };
    const ChangeBatch: ChangeBatch = {
      Comment: 'a <b> & c',
      Changes: [
        { Action: 'UPSERT', ResourceRecordSet: record },
        { Action: 'DELETE', ResourceRecordSet: { Name: '.', Type: 'A', AliasTarget } },
      ],
    };
    const command = new ChangeResourceRecordSetsCommand({ HostedZoneId: '/hostedzone/Z1', ChangeBatch });
    expect(await new Route53Client(writing.settings).send(command)).toMatchObject({ ChangeInfo: change });
    expect(writing.calls[0]?.input).toEqual({ HostedZoneId: 'Z1', ChangeBatch });
    await writing.close();

    const page = { ResourceRecordSets: [record], IsTruncated: true, NextRecordName: 'b.', MaxItems: 1 };
    const listing = await to('route53.us-east-1.amazonaws.com', page);
    const query = { StartRecordName: 'a b.', MaxItems: 1 };
    const list = new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1', ...query });
    expect(await new Route53Client(listing.settings).send(list)).toMatchObject(page);
    expect(listing.calls[0]?.input).toEqual({ HostedZoneId: 'Z1', ...query });
  });
});
