import type { DeployedPlan } from '../shared/contracts/plan.ts';
import { type FunctionFile, functionKey, stateName } from './function-file.ts';
import { type Grounds, hereArn, keysOfSecrets, statementsFor } from './grants.ts';
import { denials, verificationArns } from './verification-arns.ts';

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** The stack, and whether functions that connect to databases stand in a VPC in its Region. */
type Stack = Grounds['service'] & Readonly<{ hasVpc?: boolean }>;

/** What a stack has, and for which plans. */
type Served = Readonly<{ functions: readonly FunctionFile[]; plans: readonly DeployedPlan[] }>;

/** The roles of all functions of a stack, by their logical ids. */
export const rolesOf = ({ functions, plans }: Served, service: Stack) =>
  Object.fromEntries(functions.map((file) => [roleName(file.folder), roleOf(file, plans, service)]));

/**
 * One role a function: just its calls, on just the ARNs that the plans name. A permission whose plans name nothing is left
 * out, so that a function without a step to serve may do nothing.
 */
export function roleOf(file: FunctionFile, plans: readonly DeployedPlan[], service: Stack) {
  const grounds = { plans, service };
  const statements = [
    ...file.permissions.flatMap((permission) => statementsFor(permission, grounds)),
    ...keysOfSecrets(file.permissions, grounds),
  ];
  const name = `${service.name}-${service.stage}-${functionKey(file.folder)}`;
  const inVpc = file.connectsToDatabases && service.hasVpc === true ? interfaces(name) : [];
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust,
      Policies: [
        {
          PolicyName: file.folder,
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [...statements, ...denialsOf(file, plans), ...inVpc, ...observing(`/aws/lambda/${name}`)],
          },
        },
      ],
    },
  };
}

const denialsOf = ({ permissions }: FunctionFile, plans: readonly DeployedPlan[]) =>
  permissions.flatMap(({ actions, on }) => {
    if (on !== 'ownCopies' && on !== 'ownClusters') return [];
    const copies = verificationArns(plans)[on];
    return copies.length === 0 ? [] : denials(actions, copies);
  });

/** Logs and traces; every function needs them, none may do more with them. */
const observing = (logGroup: string) => [
  {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: [hereArn('logs', `log-group:${logGroup}:*`)],
  },
  { Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' },
];

/**
 * docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html: Lambda makes the network interfaces in the
 * name of the role, and looks them up and takes them away by ids that nobody knows before. The code of the function never needs them, and
 * is denied them as docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html has it: a call of the code says which function it is from.
 */
function interfaces(name: string) {
  const Action = [
    ...['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
    ...['ec2:DeleteNetworkInterface', 'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
  ];
  const own = { ArnEquals: { 'lambda:SourceFunctionArn': hereArn('lambda', `function:${name}`) } };
  return [
    { Effect: 'Allow', Action, Resource: '*' },
    { Effect: 'Deny', Action, Resource: '*', Condition: own },
  ];
}

export const roleName = (folder: string): string => `${stateName(folder)}Role`;
