import type { DeployedPlan } from '../shared/contracts/plan.ts';
import { type FunctionFile, functionKey, stateName } from './function-file.ts';
import { type Grounds, hereArn, keysOfSecrets, statementsFor } from './grants.ts';
import { denials, verificationArns } from './verification-arns.ts';

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/**
 * One role a function: just its calls, on just the ARNs that the plans name. A permission whose plans name nothing is left
 * out, so that a function without a step to serve may do nothing.
 */
export function roleOf(file: FunctionFile, plans: readonly DeployedPlan[], service: Grounds['service']) {
  const grounds = { plans, service };
  const statements = [
    ...file.permissions.flatMap((permission) => statementsFor(permission, grounds)),
    ...keysOfSecrets(file.permissions, grounds),
  ];
  const logGroup = `/aws/lambda/${service.name}-${service.stage}-${functionKey(file.folder)}`;
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust,
      Policies: [
        {
          PolicyName: file.folder,
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [...statements, ...denialsOf(file, plans), ...observing(logGroup)],
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

export const roleName = (folder: string): string => `${stateName(folder)}Role`;
