import { describe, expect, it } from 'vitest';
import { createAws } from '../../src/aws.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { deployTemplate } from '../../src/cloudformation/deploy-template.ts';
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
  const aws = createAws({ clock: createVirtualClock() });
  const document = { Statement: { Effect: 'Allow', Action: [...allowed], Resource: '*' } };
  const policies = [{ name: 'own', document }];
  const role = aws.identity.addRole({ name: 'machine', trust: trusting('states.amazonaws.com'), policies });
  const Resource = 'arn:aws:states:::states:startExecution.sync:2';
  const StateMachineArn = `arn:aws:states:${region}:${aws.world.account}:stateMachine:child`;
  const task = { Type: 'Task', Resource, Arguments: { StateMachineArn }, End: true };
  const Properties = {
    StateMachineName: 'parent',
    RoleArn: role,
    Definition: { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: task } },
    LoggingConfiguration: { Level: 'ERROR', Destinations: [] },
  };
  const template = { Resources: { Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties } } };
  const { resources } = await deployTemplate(aws, { region, stackName: 'stack', template });
  return resources.get('Machine')?.attributes.Name;
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
