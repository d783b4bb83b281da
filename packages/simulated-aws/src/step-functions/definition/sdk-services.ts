import { entryOf } from '../../wire/catalogue.ts';

/** How an `aws-sdk:` integration names a service, and how the Java SDK begins the names of its errors. */
export type SdkService = Readonly<{ signingName: string; prefix: string }>;

/** docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html: services that may be simulated. */
const services: Readonly<Record<string, SdkService>> = {
  cloudformation: { signingName: 'cloudformation', prefix: 'CloudFormation' },
  cloudwatch: { signingName: 'monitoring', prefix: 'CloudWatch' },
  cloudwatchlogs: { signingName: 'logs', prefix: 'CloudWatchLogs' },
  dynamodb: { signingName: 'dynamodb', prefix: 'DynamoDb' },
  ec2: { signingName: 'ec2', prefix: 'Ec2' },
  ecs: { signingName: 'ecs', prefix: 'Ecs' },
  elasticache: { signingName: 'elasticache', prefix: 'ElastiCache' },
  eventbridge: { signingName: 'events', prefix: 'EventBridge' },
  kms: { signingName: 'kms', prefix: 'Kms' },
  lambda: { signingName: 'lambda', prefix: 'Lambda' },
  rds: { signingName: 'rds', prefix: 'Rds' },
  route53: { signingName: 'route53', prefix: 'Route53' },
  s3: { signingName: 's3', prefix: 'S3' },
  scheduler: { signingName: 'scheduler', prefix: 'Scheduler' },
  secretsmanager: { signingName: 'secretsmanager', prefix: 'SecretsManager' },
  sfn: { signingName: 'states', prefix: 'Sfn' },
  sns: { signingName: 'sns', prefix: 'Sns' },
  sqs: { signingName: 'sqs', prefix: 'Sqs' },
  ssm: { signingName: 'ssm', prefix: 'Ssm' },
  sts: { signingName: 'sts', prefix: 'Sts' },
};

/** `undefined` for a service that the wire does not speak. */
export function sdkServiceOf(name: string): SdkService | undefined {
  const service = Object.hasOwn(services, name) ? services[name] : undefined;
  return service === undefined || entryOf(service.signingName) === undefined ? undefined : service;
}
