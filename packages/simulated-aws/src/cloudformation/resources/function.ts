import * as z from 'zod';
import { AwsFault } from '../../call.ts';
import { defined } from '../../defined.ts';
import { arnIn, generatedName, propertiesOf, type ResourceHandler } from '../resource-handler.ts';

const longestName = 64;

const VpcConfig = z.strictObject({
  SubnetIds: z.array(z.string()).default([]),
  SecurityGroupIds: z.array(z.string()).default([]),
});

const FunctionProperties = z.strictObject({
  FunctionName: z.string().optional(),
  Description: z.unknown().optional(),
  Code: z.unknown().optional(),
  Handler: z.string(),
  Runtime: z.string().regex(/^nodejs(22|24)\.x$/, 'nodejs22.x or nodejs24.x'),
  Architectures: z.unknown().optional(),
  Role: z.string(),
  Timeout: z.number().min(1).max(900).default(3),
  MemorySize: z.number().min(128).max(10_240).default(128),
  Environment: z
    .strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
    .default({ Variables: {} }),
  ReservedConcurrentExecutions: z.number().optional(),
  DeadLetterConfig: z.strictObject({ TargetArn: z.string().startsWith('arn:aws:sqs:', 'an SQS queue') }).optional(),
  LoggingConfig: z
    .strictObject({
      LogFormat: z.string(),
      ApplicationLogLevel: z.string().optional(),
      SystemLogLevel: z.unknown().optional(),
      LogGroup: z.unknown().optional(),
    })
    .optional(),
  PackageType: z.literal('Zip').optional(),
  Tags: z.unknown().optional(),
  TracingConfig: z.unknown().optional(),
  VpcConfig: VpcConfig.optional(),
});

export const createFunction: ResourceHandler = async (request) => {
  const { region, services, codeOf } = request.context;
  const properties = propertiesOf(FunctionProperties, request);
  const name = properties.FunctionName ?? generatedName(request, longestName);
  const arn = arnIn(request, 'lambda', `function:${name}`);
  if (!services.identity.isAssumable(properties.Role, 'lambda.amazonaws.com', arn))
    throw new AwsFault(
      'InvalidParameterValueException',
      `The role defined for the function cannot be assumed by Lambda. (${request.logicalId}: ${properties.Role})`,
    );
  const { code, file } = await codeOf(request.logicalId);
  await services.createFunction({
    name,
    arn,
    region,
    roleArn: properties.Role,
    code,
    file,
    handler: properties.Handler,
    timeoutSeconds: properties.Timeout,
    memorySize: properties.MemorySize,
    runtime: properties.Runtime,
    environment: properties.Environment.Variables,
    ...optionsOf(properties),
  });
  return { physicalId: name, attributes: { Arn: arn } };
};

type FunctionProperties = z.output<typeof FunctionProperties>;

const optionsOf = ({ ReservedConcurrentExecutions: reserve, LoggingConfig: logs, ...others }: FunctionProperties) => ({
  ...defined({ reservedConcurrency: reserve }),
  ...(others.DeadLetterConfig === undefined ? {} : { deadLetterArn: others.DeadLetterConfig.TargetArn }),
  ...(others.VpcConfig === undefined ? {} : { vpcConfig: placedBy(others.VpcConfig) }),
  ...(logs === undefined
    ? {}
    : {
        logging: {
          format: logs.LogFormat,
          ...defined({ level: logs.ApplicationLogLevel }),
        },
      }),
});

const placedBy = ({ SubnetIds: subnetIds, SecurityGroupIds: securityGroupIds }: z.output<typeof VpcConfig>) => ({
  subnetIds,
  securityGroupIds,
});
