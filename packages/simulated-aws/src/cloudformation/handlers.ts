import type { ResourceHandler } from './resource-handler.ts';
import { createAlarm, createCompositeAlarm } from './resources/alarm.ts';
import { createEventBus } from './resources/event-bus.ts';
import { createEventRule } from './resources/event-rule.ts';
import { createFunction } from './resources/function.ts';
import { createPermission } from './resources/function-permission.ts';
import { createKey } from './resources/key.ts';
import { createLogGroup } from './resources/log-group.ts';
import { createQueue, createQueuePolicy } from './resources/queue.ts';
import { createManagedPolicy, createPolicy, createRole } from './resources/role.ts';
import { createSchedule } from './resources/schedule.ts';
import { createStateMachine } from './resources/state-machine.ts';
import { createBucket, createBucketPolicy, createTable, createTopic, createTopicPolicy } from './resources/storage.ts';

/** Every type that a template may hold. */
export const handlers: Readonly<Record<string, ResourceHandler>> = {
  'AWS::IAM::Role': createRole,
  'AWS::IAM::Policy': createPolicy,
  'AWS::IAM::ManagedPolicy': createManagedPolicy,
  'AWS::KMS::Key': createKey,
  'AWS::Lambda::Function': createFunction,
  'AWS::Lambda::Permission': createPermission,
  'AWS::Events::EventBus': createEventBus,
  'AWS::Events::Rule': createEventRule,
  'AWS::Scheduler::Schedule': createSchedule,
  'AWS::SQS::Queue': createQueue,
  'AWS::SQS::QueuePolicy': createQueuePolicy,
  'AWS::StepFunctions::StateMachine': createStateMachine,
  'AWS::DynamoDB::Table': createTable,
  'AWS::SNS::Topic': createTopic,
  'AWS::SNS::TopicPolicy': createTopicPolicy,
  'AWS::S3::Bucket': createBucket,
  'AWS::Logs::LogGroup': createLogGroup,
  'AWS::S3::BucketPolicy': createBucketPolicy,
  'AWS::CloudWatch::Alarm': createAlarm,
  'AWS::CloudWatch::CompositeAlarm': createCompositeAlarm,
};
