import { expect, it } from 'vitest';
import { deployTemplate } from '../../src/cloudformation/deploy-template.ts';
import { account, alarmEvent, createSetting, home } from '../services/events/setting.ts';
import { trusting } from './packaged.ts';

const allowing = (Action: string, Resource: unknown) => [
  { PolicyName: 'own', PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource }] } },
];

const role = (service: string, Policies: unknown = []) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trusting(service), Policies },
});

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** A machine that an alarm and a schedule start, with dead letters that only the rule may send. */
const template = (changes: Record<string, unknown> = {}) => ({
  Resources: {
    MachineRole: role('states.amazonaws.com'),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'detect',
        RoleArn: arnOf('MachineRole'),
        Definition: { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Succeed' } } },
      },
    },
    Letters: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true } },
    LettersPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Letters' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: {
            ...{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' },
            Resource: arnOf('Letters'),
            Condition: { ArnEquals: { 'aws:SourceArn': arnOf('OnAlarm') } },
          },
        },
      },
    },
    StarterRole: role('events.amazonaws.com', allowing('states:StartExecution', { Ref: 'Machine' })),
    OnAlarm: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: 'on-alarm',
        EventPattern: { source: ['aws.cloudwatch'], detail: { state: { value: [{ 'anything-but': 'OK' }] } } },
        Targets: [
          {
            ...{ Id: 'detect', Arn: { Ref: 'Machine' }, RoleArn: arnOf('StarterRole') },
            InputTransformer: { InputPathsMap: { alarm: '$.detail.alarmName' }, InputTemplate: '{"alarm": <alarm>}' },
            DeadLetterConfig: { Arn: arnOf('Letters') },
            RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 900 },
          },
        ],
      },
    },
    ScheduleRole: role('scheduler.amazonaws.com', allowing('states:StartExecution', { Ref: 'Machine' })),
    EveryFiveMinutes: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name: 'every-five-minutes',
        ScheduleExpression: 'rate(5 minutes)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: { Ref: 'Machine' }, RoleArn: arnOf('ScheduleRole'), Input: '{"by":"schedule"}' },
      },
    },
    Plans: { Type: 'AWS::Events::EventBus', Properties: { Name: 'plans' } },
    OnPlans: {
      Type: 'AWS::Events::Rule',
      Properties: { Name: 'on-plans', EventBusName: { Ref: 'Plans' }, EventPattern: { source: ['mainsail'] } },
    },
    ...changes,
  },
});

const deployed = async (changes: Record<string, unknown> = {}) => {
  const setting = createSetting();
  const { aws } = setting;
  const stack = await deployTemplate(aws, {
    ...{ region: home, stackName: 'mainsail-dev', template: template(changes) },
    codeOf: async () => ({ code: 'exports.handler = async (event) => event;', file: 'dist/probe/index.cjs' }),
  });
  const letters = stack.resources.get('Letters');
  const lettersOf = () => setting.lettersIn({ url: letters?.physicalId ?? '', arn: letters?.attributes.Arn ?? '' });
  return { ...setting, stack, lettersOf };
};

it('an alarm and the schedule start the machine of the template', async () => {
  const { aws, inputs, pass, lettersOf } = await deployed();
  aws.events.emit(alarmEvent(home));
  aws.events.emit({ ...alarmEvent(home), detail: { alarmName: 'well', state: { value: 'OK' } } });
  await pass(301);
  expect(inputs()).toEqual([{ alarm: 'api-5xx' }, { by: 'schedule' }, { by: 'schedule' }]);
  expect(lettersOf()).toEqual([]);
});

it('resources are known by the names that CloudFormation gives', async () => {
  const { stack } = await deployed();
  const shown = (logicalId: string) => {
    const { physicalId, attributes } = stack.resources.get(logicalId) ?? {};
    return { physicalId, arn: attributes?.Arn };
  };
  const events = `arn:aws:events:${home}:${account}`;
  expect(shown('OnAlarm')).toEqual({ physicalId: 'on-alarm', arn: `${events}:rule/on-alarm` });
  expect(shown('OnPlans')).toEqual({ physicalId: 'plans|on-plans', arn: `${events}:rule/plans/on-plans` });
  expect(shown('Plans')).toEqual({ physicalId: 'plans', arn: `${events}:event-bus/plans` });
  expect(shown('EveryFiveMinutes')).toEqual({
    physicalId: 'every-five-minutes',
    arn: `arn:aws:scheduler:${home}:${account}:schedule/default/every-five-minutes`,
  });
  expect(shown('Letters')).toEqual({
    physicalId: expect.stringMatching(
      `^https://sqs.${home}.amazonaws.com/${account}/mainsail-dev-Letters-[0-9A-F]{12}$`,
    ),
    arn: expect.stringMatching(`^arn:aws:sqs:${home}:${account}:mainsail-dev-Letters-`),
  });
});

it('an alarm that the role may not pass on lies in the queue of the template', async () => {
  const StarterRole = role('events.amazonaws.com');
  const { aws, pass, lettersOf } = await deployed({ StarterRole });
  aws.events.emit(alarmEvent(home));
  await pass(2);
  expect(lettersOf()).toMatchObject([{ ERROR_CODE: 'NO_PERMISSIONS', RULE_ARN: expect.stringContaining('on-alarm') }]);
});

it('a rule invokes a function by the permission of the template', async () => {
  const Probe = {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'probe',
      Handler: 'dist/probe/index.handler',
      Runtime: 'nodejs24.x',
      Role: arnOf('ProbeRole'),
    },
  };
  const properties = { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'Probe' }, SourceArn: arnOf('OnProbe') };
  const { aws, pass } = await deployed({
    ProbeRole: role('lambda.amazonaws.com'),
    Probe,
    OnProbe: {
      Type: 'AWS::Events::Rule',
      Properties: { EventPattern: { source: ['aws.cloudwatch'] }, Targets: [{ Id: 'probe', Arn: arnOf('Probe') }] },
    },
    MayProbe: { Type: 'AWS::Lambda::Permission', Properties: { ...properties, Principal: 'events.amazonaws.com' } },
  });
  aws.events.emit(alarmEvent(home));
  await pass(5);
  expect(aws.lambda.invocations()).toMatchObject([{ function: 'probe', payload: expect.stringContaining('api-5xx') }]);
});

const { OnAlarm, EveryFiveMinutes } = template().Resources;

it.each([
  {
    what: 'a schedule on a rule',
    changes: { OnAlarm: { ...OnAlarm, Properties: { ...OnAlarm.Properties, ScheduleExpression: 'rate(1 day)' } } },
    message: 'NotSimulated: AWS::Events::Rule ScheduleExpression (OnAlarm)',
  },
  {
    what: 'a customer key on a schedule',
    changes: {
      EveryFiveMinutes: { ...EveryFiveMinutes, Properties: { ...EveryFiveMinutes.Properties, KmsKeyArn: 'k' } },
    },
    message: 'NotSimulated: AWS::Scheduler::Schedule KmsKeyArn (EveryFiveMinutes)',
  },
  {
    what: 'a FIFO queue',
    changes: { Letters: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } } },
    message: 'NotSimulated: AWS::SQS::Queue FifoQueue (Letters)',
  },
  {
    what: 'a role that the Scheduler may not assume',
    changes: { ScheduleRole: role('events.amazonaws.com') },
    message: /must allow AWS EventBridge Scheduler to assume the role/,
  },
])('a template with $what is refused', async ({ changes, message }) => {
  await expect(deployed(changes)).rejects.toThrow(message);
});
