import { describe, expect, it } from 'vitest';
import { createAws } from '../../../simulation/aws.ts';
import { createVirtualClock } from '../../../simulation/clock/virtual-clock.ts';
import { createStateMachine } from '../../../simulation/cloudformation/resources/state-machine.ts';
import { stackServices } from '../../../simulation/deploy-stack.ts';
import { trusting } from './packaged.ts';

const region = 'us-east-1';

const logs = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];
const managedRule = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'];

/** A machine that writes logs and waits for a child, by a role that may do so much. */
const create = async (allowed: readonly string[]) => {
  const onError = (error: unknown) => {
    throw error;
  };
  const settings = {
    clock: createVirtualClock(),
    seed: 1,
    speed: 1,
    regions: [region],
    tell: () => undefined,
    onError,
  };
  const aws = createAws(settings);
  const document = { Statement: { Effect: 'Allow', Action: [...allowed], Resource: '*' } };
  const policies = [{ name: 'own', document }];
  const role = aws.identity.addRole({ name: 'machine', trust: trusting('states.amazonaws.com'), policies });
  const Resource = 'arn:aws:states:::states:startExecution.sync:2';
  const StateMachineArn = `arn:aws:states:${region}:${aws.world.account}:stateMachine:child`;
  const task = { Type: 'Task', Resource, Arguments: { StateMachineArn }, End: true };
  const made = await createStateMachine({
    logicalId: 'Machine',
    type: 'AWS::StepFunctions::StateMachine',
    properties: {
      StateMachineName: 'parent',
      RoleArn: role,
      Definition: { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: task } },
      LoggingConfiguration: { Level: 'ERROR', Destinations: [] },
    },
    context: {
      account: aws.world.account,
      region,
      stackName: 'stack',
      random: aws.world.random,
      services: stackServices(aws),
      codeOf: () => Promise.reject(new Error('no code')),
    },
  });
  return made.attributes.Name;
};

const all = [...logs, ...managedRule];

describe('the role of a machine that writes logs and waits for a child', () => {
  it('that may do both is taken', async () => {
    expect(await create(all)).toBe('parent');
  });

  it.each(logs)('without %s is refused when the machine is made', async (action) => {
    await expect(create(all.filter((one) => one !== action))).rejects.toThrow(
      `The state machine IAM Role is not authorized to access the Log Destination (Machine lacks ${action})`,
    );
  });

  it.each(managedRule)('without %s is refused when the machine is made', async (action) => {
    await expect(create(all.filter((one) => one !== action))).rejects.toThrow(
      /role\/machine' is not authorized to create managed-rule\. \(Machine\)$/,
    );
  });
});
