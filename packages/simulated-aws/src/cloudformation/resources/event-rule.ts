import * as z from 'zod';
import { generatedName, propertiesOf, type ResourceHandler, requireSound } from '../resource-handler.ts';

const RetryPolicy = z.strictObject({
  MaximumRetryAttempts: z.coerce.number().optional(),
  MaximumEventAgeInSeconds: z.coerce.number().optional(),
});

const Target = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .strictObject({ InputPathsMap: z.record(z.string(), z.string()).optional(), InputTemplate: z.string() })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
  RetryPolicy: RetryPolicy.optional(),
});

/** A rule with a schedule is refused: AWS::Scheduler::Schedule is what runs at times. */
const Rule = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  EventBusName: z.string().optional(),
  EventPattern: z.record(z.string(), z.unknown()),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  RoleArn: z.string().optional(),
  Targets: z.array(Target).default([]),
  Tags: z.unknown().optional(),
});

const defaultBus = 'default';
const longestName = 64;

export const createEventRule: ResourceHandler = async (request) => {
  const { region, services } = request.context;
  const { Targets, Tags: _, EventPattern, EventBusName, ...properties } = propertiesOf(Rule, request);
  const name = properties.Name ?? generatedName(request, longestName);
  const place = { EventBusName };
  const rule = { ...properties, ...place, Name: name, EventPattern: JSON.stringify(EventPattern) };
  requireSound({ service: 'events', operation: 'PutRule', input: rule });
  const arn = services.events.createRule(region, rule);
  if (Targets.length > 0) services.events.createTargets(region, { ...place, Rule: name, Targets });
  return { physicalId: physicalIdOf(name, EventBusName), attributes: { Arn: arn } };
};

/** docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html: bus and name, but for the default bus. */
function physicalIdOf(name: string, busNameOrArn: string | undefined): string {
  const bus = busNameOrArn?.split('/').at(-1) ?? defaultBus;
  return bus === defaultBus ? name : `${bus}|${name}`;
}
