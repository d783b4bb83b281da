import * as z from 'zod';
import { generatedName, propertiesOf, type ResourceHandler, requireSound } from '../resource-handler.ts';

const Target = z.strictObject({
  Arn: z.string(),
  RoleArn: z.string(),
  Input: z.string().optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: z.coerce.number().optional(),
      MaximumEventAgeInSeconds: z.coerce.number().optional(),
    })
    .optional(),
  EventBridgeParameters: z.strictObject({ DetailType: z.string(), Source: z.string() }).optional(),
});

const longestName = 64;

const instant = z.iso.datetime().transform((text) => new Date(text));

const Schedule = z.strictObject({
  Name: z.string().optional(),
  GroupName: z.string().optional(),
  Description: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().optional(),
  StartDate: instant.optional(),
  EndDate: instant.optional(),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  FlexibleTimeWindow: z.strictObject({
    Mode: z.enum(['OFF', 'FLEXIBLE']),
    MaximumWindowInMinutes: z.coerce.number().optional(),
  }),
  Target,
});

export const createSchedule: ResourceHandler = async (request) => {
  const properties = propertiesOf(Schedule, request);
  const name = properties.Name ?? generatedName(request, longestName);
  requireSound({ service: 'scheduler', operation: 'CreateSchedule', input: { ...properties, Name: name } });
  const arn = request.context.services.createSchedule(request.context.region, { ...properties, Name: name });
  return { physicalId: name, attributes: { Arn: arn } };
};
