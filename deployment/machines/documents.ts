const logging = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

const tracing = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
];

const rule = 'StepFunctionsGetEventsForStepFunctionsExecutionRule';

export type Statement = Readonly<{ Effect: 'Allow'; Action: string | string[]; Resource: readonly unknown[] }>;

export function allow(Action: Statement['Action'], Resource: Statement['Resource']): Statement {
  return {
    Effect: 'Allow',
    Action,
    Resource,
  };
}

export function documentOf(Statement: readonly object[]) {
  return { Version: '2012-10-17', Statement };
}

export const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

export const trust = documentOf([
  {
    Effect: 'Allow',
    Principal: { Service: 'states.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  },
]);

/** On the role itself: CreateStateMachine checks log and event permissions, before a policy of its own could be there. */
export const observe = {
  PolicyName: 'observe',
  PolicyDocument: documentOf([allow(logging, ['*']), allow(tracing, ['*'])]),
};

/** docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html */
export const awaitChildren = {
  PolicyName: 'await-children',
  PolicyDocument: documentOf([
    allow(
      ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      [{ 'Fn::Sub': `arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:rule/${rule}` }],
    ),
  ]),
};
