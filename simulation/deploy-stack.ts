import { functionKey } from '../scripts/packaging/function-file.ts';
import type { DeployedPlan } from '../shared/contracts/plan.ts';
import { alarmsOf } from '../shared/domain/detection/alarms-of.ts';
import type { SimulatedAws } from './aws.ts';
import { deploy, type Stack, type StackOptions } from './cloudformation/deploy.ts';
import { type PackagedStack, packageDetector } from './packaging/package-stack.ts';

export type DeployedStack = Stack &
  Readonly<{
    recoverArn: string;
    verifyArn: string;
    topicArn: string;
    recordsBucket: string;
    ledgerTable: string;
    controlTable: string;
  }>;

/** PromoteReplicaLambdaFunction, as the framework calls it → promoteReplica, as its bundle is called. */
const keyOf = (logicalId: string): string => {
  const name = logicalId.replace(/LambdaFunction$/, '');
  return functionKey(`${name[0]?.toLowerCase()}${name.slice(1)}`);
};

type Deployment = Readonly<{ stackName: string; template: unknown; codeOf: (functionKey: string) => StoredCode }>;

type StoredCode = ReturnType<PackagedStack['codeOf']>;

/** What CloudFormation creates resources with, in a simulated AWS. */
export const stackServices = (aws: SimulatedAws): StackOptions['services'] => {
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
};

/** The framework tags every stack with its stage, here `dev`. */
const deployInto = async (
  aws: SimulatedAws,
  region: string,
  { stackName, template, codeOf }: Deployment,
): Promise<Stack> => {
  const stack = await deploy(template, {
    account: aws.world.account,
    region,
    stackName,
    random: aws.world.random,
    codeOf: async (logicalId) => codeOf(keyOf(logicalId)),
    services: stackServices(aws),
  });
  aws.cloudformation.addStack({ name: stackName, region, stack, tags: { STAGE: 'dev' } });
  return stack;
};

/** Deploys the packaged template, as it is, into the simulated Region. */
export const deployStack = async (
  aws: SimulatedAws,
  packaged: PackagedStack,
  region: string,
): Promise<DeployedStack> => {
  const stack = await deployInto(aws, region, { stackName: 'lifeboat-dev', ...packaged });
  const idOf = (logicalId: string): string => {
    const resource = stack.resources.get(logicalId);
    if (resource === undefined) throw new Error(`the template has no ${logicalId}`);
    return resource.physicalId;
  };
  return {
    ...stack,
    recoverArn: idOf('RecoverMachine'),
    verifyArn: idOf('VerifyRestoresMachine'),
    topicArn: idOf('Notices'),
    recordsBucket: idOf('Records'),
    ledgerTable: idOf('LedgerTable'),
    controlTable: idOf('ControlTable'),
  };
};

const withoutFunctions = (functionKey: string): never => {
  throw new Error(`the detector has no function ${functionKey}`);
};

/** Deploys the detector's template into the Region whose alarms it forwards. */
const deployDetector = (aws: SimulatedAws, template: unknown, region: string): Promise<Stack> =>
  deployInto(aws, region, { stackName: 'lifeboat-detector-dev', template, codeOf: withoutFunctions });

/** The Regions whose alarms a plan's standby has to hear of, besides its own. */
const detectorRegions = (plan: DeployedPlan): string[] =>
  [...new Set(alarmsOf(plan).map(({ region }) => region))].filter((region) => region !== plan.regions.standby);

/** The detector of every Region that a plan needs one in, packaged and deployed. */
export const deployDetectors = async (aws: SimulatedAws, plan: DeployedPlan): Promise<void> => {
  for (const region of detectorRegions(plan)) await deployDetector(aws, await packageDetector(region), region);
};
