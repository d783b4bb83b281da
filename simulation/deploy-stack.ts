import { functionKey } from '../scripts/packaging/function-file.ts';
import type { SimulatedAws } from './aws.ts';
import { deploy, type Stack } from './cloudformation/deploy.ts';
import type { PackagedStack } from './packaging/package-stack.ts';

export type DeployedStack = Stack &
  Readonly<{ recoverArn: string; topicArn: string; recordsBucket: string; ledgerTable: string; controlTable: string }>;

/** PromoteReplicaLambdaFunction, as the framework calls it → promoteReplica, as its bundle is called. */
const keyOf = (logicalId: string): string => {
  const name = logicalId.replace(/LambdaFunction$/, '');
  return functionKey(`${name[0]?.toLowerCase()}${name.slice(1)}`);
};

/** Deploys the packaged template, as it is, into the simulated Region. */
export const deployStack = async (
  aws: SimulatedAws,
  packaged: PackagedStack,
  region: string,
): Promise<DeployedStack> => {
  const { identity, lambda, stepFunctions, dynamodb, sns, s3, sqs, events, scheduler } = aws;
  const stack = await deploy(packaged.template, {
    account: aws.world.account,
    region,
    stackName: 'lifeboat-dev',
    random: aws.world.random,
    codeOf: async (logicalId) => packaged.codeOf(keyOf(logicalId)),
    services: {
      identity,
      createFunction: lambda.createFunction,
      createStateMachine: stepFunctions.createStateMachine,
      createTable: dynamodb.createTable,
      createTopic: sns.createTopic,
      createBucket: s3.addBucket,
      queues: sqs,
      events,
      createSchedule: scheduler.createSchedule,
      addPermission: lambda.addPermission,
    },
  });
  const idOf = (logicalId: string): string => {
    const resource = stack.resources.get(logicalId);
    if (resource === undefined) throw new Error(`the template has no ${logicalId}`);
    return resource.physicalId;
  };
  return {
    ...stack,
    recoverArn: idOf('RecoverMachine'),
    topicArn: idOf('Notices'),
    recordsBucket: idOf('Records'),
    ledgerTable: idOf('LedgerTable'),
    controlTable: idOf('ControlTable'),
  };
};
