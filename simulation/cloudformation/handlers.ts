import type { ResourceHandler } from './resource-handler.ts';
import { createAlarm, createCompositeAlarm } from './resources/alarm.ts';
import { createEventBus } from './resources/event-bus.ts';
import { createEventRule } from './resources/event-rule.ts';
import { createFunction } from './resources/function.ts';
import { createPermission } from './resources/function-permission.ts';
import { createQueue, createQueuePolicy } from './resources/queue.ts';
import { recordLogGroup } from './resources/recorded.ts';
import { createPolicy, createRole } from './resources/role.ts';
import { createSchedule } from './resources/schedule.ts';
import { createStateMachine } from './resources/state-machine.ts';
import { createBucket, createBucketPolicy, createTable, createTopic, createTopicPolicy } from './resources/storage.ts';

type Entry = Readonly<{ create: ResourceHandler; isEvaluated: boolean }>;

const evaluated = (create: ResourceHandler): Entry => ({ create, isEvaluated: true });
const recorded = (create: ResourceHandler): Entry => ({ create, isEvaluated: false });

/** Every type that a template may hold. What is only recorded, the stack lists as not evaluated. */
export const handlers: Readonly<Record<string, Entry>> = {
  'AWS::IAM::Role': evaluated(createRole),
  'AWS::IAM::Policy': evaluated(createPolicy),
  'AWS::Lambda::Function': evaluated(createFunction),
  'AWS::Lambda::Permission': evaluated(createPermission),
  'AWS::Events::EventBus': evaluated(createEventBus),
  'AWS::Events::Rule': evaluated(createEventRule),
  'AWS::Scheduler::Schedule': evaluated(createSchedule),
  'AWS::SQS::Queue': evaluated(createQueue),
  'AWS::SQS::QueuePolicy': evaluated(createQueuePolicy),
  'AWS::StepFunctions::StateMachine': evaluated(createStateMachine),
  'AWS::DynamoDB::Table': evaluated(createTable),
  'AWS::SNS::Topic': evaluated(createTopic),
  'AWS::SNS::TopicPolicy': evaluated(createTopicPolicy),
  'AWS::S3::Bucket': evaluated(createBucket),
  'AWS::Logs::LogGroup': recorded(recordLogGroup),
  'AWS::S3::BucketPolicy': evaluated(createBucketPolicy),
  'AWS::CloudWatch::Alarm': evaluated(createAlarm),
  'AWS::CloudWatch::CompositeAlarm': evaluated(createCompositeAlarm),
};
