import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { CreateScheduleInput } from '@aws-sdk/client-scheduler';
import type { Identity } from '../identity/identity.ts';
import type { LambdaFunction } from '../lambda/lambda-function.ts';
import type { Permission } from '../lambda/permissions.ts';
import type { Random } from '../random.ts';
import type { createEvents } from '../services/events/events.ts';
import type { KeySettings } from '../services/kms/keys.ts';
import type { ObjectLock } from '../services/s3/buckets.ts';
import type { createSqs } from '../services/sqs/sqs.ts';

export type Tags = Readonly<Record<string, string>>;

/** What a deployment asks of the simulated services; each is one small function, so that any of them can be a stand-in. */
type StackServices = Readonly<{
  identity: Pick<Identity, 'addRole' | 'putPolicy' | 'addManagedPolicy' | 'attachPolicy' | 'decide' | 'isAssumable'>;
  createFunction: (definition: LambdaFunction) => Promise<void> | void;
  createStateMachine: (machine: {
    name: string;
    arn: string;
    region: string;
    roleArn: string;
    /** JSON text, its placeholders filled. */
    definition: string;
    tags: Tags;
  }) => Promise<unknown> | unknown;
  /** `properties` has CreateTable's own members: AttributeDefinitions, KeySchema, BillingMode, … */
  createTable: (table: {
    name: string;
    arn: string;
    region: string;
    properties: Readonly<Record<string, unknown>>;
    isProtected: boolean;
  }) => Promise<unknown> | unknown;
  createTopic: (topic: { name: string; arn: string; region: string; kmsKeyId?: string }) => Promise<unknown> | unknown;
  setTopicPolicy: (topicArn: string, document: unknown) => void;
  putAlarm: (region: string, alarm: PutMetricAlarmInput) => void;
  putComposite: (region: string, alarm: PutCompositeAlarmInput) => void;
  createBucket: (bucket: {
    name: string;
    region: string;
    isVersioned: boolean;
    lock: ObjectLock | undefined;
    publicRead: false;
  }) => Promise<unknown> | unknown;
  createLogGroup: (group: { name: string; region: string; retentionInDays: number | undefined }) => void;
  setBucketPolicy: (bucket: string, document: unknown) => void;
  queues: Pick<ReturnType<typeof createSqs>, 'createQueue' | 'setQueueAttributes'>;
  events: Pick<ReturnType<typeof createEvents>, 'createBus' | 'createRule' | 'createTargets'>;
  /** Answers the ARN. */
  createKey: (key: KeySettings) => string;
  /** Answers the ARN. */
  createSchedule: (region: string, schedule: CreateScheduleInput) => string;
  addPermission: (permission: Permission) => void;
}>;

/** The bundle of a function, by the function's logical id. `file` as it lies in the package. */
type CodeOf = (logicalId: string) => Promise<{ code: string; file: string }>;

export type StackContext = Readonly<{
  account: string;
  region: string;
  stackName: string;
  /** Of the stack: every resource that can have tags gets them, beside its own. */
  tags: Tags;
  random: Random;
  services: StackServices;
  codeOf: CodeOf;
}>;
