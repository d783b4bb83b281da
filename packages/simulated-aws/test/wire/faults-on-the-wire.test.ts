import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { ChangeResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { afterEach, describe, expect, it } from 'vitest';
import { AwsFault, notSimulated } from '../../src/call.ts';
import { defined } from '../../src/defined.ts';
import { TransientNetworkError } from '../../src/faults/transient-network-error.ts';
import type { Answer } from './answering-wire.ts';
import { createAnsweringWire, credentials } from './answering-wire.ts';
import type { ClientSettings } from './ways.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

const wireThatGives = async (answer: Answer) => {
  const { wire, errors } = createAnsweringWire(() => answer);
  close = wire.close;
  const endpoint = `http://127.0.0.1:${await wire.listen(0)}`;
  const settings: ClientSettings = { region: 'us-west-2', endpoint, credentials, maxAttempts: 1 };
  return { settings, errors };
};

/** What the client's caller catches. */
const caught = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => 'no error',
    (error: unknown) => error,
  );

type Client = { send: (settings: ClientSettings) => Promise<unknown> };

const rds: Client = { send: (settings) => new RDSClient(settings).send(new DescribeDBInstancesCommand({})) };
const sns: Client = { send: (settings) => new SNSClient(settings).send(new PublishCommand({ Message: 'm' })) };
const states: Client = {
  send: (settings) => new SFNClient(settings).send(new StartExecutionCommand({ stateMachineArn: 'arn:m' })),
};
const ecs: Client = { send: (settings) => new ECSClient(settings).send(new DescribeServicesCommand({ services: [] })) };
const dynamodb: Client = {
  send: (settings) => new DynamoDBClient(settings).send(new PutItemCommand({ TableName: 't', Item: {} })),
};
const lambda: Client = {
  send: (settings) => new LambdaClient(settings).send(new InvokeCommand({ FunctionName: 'open-run' })),
};
const route53: Client = {
  send: (settings) =>
    new Route53Client(settings).send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: 'Z1', ChangeBatch: { Changes: [] } }),
    ),
};
const s3: Client = { send: (settings) => new S3Client(settings).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' })) };
const setAlarmState = new SetAlarmStateCommand({ AlarmName: 'a', StateValue: 'OK', StateReason: 'r' });
const monitoring: Client = { send: (settings) => new CloudWatchClient(settings).send(setAlarmState) };
const monitoringInCbor: Client = {
  send: (settings) => new CloudWatchClient({ ...settings, protocol: AwsSmithyRpcV2CborProtocol }).send(setAlarmState),
};

describe('a fault of a service', () => {
  it.each([
    { via: 'awsQuery', client: rds, code: 'DBInstanceNotFoundFault', status: 404, wireCode: 'DBInstanceNotFound' },
    { via: 'awsQuery', client: sns, code: 'InvalidParameterException', status: 400, wireCode: 'InvalidParameter' },
    { via: 'awsJson1.0', client: states, code: 'ExecutionAlreadyExists', status: 400, wireCode: undefined },
    {
      via: 'awsJson1.0, query-compatible',
      client: monitoring,
      code: 'ResourceNotFound',
      status: 404,
      wireCode: 'ResourceNotFound',
    },
    {
      via: 'CBOR, query-compatible',
      client: monitoringInCbor,
      code: 'ResourceNotFound',
      status: 404,
      wireCode: 'ResourceNotFound',
    },
    { via: 'awsJson1.1', client: ecs, code: 'ClusterNotFoundException', status: 400, wireCode: undefined },
    { via: 'restJson1', client: lambda, code: 'TooManyRequestsException', status: 429, wireCode: undefined },
    { via: 'restXml', client: route53, code: 'NoSuchHostedZone', status: 404, wireCode: 'NoSuchHostedZone' },
    { via: 'restXml of S3', client: s3, code: 'NoSuchKey', status: 404, wireCode: 'NoSuchKey' },
  ])('arrives by $via as $code with its modelled status', async ({ client, code, status, wireCode }) => {
    const { settings } = await wireThatGives(new AwsFault(code, 'no <such> & "thing"', { status }));
    const error = await caught(client.send(settings));
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: code,
      message: 'no <such> & "thing"',
      $fault: 'client',
      $metadata: { httpStatusCode: status, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      ...defined({ Code: wireCode }),
    });
  });

  it('keeps its own code and status where the service has no such shape', async () => {
    const denied = new AwsFault('AccessDenied', 'User: … is not authorized', { status: 403 });
    const { settings } = await wireThatGives(denied);
    for (const client of [rds, monitoring, monitoringInCbor, route53, s3])
      expect(await caught(client.send(settings))).toMatchObject({
        name: 'AccessDenied',
        message: denied.message,
        $metadata: { httpStatusCode: 403 },
      });
  });

  it('carries the other members of its shape', async () => {
    const messages = ['Tried to create api., but it already exists', 'and another'];
    const batch = await wireThatGives(new AwsFault('InvalidChangeBatch', 'see messages', { fields: { messages } }));
    expect(await caught(route53.send(batch.settings))).toMatchObject({ name: 'InvalidChangeBatch', messages });
    await close();
    const missing = new AwsFault('ResourceNotFoundException', 'Function not found', { fields: { Type: 'User' } });
    const invoked = await wireThatGives(missing);
    expect(await caught(lambda.send(invoked.settings))).toMatchObject({
      name: 'ResourceNotFoundException',
      Type: 'User',
      $metadata: { httpStatusCode: 404 },
    });
    await close();
    const fields = { Item: { epoch: { N: '7' } } };
    const failed = await wireThatGives(new AwsFault('ConditionalCheckFailedException', 'no', { fields }));
    expect(await caught(dynamodb.send(failed.settings))).toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'no',
      ...fields,
    });
  });

  it('has no body when it answers HEAD', async () => {
    const { settings } = await wireThatGives(new AwsFault('NotFound', 'Not Found', { status: 404 }));
    const head = new S3Client(settings).send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }));
    expect(await caught(head)).toMatchObject({ name: 'NotFound', $metadata: { httpStatusCode: 404 } });
  });

  it('is refused with status 501 where the simulation does not model the call', async () => {
    const { settings } = await wireThatGives(notSimulated('rds:DescribeDBInstances'));
    for (const client of [rds, states, lambda, route53])
      expect(await caught(client.send(settings))).toMatchObject({
        name: 'NotSimulated',
        message: 'NotSimulated: rds:DescribeDBInstances',
        $metadata: { httpStatusCode: 501 },
      });
  });
});

describe('a failure that is not AWS', () => {
  it('breaks the connection when the answer was lost', async () => {
    const { settings, errors } = await wireThatGives(new TransientNetworkError('lost'));
    for (const client of [rds, states, s3])
      expect(await caught(client.send(settings))).toMatchObject({ code: 'ECONNRESET' });
    expect(errors).toEqual([]);
  });

  it('is an InternalFailure to the client, and told here, when a service has a mistake', async () => {
    const mistake = new TypeError('instance is undefined');
    const { settings, errors } = await wireThatGives(mistake);
    expect(await caught(rds.send(settings))).toMatchObject({
      name: 'InternalFailure',
      $fault: 'server',
      $metadata: { httpStatusCode: 500 },
    });
    expect(errors).toEqual([mistake]);
  });

  it('is an InternalFailure, and told here, when an answer is not of its shape', async () => {
    const { settings, errors } = await wireThatGives({ DBInstances: [{ InstanceCreateTime: { not: 'a date' } }] });
    expect(await caught(rds.send(settings))).toMatchObject({ name: 'InternalFailure' });
    expect(errors).toHaveLength(1);
  });
});
