export const placeholder = (name: string) => `$\{${name}}`;

export const trusting = (service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});

/** As osls packages a service with one function, a table and a machine. */
export const template = (changes: Record<string, unknown> = {}) => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'The AWS CloudFormation template for this Serverless application',
  Resources: {
    ServerlessDeploymentBucket: { Type: 'AWS::S3::Bucket', Properties: { BucketEncryption: {} } },
    ServerlessDeploymentBucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: { Ref: 'ServerlessDeploymentBucket' }, PolicyDocument: {} },
    },
    OpenRunLogGroup: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: '/aws/lambda/x', RetentionInDays: 30 },
    },
    OpenRunLambdaFunction: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: { Ref: 'ServerlessDeploymentBucket' }, S3Key: 'openRun.zip' },
        Handler: 'dist/openRun/index.handler',
        Runtime: 'nodejs24.x',
        FunctionName: 'mainsail-dev-openRun',
        MemorySize: 512,
        Timeout: 30,
        Environment: { Variables: { TABLE: { Ref: 'Ledger' }, TIMES: 3 } },
        Role: { 'Fn::GetAtt': ['OpenRunRole', 'Arn'] },
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'WARN' },
      },
      DependsOn: ['OpenRunLogGroup', 'OpenRunRole'],
    },
    OpenRunRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'),
        Policies: [
          {
            PolicyName: 'own',
            PolicyDocument: {
              Statement: { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: { 'Fn::GetAtt': ['Ledger', 'Arn'] } },
            },
          },
        ],
      },
    },
    Ledger: {
      Type: 'AWS::DynamoDB::Table',
      DeletionPolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
        SSESpecification: { SSEEnabled: true },
      },
    },
    Notices: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'mainsail-dev-notices' } },
    MachineRole: {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: 'machine', AssumeRolePolicyDocument: trusting('states.amazonaws.com') },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'mainsail-dev-recover',
        RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
        Definition: {
          StartAt: 'A',
          States: { A: { Type: 'Task', Arguments: { FunctionName: placeholder('OpenRun') } } },
        },
        DefinitionSubstitutions: { OpenRun: { 'Fn::GetAtt': ['OpenRunLambdaFunction', 'Arn'] } },
      },
    },
    MachinePolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'invoke',
        Roles: [{ Ref: 'MachineRole' }],
        PolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: 'Machine' } }],
        },
      },
    },
    ...changes,
  },
  Outputs: {
    Recover: { Value: { Ref: 'Machine' } },
    Table: { Value: { 'Fn::GetAtt': ['Ledger', 'Arn'] }, Export: { Name: 'x' } },
  },
});
