import type { SimulatedAws } from '../aws.ts';
import { deploy, type Stack, type StackOptions } from './deploy.ts';

export type TemplateDeployment = Readonly<{
  region: string;
  stackName: string;
  template: unknown;
  parameters?: StackOptions['parameters'];
  /** The template comes in the request and not by a link to S3, as tools that deploy have it. */
  isInline?: boolean;
  tags?: Readonly<Record<string, string>>;
  /** The bundle of a function by its logical id. Default: a template without functions. */
  codeOf?: StackOptions['codeOf'];
}>;

/**
 * Deploys a template as it is into a Region of a simulated AWS; CloudFormation shows the stack from then on. Throws at the first
 * resource that cannot be created, and leaves no stack then.
 */
export async function deployTemplate(aws: SimulatedAws, deployment: TemplateDeployment): Promise<Stack> {
  const { region, stackName, template, parameters = {}, tags = {}, isInline = false, codeOf = noCode } = deployment;
  const stack = await deploy(template, {
    account: aws.world.account,
    region,
    stackName,
    tags,
    random: aws.world.random,
    codeOf,
    parameters,
    isInline,
    services: stackServices(aws),
  });
  aws.cloudformation.addStack({ name: stackName, region, stack, tags });
  return stack;
}

async function noCode(logicalId: string): Promise<never> {
  throw new Error(`no code was given for the function ${logicalId}`);
}

/** What CloudFormation creates resources with, in a simulated AWS. */
function stackServices(aws: SimulatedAws): StackOptions['services'] {
  const { identity, lambda, stepFunctions, dynamodb, sns, s3, sqs, events, scheduler, cloudwatch, logs, kms } = aws;
  return {
    identity,
    createFunction: lambda.createFunction,
    createStateMachine: stepFunctions.createStateMachine,
    createTable: dynamodb.createTable,
    createTopic: sns.createTopic,
    setTopicPolicy: sns.setTopicPolicy,
    createBucket: s3.addBucket,
    createLogGroup: logs.addGroup,
    setBucketPolicy: s3.setBucketPolicy,
    putAlarm: cloudwatch.putAlarm,
    putComposite: cloudwatch.putComposite,
    queues: sqs,
    events,
    createKey: kms.createKey,
    createSchedule: scheduler.createSchedule,
    addPermission: lambda.addPermission,
  };
}
