import { notSimulated } from '../../call.ts';
import { isList, isObject, type Json, type JsonObject, jsonOf } from '../json.ts';
import { callAws, type ErrorNames, failureOfFault, type Submit } from './integration.ts';

/**
 * docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html: any operation, its members written with a
 * capital whatever the service's own API does, its errors named as the Java SDK names them. Keys of free maps below a
 * service with small initials (ECS environment, for one) would be recased, too; none of our machines sends any.
 */
type Service = Readonly<{ signingName: string; prefix: string; smallInitials?: true }>;

const services: Readonly<Record<string, Service>> = {
  cloudwatch: { signingName: 'monitoring', prefix: 'CloudWatch' },
  cloudwatchlogs: { signingName: 'logs', prefix: 'CloudWatchLogs', smallInitials: true },
  dynamodb: { signingName: 'dynamodb', prefix: 'DynamoDb' },
  ecs: { signingName: 'ecs', prefix: 'Ecs', smallInitials: true },
  lambda: { signingName: 'lambda', prefix: 'Lambda' },
  rds: { signingName: 'rds', prefix: 'Rds' },
  route53: { signingName: 'route53', prefix: 'Route53' },
  s3: { signingName: 's3', prefix: 'S3' },
  secretsmanager: { signingName: 'secretsmanager', prefix: 'SecretsManager' },
  sfn: { signingName: 'states', prefix: 'Sfn', smallInitials: true },
  sns: { signingName: 'sns', prefix: 'Sns' },
  ssm: { signingName: 'ssm', prefix: 'Ssm' },
  sts: { signingName: 'sts', prefix: 'Sts' },
};

/** DBInstanceNotFoundFault → DbInstanceNotFoundException */
const javaName = (code: string): string => {
  const softened = code.replace(/[A-Z]+(?=[A-Z][a-z])/g, (run) => run.charAt(0) + run.slice(1).toLowerCase());
  return `${softened.replace(/(Fault|Exception)$/, '')}Exception`;
};

const namesOf = ({ prefix }: Service): ErrorNames => ({
  prefix,
  service: prefix,
  unlisted: `${prefix}Exception`,
  nameOf: javaName,
});

const recased = (value: Json, recase: (key: string) => string): Json => {
  if (isList(value)) return value.map((item) => recased(item, recase));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [recase(key), recased(member, recase)]));
};

const small = (key: string): string => key.charAt(0).toLowerCase() + key.slice(1);
const capital = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

const asObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

export const callSdk =
  (serviceName: string, action: string): Submit =>
  async (call) => {
    const service = services[serviceName];
    const unknown = notSimulated(`states: the integration aws-sdk:${serviceName}`);
    if (service === undefined) throw failureOfFault(unknown, { prefix: '', service: '', unlisted: '' }, call.requestId);
    const { signingName, smallInitials } = service;
    const input = smallInitials ? asObject(recased(call.parameters, small)) : call.parameters;
    const request = { service: signingName, operation: capital(action), input };
    const { $metadata: _, ...answer } = await callAws(call, request, namesOf(service));
    const output = asObject(jsonOf(answer));
    return { output: smallInitials ? recased(output, capital) : output };
  };
