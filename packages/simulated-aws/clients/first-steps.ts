import { expect } from 'vitest';
import type { Asked } from './boto3.ts';

/** What somebody makes in an empty account and then looks at, in this order. */
export const firstSteps: readonly (Asked & Readonly<{ answer: Readonly<Record<string, unknown>> }>)[] = [
  { service: 'sts', call: 'get_caller_identity', answer: { Account: '111122223333', UserId: 'operator' } },
  { service: 'ec2', call: 'describe_regions', answer: { Regions: has(like({ RegionName: 'us-west-2' })) } },
  { service: 's3', call: 'create_bucket', parameters: { Bucket: 'firsts' }, answer: { Location: '/firsts' } },
  {
    service: 's3',
    call: 'put_object',
    parameters: { Bucket: 'firsts', Key: 'a/b', Body: 'hello' },
    answer: { ETag: '"5d41402abc4b2a76b9719d911017c592"' },
  },
  { service: 's3', call: 'get_object', parameters: { Bucket: 'firsts', Key: 'a/b' }, answer: { Body: 'hello' } },
  {
    service: 'ssm',
    call: 'put_parameter',
    parameters: { Name: '/a/try', Value: '1', Type: 'String' },
    answer: { Version: 1 },
  },
  {
    service: 'ssm',
    call: 'get_parameter',
    parameters: { Name: '/a/try' },
    answer: { Parameter: like({ Value: '1', Type: 'String' }) },
  },
  {
    service: 'secretsmanager',
    call: 'create_secret',
    parameters: { Name: 'a/secret', SecretString: 'hush' },
    answer: { Name: 'a/secret', ARN: expect.stringContaining(':secret:a/secret-') },
  },
  {
    service: 'secretsmanager',
    call: 'get_secret_value',
    parameters: { SecretId: 'a/secret' },
    answer: { SecretString: 'hush', VersionStages: ['AWSCURRENT'] },
  },
  {
    service: 'sns',
    call: 'create_topic',
    parameters: { Name: 'news' },
    answer: { TopicArn: 'arn:aws:sns:us-east-1:111122223333:news' },
  },
  { service: 'sns', call: 'list_topics', answer: { Topics: has(like({ TopicArn: expect.stringContaining('news') })) } },
  {
    service: 'events',
    call: 'put_events',
    parameters: { Entries: [{ Source: 'a.try', DetailType: 'A try', Detail: '{}' }] },
    answer: { FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] },
  },
  { service: 'kms', call: 'create_key', answer: { KeyMetadata: like({ KeyState: 'Enabled' }) } },
  { service: 'rds', call: 'describe_db_instances', answer: { DBInstances: [] } },
  { service: 'dynamodb', call: 'list_tables', answer: { TableNames: [] } },
];

function has(...items: unknown[]) {
  return expect.arrayContaining(items);
}
function like(part: Record<string, unknown>) {
  return expect.objectContaining(part);
}
