import { AwsFault, notSimulated } from '../call.ts';

const instance = 'InstanceQuotaExceededFault';
const cluster = 'DBClusterQuotaExceededFault';
const snapshot = 'SnapshotQuotaExceededFault';
const limit = 'LimitExceededException';

/** The quota that each operation runs into first, by the error's name in the SDK; its API page lists it under Errors. */
const names: Readonly<Record<string, string>> = {
  'rds:CreateDBInstance': instance,
  'rds:CreateDBInstanceReadReplica': instance,
  'rds:RestoreDBInstanceFromDBSnapshot': instance,
  'rds:RestoreDBInstanceToPointInTime': instance,
  'rds:CreateDBCluster': cluster,
  'rds:RestoreDBClusterFromSnapshot': cluster,
  'rds:RestoreDBClusterToPointInTime': cluster,
  'rds:CreateDBSnapshot': snapshot,
  'rds:CopyDBSnapshot': snapshot,
  'rds:CreateDBClusterSnapshot': snapshot,
  'rds:CopyDBClusterSnapshot': snapshot,
  'rds:DeleteDBInstance': snapshot,
  'rds:DeleteDBCluster': snapshot,
  'rds:StopDBInstance': snapshot,
  'rds:ModifyDBInstance': 'StorageQuotaExceededFault',
  'rds:ModifyDBCluster': 'StorageQuotaExceededFault',
  'rds:CreateGlobalCluster': 'GlobalClusterQuotaExceededFault',
  'states:StartExecution': 'ExecutionLimitExceeded',
  'states:RedriveExecution': 'ExecutionLimitExceeded',
  'states:CreateStateMachine': 'StateMachineLimitExceeded',
  'lambda:Invoke': 'TooManyRequestsException',
  'events:PutRule': limit,
  'events:PutTargets': limit,
  'events:CreateEventBus': limit,
  'scheduler:CreateSchedule': 'ServiceQuotaExceededException',
  'sns:CreateTopic': 'TopicLimitExceededException',
  'sns:Subscribe': 'SubscriptionLimitExceededException',
  'sqs:ReceiveMessage': 'OverLimit',
  'dynamodb:GetItem': 'RequestLimitExceeded',
  'dynamodb:Query': 'RequestLimitExceeded',
  'dynamodb:Scan': 'RequestLimitExceeded',
  'dynamodb:PutItem': 'RequestLimitExceeded',
  'dynamodb:UpdateItem': 'RequestLimitExceeded',
  'dynamodb:DeleteItem': 'RequestLimitExceeded',
  'dynamodb:CreateTable': limit,
  'route53:CreateHealthCheck': 'TooManyHealthChecks',
  'route53:CreateHostedZone': 'TooManyHostedZones',
  'secretsmanager:CreateSecret': limit,
  'secretsmanager:PutSecretValue': limit,
  'ssm:PutParameter': 'ParameterLimitExceeded',
  'monitoring:PutMetricAlarm': 'LimitExceededFault',
  'monitoring:PutCompositeAlarm': 'LimitExceededFault',
  'ecs:RegisterTaskDefinition': limit,
  'elasticache:CreateReplicationGroup': 'ClusterQuotaForCustomerExceededFault',
  'elasticache:CreateSnapshot': snapshot,
  'elasticache:CopySnapshot': snapshot,
  'kms:CreateKey': limit,
  'kms:CreateGrant': limit,
};

/** Where AWS answers otherwise than with 400. */
const statuses: Readonly<Record<string, number>> = { lambda: 429, scheduler: 402 };

/** Every operation of which the quota error is known, with its name. */
export const quotaErrors: readonly (readonly [operation: string, code: string])[] = Object.entries(names);

/** Throws NotSimulated for an operation of which no quota is known. */
export function quotaExceeded(service: string, operation: string): AwsFault {
  const what = `${service}:${operation}`;
  const code = Object.hasOwn(names, what) ? names[what] : undefined;
  if (code === undefined) throw notSimulated(`a quota of ${what}`);
  return new AwsFault(code, `The quota of ${what} is exceeded.`, { status: statuses[service] ?? 400 });
}
