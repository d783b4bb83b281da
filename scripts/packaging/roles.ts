import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { probeMetric } from '../../shared/domain/detection/probe-metric.ts';
import { type FunctionFile, functionKey, stateName, type Target } from './function-file.ts';
import { muteRules, plannedArns, watchedHealthChecks } from './planned-arns.ts';
import { denials, verificationArns, verificationConditions } from './verification-arns.ts';

type Service = Readonly<{ name: string; stage: string }>;

/** What this stack has of its own. Executions by name, not by reference: the machine depends on the functions. */
const own = (
  { name, stage }: Service,
  plans: readonly DeployedPlan[],
): Record<Extract<Target, string>, readonly unknown[]> => ({
  ledgerTable: [{ 'Fn::GetAtt': ['LedgerTable', 'Arn'] }],
  controlTable: [{ 'Fn::GetAtt': ['ControlTable', 'Arn'] }],
  topic: [{ Ref: 'Notices' }],
  recordsBucket: [{ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Records', 'Arn'] }, '/*']] }],
  recoverExecutions: [hereArn('states', `execution:${name}-${stage}-recover:*`)],
  detectExecutions: [hereArn('states', `execution:${name}-${stage}-detect:*`)],
  stepExecutions: [hereArn('states', `execution:${name}-${stage}-run-step:*`)],
  watchedHealthChecks: watchedHealthChecks(plans),
  muteRules: muteRules(plans),
  verifyExecutions: [hereArn('states', `execution:${name}-${stage}-verify-restores:*`)],
  ...verificationArns(plans),
  ownMetrics: ['*'],
  any: ['*'],
});

const conditions: Readonly<Partial<Record<Extract<Target, string>, object>>> = {
  ownMetrics: { StringEquals: { 'cloudwatch:namespace': probeMetric.namespace } },
  ...verificationConditions,
};

const conditionOf = (target: Target) => {
  const condition = typeof target === 'string' ? conditions[target] : undefined;
  return condition === undefined ? {} : { Condition: condition };
};

const denialsOf = ({ permissions }: FunctionFile, plans: readonly DeployedPlan[]) =>
  permissions.flatMap(({ actions, on }) => {
    if (on !== 'ownCopies' && on !== 'ownClusters') return [];
    const copies = verificationArns(plans)[on];
    return copies.length === 0 ? [] : denials(actions, copies);
  });

const hereArn = (service: string, resource: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
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

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/**
 * One role a function: just its calls, on just the ARNs that the plans name. A permission whose plans name nothing is left
 * out, so that a function without a step to serve may do nothing.
 */
export const roleOf = (file: FunctionFile, plans: readonly DeployedPlan[], service: Service) => {
  const statements = file.permissions
    .map(({ actions, on }) => ({
      Effect: 'Allow',
      Action: actions,
      Resource: typeof on === 'string' ? own(service, plans)[on] : plannedArns(plans, on),
      ...conditionOf(on),
    }))
    .filter((statement) => statement.Resource.length > 0);
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
};

export const roleName = (folder: string): string => `${stateName(folder)}Role`;
