import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { RDSClient } from '@aws-sdk/client-rds';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createAws, operatorKey } from 'simulated-aws';
import { createRealClock } from 'simulated-aws/clock/real-clock.ts';
import { createDnsServer } from 'simulated-aws/dns/dns-server.ts';
import { afterEach, beforeEach, expect } from 'vitest';
import { createAskDns } from '../../../shared/aws/ask-dns.ts';
import { clientsOf } from '../../../shared/aws/clients.ts';
import { createGetSecret } from '../../../shared/aws/get-secret.ts';

const regions = ['us-west-2', 'us-east-1'];

/** How much faster than AWS its dwell times pass here: a minute in six milliseconds. */
const speed = 10_000;

/** The simulation's AWS behind one port, and the steps' own clients for it. */
const openAws = async () => {
  const clock = createRealClock();
  const errors: unknown[] = [];
  const aws = createAws({
    clock,
    seed: 1,
    speed,
    regions,
    tell: () => undefined,
    onError: (error) => errors.push(error),
  });
  const endpoint = `http://127.0.0.1:${await aws.wire.listen(0)}`;
  const here = { endpoint, credentials: { accessKeyId: operatorKey, secretAccessKey: 'any' } };
  const secrets = clientsOf((settings) => new SecretsManagerClient({ ...settings, ...here }));
  const dns = await createDnsServer({ resolver: aws.route53.resolver });
  const askDns = createAskDns([`127.0.0.1:${dns.port}`]);
  const close = async () => {
    await dns.close();
    await aws.close();
    clock.stop();
  };
  return {
    aws,
    errors,
    close,
    dependencies: {
      rds: clientsOf((settings) => new RDSClient({ ...settings, ...here })),
      ec2: clientsOf((settings) => new EC2Client({ ...settings, ...here })),
      elasticache: clientsOf((settings) => new ElastiCacheClient({ ...settings, ...here })),
      ecs: clientsOf((settings) => new ECSClient({ ...settings, ...here })),
      ssm: clientsOf((settings) => new SSMClient({ ...settings, ...here })),
      s3: clientsOf((settings) => new S3Client({ ...settings, ...here, forcePathStyle: true })),
      route53: clientsOf((settings) => new Route53Client({ ...settings, ...here })),
      secrets,
      getSecret: createGetSecret(secrets),
      askDns,
    },
  };
};

/** A simulated AWS anew for each test of the file; what goes wrong in the simulation itself fails the test. */
export const useAws = (): (() => Awaited<ReturnType<typeof openAws>>) => {
  let stage: Awaited<ReturnType<typeof openAws>> | undefined;
  beforeEach(async () => {
    stage = await openAws();
  });
  afterEach(async () => {
    expect(stage?.errors).toEqual([]);
    await stage?.close();
  });
  return () => {
    if (stage === undefined) throw new Error('the simulated AWS is open within a test only');
    return stage;
  };
};
