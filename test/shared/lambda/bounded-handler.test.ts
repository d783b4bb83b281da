import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeVolumesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { DescribeSnapshotsCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { DescribeDBInstancesCommand, PromoteReadReplicaCommand, RDSClient } from '@aws-sdk/client-rds';
import { ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callErrorOf } from '../../../shared/aws/call-error-of.ts';
import { judgeCallError, outcomeOf } from '../../../shared/domain/judge-call-error.ts';
import { boundedHandler } from '../../../shared/lambda/bounded-handler.ts';

const callTimeout = 300;
const settingsOf = (endpoint: string, maxAttempts: number, patience = 1) => ({
  ...{ endpoint, region: 'us-east-1', maxAttempts },
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  requestHandler: boundedHandler({
    connectionTimeout: 150 * patience,
    requestTimeout: 200 * patience,
    callTimeout: callTimeout * patience,
  }),
});
type Settings = ReturnType<typeof settingsOf>;

/** A call of each client that the product has. */
const calls: Readonly<Record<string, (settings: Settings) => Promise<unknown>>> = {
  'rds, a list': (settings) => new RDSClient(settings).send(new DescribeDBInstancesCommand({})),
  'rds, a promotion': (settings) =>
    new RDSClient(settings).send(new PromoteReadReplicaCommand({ DBInstanceIdentifier: 'replica' })),
  cloudwatch: (settings) => new CloudWatchClient(settings).send(new DescribeAlarmsCommand({})),
  dynamodb: (settings) =>
    new DynamoDBClient(settings).send(new PutItemCommand({ TableName: 'ledger', Item: { id: { S: 'a' } } })),
  ec2: (settings) => new EC2Client(settings).send(new DescribeVolumesCommand({})),
  ecs: (settings) => new ECSClient(settings).send(new DescribeServicesCommand({ services: ['api'] })),
  elasticache: (settings) => new ElastiCacheClient(settings).send(new DescribeSnapshotsCommand({})),
  route53: (settings) => new Route53Client(settings).send(new ListHostedZonesCommand({})),
  s3: (settings) => new S3Client({ ...settings, forcePathStyle: true }).send(new ListObjectsV2Command({ Bucket: 'b' })),
  secretsmanager: (settings) => new SecretsManagerClient(settings).send(new GetSecretValueCommand({ SecretId: 's' })),
  sfn: (settings) => new SFNClient(settings).send(new DescribeExecutionCommand({ executionArn: 'arn' })),
  sns: (settings) => new SNSClient(settings).send(new PublishCommand({ TopicArn: 'arn', Message: 'm' })),
  ssm: (settings) => new SSMClient(settings).send(new GetParameterCommand({ Name: 'p' })),
};

const ofAws = { 'x-amzn-requestid': 'a3f1', 'x-amz-request-id': 'a3f1' };
const page = '<!DOCTYPE html><html><body>Sign in to the network</body></html>';
const list = '<?xml version="1.0"?><DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances></DBInstances>';

const faults: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'takes the connection and says nothing': () => undefined,
  'stops after the head': (response) => void response.writeHead(200, ofAws).flushHeaders(),
  'stops in the body': (response) => void response.writeHead(200, ofAws).write('<A><B>'),
  'drips for ever': (response) => {
    response.writeHead(200, ofAws);
    const drip = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(drip));
  },
  'cuts the connection in the body': (response) => {
    response.writeHead(200, { ...ofAws, 'content-length': '500' }).write('{"a":');
    setTimeout(() => response.destroy(), 20);
  },
  'is a page of something in between': (response) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end(page),
  'is such a page with an id': (response) => void response.writeHead(200, ofAws).end(page),
  'is empty, of something in between': (response) => void response.writeHead(200).end(),
  'is XML that was cut behind a closing tag': (response) =>
    void response.writeHead(200, { ...ofAws, 'content-type': 'text/xml' }).end(list),
};

describe('a call whose answer cannot be read', () => {
  let server: Server;
  let answer: (response: ServerResponse) => void = () => undefined;
  const sockets = new Set<Socket>();
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      answer(response);
    });
    server.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  const endpoint = (): string => {
    const at = server.address();
    return `http://127.0.0.1:${typeof at === 'string' ? at : at?.port}`;
  };

  const scenes = Object.entries(faults).flatMap(([fault, give]) =>
    Object.entries(calls).map(([call, send]) => ({ fault, give, call, send })),
  );

  it.each(scenes)('since it $fault ends in time, and may have had its effect: $call', async ({ give, send }) => {
    answer = give;
    for (const attempts of [1, 3]) {
      const since = performance.now();
      const failed = await send(settingsOf(endpoint(), attempts)).then(
        () => undefined,
        (error: unknown) => callErrorOf(error),
      );
      // A busy machine may be late; the SDK's own timeouts would last three times as long, or for ever.
      expect(performance.now() - since).toBeLessThan(callTimeout + 1500);
      expect(failed).toBeDefined();
      if (failed === undefined) continue;
      expect({ ...failed, kind: judgeCallError(failed) }).toMatchObject({ kind: 'unanswered' });
      expect(outcomeOf(failed)).toBe('unknown');
    }
  });

  it('is read where it is whole', async () => {
    answer = (response) =>
      void response
        .writeHead(200, { ...ofAws, 'content-type': 'text/xml' })
        .end(`${list}</DescribeDBInstancesResult></DescribeDBInstancesResponse>\n`);
    await expect(calls['rds, a list']?.(settingsOf(endpoint(), 1, 100))).resolves.toMatchObject({ DBInstances: [] });
  });
});
