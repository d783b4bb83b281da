import { describe, expect, it } from 'vitest';
import { limitsPassed } from '../../deployment/limits.ts';

const many = (count: number): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`Topic${index}`, { Type: 'AWS::SNS::Topic' }]));

/** A document of so many characters, without white space and with. */
const document = (characters: number) => {
  const empty = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'a b', Resource: [''] }] }).replace(/\s/g, '');
  return { Statement: [{ Effect: 'Allow', Action: 'a b', Resource: ['x'.repeat(characters - empty.length)] }] };
};
const role = (...sizes: number[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: { Policies: sizes.map((size) => ({ PolicyName: 'p', PolicyDocument: document(size) })) },
});
const managed = (size: number) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: document(size) },
});
const machine = (bytes: number) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: { DefinitionString: 'x'.repeat(bytes - 2) },
});
const lambda = (bytes: number) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Environment: { Variables: { A: 'x'.repeat(bytes - 8) } } },
});
const big = (bytes: number) => {
  const fixed = JSON.stringify({ Resources: { A: { Type: 'T', Text: '' } } }).length;
  return { A: { Type: 'T', Text: 'x'.repeat(bytes - fixed) } };
};

const rule = (Properties: Record<string, unknown>) => ({ Type: 'AWS::Events::Rule', Properties });
/** So many on a bus of the stack's, beside as many on the default bus as the stack still has room for. */
const rules = (count: number) => {
  const named = (name: string, length: number, properties: Record<string, unknown>) =>
    Array.from({ length }, (_, index) => [`${name}${index}`, rule(properties)] as const);
  return Object.fromEntries([
    ...named('Alarm', count, { EventBusName: { Ref: 'AlarmBus' } }),
    ...named('Other', 500 - count, {}),
  ]);
};

describe('what AWS would refuse by its size', () => {
  it.each<{ what: string; at: Record<string, unknown>; over: Record<string, unknown>; says: RegExp }>([
    {
      what: 'resources',
      at: many(500),
      over: many(501),
      says: /^CloudFormation takes 500 resources a stack, and this one has 501: move some of the plans/,
    },
    {
      what: 'the template',
      at: big(1_000_000),
      over: big(1_000_001),
      says: /^CloudFormation takes a template of 1,000,000 bytes, and this one has 1,000,001: move/,
    },
    {
      what: 'the inline policies of a role together',
      at: { ScaleServiceRole: role(5000, 5240) },
      over: { ScaleServiceRole: role(5000, 5241) },
      says: /^IAM takes 10,240 characters of inline policies a role, and ScaleServiceRole has about 10,241: move/,
    },
    {
      what: 'a managed policy',
      at: { Start: managed(6144) },
      over: { Start: managed(6145) },
      says: /^IAM takes 6,144 characters a managed policy, and Start has about 6,145: /,
    },
    {
      what: 'a definition',
      at: { RecoverMachine: machine(900_000) },
      over: { RecoverMachine: machine(1_048_577) },
      says: /Step Functions takes 1,048,576 bytes a definition, and RecoverMachine has about 1,048,577: shorten/,
    },
    {
      what: 'the environment of a function',
      at: { Look: lambda(4096) },
      over: { Look: lambda(4097) },
      says: /^Lambda takes 4,096 bytes of environment, and Look has about 4,097: shorten/,
    },
    {
      what: 'the name of a function',
      at: { Look: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'f'.repeat(64) } } },
      over: { Look: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'f'.repeat(65) } } },
      says: /^Lambda takes names of 64 characters, and f{65} has 65: choose a shorter --stage/,
    },
    {
      what: 'the name of a machine',
      at: { M: { Type: 'AWS::StepFunctions::StateMachine', Properties: { StateMachineName: 'm'.repeat(80) } } },
      over: { M: { Type: 'AWS::StepFunctions::StateMachine', Properties: { StateMachineName: 'm'.repeat(81) } } },
      says: /^Step Functions takes names of 80 characters, and m{81} has 81: choose a shorter --stage/,
    },
    {
      what: 'the rules of a bus',
      at: rules(300),
      over: rules(301),
      says: /^EventBridge takes 300 rules a bus, and \{"Ref":"AlarmBus"\} has 301: move some of the plans/,
    },
    {
      what: 'a pattern',
      at: { Alarms: rule({ EventPattern: { source: ['x'.repeat(2048 - 15)] } }) },
      over: { Alarms: rule({ EventPattern: { source: ['x'.repeat(2048 - 14)] } }) },
      says: /^EventBridge takes 2,048 characters a pattern, and Alarms has about 2,049: watch fewer alarms in one plan/,
    },
    {
      what: 'the targets of a rule',
      at: { Alarms: rule({ Targets: Array.from({ length: 5 }, () => ({})) }) },
      over: { Alarms: rule({ Targets: Array.from({ length: 6 }, () => ({})) }) },
      says: /^EventBridge takes 5 targets a rule, and Alarms has 6: make a second rule/,
    },
    {
      what: 'a logical id',
      at: { ['A'.repeat(255)]: {} },
      over: { ['A'.repeat(256)]: {} },
      says: /^CloudFormation takes logical ids of 255 characters, and A{40}… has 256/,
    },
  ])('is told with the limit, the figure and what to do: $what', ({ at, over, says }) => {
    expect(limitsPassed({ Resources: at })).toEqual([]);
    expect(limitsPassed({ Resources: over }).join('\n')).toMatch(new RegExp(says.source, 'm'));
  });

  it('counts what CloudFormation puts in', () => {
    const arn = { 'Fn::Sub': `arn:\${AWS::Partition}:rds:\${AWS::Region}:\${AWS::AccountId}:db:orders` };
    const Resource = Array.from({ length: 200 }, () => arn);
    const PolicyDocument = { Statement: [{ Resource }] };
    const Policies = [{ PolicyDocument }];
    const [said = ''] = limitsPassed({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { Policies } } } });
    // 200 times 51 characters, 199 commas, and the 31 of the document around them.
    expect(said).toContain('has about 10,430');
  });
});
