import { account, region } from '../services/policy-setting.ts';

/* Parts of templates that are just as large as a test wants them. */

export const trust = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});

/** A service whose trust has so many characters. */
export const longService = (length: number): string =>
  `${'a'.repeat(length - JSON.stringify(trust('.amazonaws.com')).length)}.amazonaws.com`;

/** A policy of so many characters without white space, in which white space is. */
export const policyOf = (length: number) => {
  const document = (Sid: string) => ({
    Statement: [{ Sid, Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/a b   c' }],
  });
  const rest = JSON.stringify(document('')).replace(/\s/g, '').length;
  return document('x'.repeat(length - rest));
};

export const topics = (most: number) =>
  Object.fromEntries(Array.from({ length: most }, (_, index) => [`T${index}`, { Type: 'AWS::SNS::Topic' }]));
export const topic = { T: { Type: 'AWS::SNS::Topic' } };
export const role = (Properties: object) => ({
  R: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('x.amazonaws.com'), ...Properties } },
});
export const inline = (...lengths: readonly number[]) =>
  lengths.map((length, index) => ({ PolicyName: `p${index}`, PolicyDocument: policyOf(length) }));
export const managed = (id: string, Properties: object) => ({ [id]: { Type: 'AWS::IAM::ManagedPolicy', Properties } });
export const attached = (most: number) => ({
  ...role({ RoleName: 'worker' }),
  ...Object.assign(
    {},
    ...Array.from({ length: most }, (_, index) =>
      managed(`P${index}`, { PolicyDocument: policyOf(200), Roles: [{ Ref: 'R' }] }),
    ),
  ),
});
export const rule = (Properties: object) => ({
  Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['a'] }, ...Properties } },
});
/** A pattern of so many characters as JSON. */
export const patternOf = (length: number) => ({
  source: ['x'.repeat(length - JSON.stringify({ source: [''] }).length)],
});
export const machine = (name: string, length: number) => {
  const definition = (Comment: string) =>
    JSON.stringify({ QueryLanguage: 'JSONata', Comment, StartAt: 'A', States: { A: { Type: 'Succeed' } } });
  return {
    ...role({ AssumeRolePolicyDocument: trust('states.amazonaws.com') }),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        ...{ StateMachineName: name, RoleArn: { 'Fn::GetAtt': ['R', 'Arn'] } },
        DefinitionString: definition('x'.repeat(length - definition('').length)),
      },
    },
  };
};
export const lambda = (FunctionName: string, environmentBytes: number) => {
  const rest = JSON.stringify({ A: '' }).length;
  return {
    ...role({ AssumeRolePolicyDocument: trust('lambda.amazonaws.com') }),
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        ...{ FunctionName, Handler: 'index.handler', Runtime: 'nodejs24.x', Role: { 'Fn::GetAtt': ['R', 'Arn'] } },
        Environment: { Variables: { A: 'x'.repeat(environmentBytes - rest) } },
      },
    },
  };
};
/** A template of so many bytes. */
export const sized = (bytes: number) => {
  const template = (Description: string) => ({ Description, Resources: topic });
  return template('x'.repeat(bytes - JSON.stringify(template('')).length));
};
export const outputs = (most: number) => ({
  Resources: topic,
  Outputs: Object.fromEntries(Array.from({ length: most }, (_, index) => [`O${index}`, { Value: 'v' }])),
});
export const parameters = (most: number) => ({
  Resources: topic,
  Parameters: Object.fromEntries(
    Array.from({ length: most }, (_, index) => [`P${index}`, { Type: 'String', Default: 'v' }]),
  ),
});
export const long = (length: number): string => 'a'.repeat(length);
export const tooLong = (member: string, most: number) =>
  new RegExp(`at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${most}$`);

export function alarm(AlarmName: string) {
  const Properties = {
    ...{ AlarmName, Namespace: 'a', MetricName: 'b', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 1 },
    ComparisonOperator: 'GreaterThanThreshold',
  };
  return { Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties } };
}

export function schedule(Name: string) {
  const Target = {
    Arn: `arn:aws:lambda:${region}:${account}:function:f`,
    RoleArn: { 'Fn::GetAtt': ['R', 'Arn'] },
  };
  const Properties = {
    ...{ Name, ScheduleExpression: 'rate(1 minute)', FlexibleTimeWindow: { Mode: 'OFF' }, Target },
  };
  return {
    ...role({ AssumeRolePolicyDocument: trust('scheduler.amazonaws.com') }),
    Schedule: { Type: 'AWS::Scheduler::Schedule', Properties },
  };
}
