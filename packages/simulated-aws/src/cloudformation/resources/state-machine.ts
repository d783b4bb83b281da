import * as z from 'zod';
import { AwsFault } from '../../call.ts';
import {
  arnIn,
  generatedName,
  propertiesOf,
  type ResourceHandler,
  type ResourceRequest,
  requireSound,
  TagList,
  tagsOf,
} from '../resource-handler.ts';

const StateMachine = z
  .strictObject({
    StateMachineName: z.string().optional(),
    StateMachineType: z.literal('STANDARD', 'only STANDARD machines are simulated').optional(),
    RoleArn: z.string(),
    Definition: z.record(z.string(), z.unknown()).optional(),
    DefinitionString: z.string().optional(),
    DefinitionSubstitutions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
    LoggingConfiguration: z.looseObject({ Level: z.string().default('OFF') }).optional(),
    TracingConfiguration: z.unknown().optional(),
    Tags: TagList,
  })
  .refine(
    (one) => (one.Definition === undefined) !== (one.DefinitionString === undefined),
    'either Definition or DefinitionString',
  );

const longestName = 80;

const placeholder = /\$\{([A-Za-z0-9_]+)\}/g;

/** docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

/** docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html: how `.sync` hears that a child has ended. */
const managedRule = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'];

/**
 * Fills `${Name}`. docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-stepfunctions-statemachine.html.
 * AWS lets an unused value pass and leaves an unknown placeholder as it is; both are mistakes here.
 */
export function fillDefinition(text: string, values: Readonly<Record<string, unknown>>, logicalId: string): string {
  const used = new Set([...text.matchAll(placeholder)].map((match) => match[1] ?? ''));
  const missing = [...used].filter((name) => !(name in values));
  const unused = Object.keys(values).filter((name) => !used.has(name));
  if (missing.length > 0) throw new Error(`${logicalId}: no value for the placeholders ${missing.join(', ')}`);
  if (unused.length > 0) throw new Error(`${logicalId}: no placeholder for the values ${unused.join(', ')}`);
  return text.replaceAll(placeholder, (_whole, name: string) => JSON.stringify(String(values[name])).slice(1, -1));
}

export const createStateMachine: ResourceHandler = async (request) => {
  const { region, services } = request.context;
  const properties = propertiesOf(StateMachine, request);
  const name = properties.StateMachineName ?? generatedName(request, longestName);
  const arn = arnIn(request, 'states', `stateMachine:${name}`);
  checkRole(request, properties, arn);
  const text = properties.DefinitionString ?? JSON.stringify(properties.Definition);
  const definition = fillDefinition(text, properties.DefinitionSubstitutions, request.logicalId);
  const input = { name, definition, roleArn: properties.RoleArn };
  requireSound({ service: 'states', operation: 'CreateStateMachine', input });
  checkManagedRule(request, properties.RoleArn, definition);
  const tags = tagsOf(properties.Tags, request);
  await services.createStateMachine({ name, arn, region, roleArn: properties.RoleArn, definition, tags });
  return { physicalId: arn, attributes: { Arn: arn, Name: name } };
};

type StateMachine = z.output<typeof StateMachine>;

/** What CreateStateMachine checks of the role. */
function checkRole(request: ResourceRequest, { RoleArn, LoggingConfiguration }: StateMachine, arn: string): void {
  const { region, services } = request.context;
  if (!services.identity.isAssumable(RoleArn, 'states.amazonaws.com', arn))
    throw new AwsFault(
      'AccessDeniedException',
      `Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role. (${request.logicalId}: ${RoleArn})`,
    );
  if ((LoggingConfiguration?.Level ?? 'OFF') === 'OFF') return;
  const missing = logDelivery.find(
    (action) => services.identity.decide(RoleArn, { action, resource: '*', region }) !== 'allowed',
  );
  if (missing !== undefined)
    throw new AwsFault(
      'AccessDeniedException',
      `The state machine IAM Role is not authorized to access the Log Destination (${request.logicalId} lacks ${missing})`,
    );
}

function checkManagedRule({ context, logicalId }: ResourceRequest, role: string, definition: string): void {
  if (!/"arn:aws:states:::states:startExecution\.sync/.test(definition)) return;
  const { region, account, services } = context;
  const resource = `arn:aws:events:${region}:${account}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`;
  if (managedRule.every((action) => services.identity.decide(role, { action, resource, region }) === 'allowed')) return;
  throw new AwsFault('AccessDeniedException', `'${role}' is not authorized to create managed-rule. (${logicalId})`);
}
