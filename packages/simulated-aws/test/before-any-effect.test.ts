import { describe, expect, it } from 'vitest';
import { createAws } from '../src/aws.ts';
import { AwsFault } from '../src/call.ts';
import { createVirtualClock } from '../src/clock/virtual-clock.ts';
import { operate } from '../src/operate.ts';

const region = 'us-east-1';

const createAccount = () => {
  const clock = createVirtualClock();
  const aws = createAws({ clock });
  const ask = (service: string, operation: string, input: Readonly<Record<string, unknown>> = {}) =>
    operate(aws, { service, region, operation, input });
  const codeOf = async (work: Promise<unknown>): Promise<string> => {
    const error: unknown = await work.catch((fault: unknown) => fault);
    return error instanceof AwsFault ? error.code : 'none';
  };
  return { aws, clock, ask, codeOf };
};

const key = async ({ ask }: ReturnType<typeof createAccount>): Promise<string> => {
  const { KeyMetadata } = await ask('kms', 'CreateKey');
  return String(Object(KeyMetadata).KeyId);
};

describe('a request that is refused does nothing', () => {
  it('where a grant would be revoked only to try', async () => {
    const account = createAccount();
    const { ask, codeOf } = account;
    const KeyId = await key(account);
    const grant = { KeyId, GranteePrincipal: 'arn:aws:iam::111122223333:role/user', Operations: ['Decrypt'] };
    expect(await codeOf(ask('kms', 'CreateGrant', { ...grant, DryRun: true }))).toBe('DryRunOperationException');
    expect(await ask('kms', 'ListGrants', { KeyId })).toMatchObject({ Grants: [] });
    const { GrantId } = await ask('kms', 'CreateGrant', grant);
    const revoked = ask('kms', 'RevokeGrant', { KeyId, GrantId, DryRun: true });
    expect(await codeOf(revoked)).toBe('DryRunOperationException');
    expect(await ask('kms', 'ListGrants', { KeyId })).toMatchObject({ Grants: [{ GrantId }] });
  });

  it('where a bucket is expected to belong to somebody else', async () => {
    const { ask, codeOf } = createAccount();
    await ask('s3', 'CreateBucket', { Bucket: 'records-of-ours' });
    const at = { Bucket: 'records-of-ours', ExpectedBucketOwner: '999999999999' };
    expect(await codeOf(ask('s3', 'DeleteBucket', at))).toBe('AccessDenied');
    expect(await codeOf(ask('s3', 'PutObject', { ...at, Key: 'k', Body: 'x' }))).toBe('AccessDenied');
    expect(await ask('s3', 'ListObjectsV2', { Bucket: at.Bucket, ExpectedBucketOwner: '111122223333' })).toMatchObject({
      KeyCount: 0,
    });
  });

  it('where a state of an alarm does not exist, or an action lies in another Region', async () => {
    const { ask, codeOf } = createAccount();
    const alarm = {
      ...{ AlarmName: 'a', Namespace: 'N', MetricName: 'm', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1 },
      ...{ Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' },
    };
    const far = { ...alarm, AlarmActions: ['arn:aws:sns:us-west-2:111122223333:far'] };
    await expect(ask('monitoring', 'PutMetricAlarm', far)).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'Invalid region us-west-2 specified. Only us-east-1 is supported.',
    });
    expect(await ask('monitoring', 'DescribeAlarms')).toMatchObject({ MetricAlarms: [] });
    await ask('monitoring', 'PutMetricAlarm', alarm);
    const state = { AlarmName: 'a', StateValue: 'NONSENSE', StateReason: 'r' };
    expect(await codeOf(ask('monitoring', 'SetAlarmState', state))).toBe('ValidationError');
    expect(await ask('monitoring', 'DescribeAlarms')).toMatchObject({
      MetricAlarms: [{ StateValue: 'INSUFFICIENT_DATA' }],
    });
  });

  it('where a service would have more tasks than AWS lets it have', async () => {
    const { aws, ask, codeOf } = createAccount();
    await aws.ecs.addService({
      ...{ region, cluster: 'c', name: 's', family: 'f', desired: 1 },
      startTask: async () => ({ stop: async () => undefined }),
    });
    const at = { cluster: 'c', service: 's' };
    expect(await codeOf(ask('ecs', 'UpdateService', { ...at, desiredCount: 100_000 }))).toBe(
      'InvalidParameterException',
    );
    expect(await ask('ecs', 'DescribeServices', { cluster: 'c', services: ['s'] })).toMatchObject({
      services: [{ desiredCount: 1 }],
    });
  });

  it('where a machine names an operation that no service has', async () => {
    const { ask, codeOf } = createAccount();
    const machineOf = (Resource: string) => ({
      name: 'm',
      roleArn: 'arn:aws:iam::111122223333:role/r',
      definition: JSON.stringify({
        ...{ QueryLanguage: 'JSONata', StartAt: 'T' },
        States: { T: { Type: 'Task', Resource, End: true } },
      }),
    });
    for (const action of ['rds:nonsense', 'rds:DescribeDBInstances'])
      expect(await codeOf(ask('states', 'CreateStateMachine', machineOf(`arn:aws:states:::aws-sdk:${action}`)))).toBe(
        'InvalidDefinition',
      );
    expect(await ask('states', 'ListStateMachines')).toMatchObject({ stateMachines: [] });
    const modelled = machineOf('arn:aws:states:::aws-sdk:rds:describeDBInstances');
    expect(await codeOf(ask('states', 'CreateStateMachine', modelled))).toBe('none');
  });
});

describe('a schedule', () => {
  it('is made once with one token, and deleted with the token that every client adds', async () => {
    const { aws, ask, codeOf } = createAccount();
    await ask('sqs', 'CreateQueue', { QueueName: 'q' });
    aws.identity.addRole({
      name: 's',
      trust: {
        Statement: { Effect: 'Allow', Principal: { Service: 'scheduler.amazonaws.com' }, Action: 'sts:AssumeRole' },
      },
      policies: [],
    });
    const schedule = {
      ...{ Name: 'x', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' } },
      Target: { Arn: 'arn:aws:sqs:us-east-1:111122223333:q', RoleArn: 'arn:aws:iam::111122223333:role/s' },
    };
    const made = await ask('scheduler', 'CreateSchedule', { ...schedule, ClientToken: 'token-0' });
    expect(await ask('scheduler', 'CreateSchedule', { ...schedule, ClientToken: 'token-0' })).toEqual(made);
    expect(await codeOf(ask('scheduler', 'CreateSchedule', { ...schedule, ClientToken: 'b' }))).toBe(
      'ConflictException',
    );
    expect(await ask('scheduler', 'DeleteSchedule', { Name: 'x', ClientToken: 'token-1' })).toEqual({});
    expect(await codeOf(ask('scheduler', 'GetSchedule', { Name: 'x' }))).toBe('ResourceNotFoundException');
  });
});
