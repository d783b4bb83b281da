import type { ResourceHandler } from './resource-handler.ts';
import { createFunction } from './resources/function.ts';
import { recordAlarm, recordLogGroup, recordPolicy, recordQueue } from './resources/recorded.ts';
import { createPolicy, createRole } from './resources/role.ts';
import { createStateMachine } from './resources/state-machine.ts';
import { createBucket, createTable, createTopic } from './resources/storage.ts';

type Entry = Readonly<{ create: ResourceHandler; isEvaluated: boolean }>;

const evaluated = (create: ResourceHandler): Entry => ({ create, isEvaluated: true });
const recorded = (create: ResourceHandler): Entry => ({ create, isEvaluated: false });

/** Every type that a template may hold. What is only recorded, the stack lists as not evaluated. */
export const handlers: Readonly<Record<string, Entry>> = {
  'AWS::IAM::Role': evaluated(createRole),
  'AWS::IAM::Policy': evaluated(createPolicy),
  'AWS::Lambda::Function': evaluated(createFunction),
  'AWS::StepFunctions::StateMachine': evaluated(createStateMachine),
  'AWS::DynamoDB::Table': evaluated(createTable),
  'AWS::SNS::Topic': evaluated(createTopic),
  'AWS::S3::Bucket': evaluated(createBucket),
  'AWS::Logs::LogGroup': recorded(recordLogGroup),
  'AWS::S3::BucketPolicy': recorded(recordPolicy),
  'AWS::SQS::Queue': recorded(recordQueue),
  'AWS::SQS::QueuePolicy': recorded(recordPolicy),
  'AWS::CloudWatch::Alarm': recorded(recordAlarm),
};
