import * as z from 'zod';
import { arnIn, generatedName, propertiesOf, type ResourceHandler, requireSound } from '../resource-handler.ts';

const common = {
  AlarmName: z.string().optional(),
  AlarmDescription: z.string().optional(),
  ActionsEnabled: z.boolean().optional(),
  AlarmActions: z.array(z.string()).optional(),
  OKActions: z.array(z.string()).optional(),
  InsufficientDataActions: z.array(z.string()).optional(),
  Tags: z.unknown().optional(),
};

/** On one metric; metric math, percentiles and anomaly detection are refused. */
const Alarm = z.strictObject({
  ...common,
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).optional(),
  Statistic: z.enum(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']),
  Period: z.number(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number().optional(),
  Threshold: z.number(),
  ComparisonOperator: z.enum([
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  TreatMissingData: z.enum(['missing', 'ignore', 'breaching', 'notBreaching']).optional(),
});

const CompositeAlarm = z.strictObject({
  ...common,
  AlarmRule: z.string(),
  ActionsSuppressor: z.string().optional(),
  ActionsSuppressorWaitPeriod: z.number().optional(),
  ActionsSuppressorExtensionPeriod: z.number().optional(),
});

export const createAlarm: ResourceHandler = async (request) => {
  const { Tags: _tags, AlarmName = generatedName(request), ...properties } = propertiesOf(Alarm, request);
  requireSound({ service: 'monitoring', operation: 'PutMetricAlarm', input: { AlarmName, ...properties } });
  request.context.services.putAlarm(request.context.region, { AlarmName, ...properties });
  return { physicalId: AlarmName, attributes: { Arn: arnIn(request, 'cloudwatch', `alarm:${AlarmName}`) } };
};

export const createCompositeAlarm: ResourceHandler = async (request) => {
  const { Tags: _tags, AlarmName = generatedName(request), ...properties } = propertiesOf(CompositeAlarm, request);
  requireSound({ service: 'monitoring', operation: 'PutCompositeAlarm', input: { AlarmName, ...properties } });
  request.context.services.putComposite(request.context.region, { AlarmName, ...properties });
  return { physicalId: AlarmName, attributes: { Arn: arnIn(request, 'cloudwatch', `alarm:${AlarmName}`) } };
};
