import { describe, expect, it } from 'vitest';
import { deployTemplate } from '../../src/cloudformation/deploy-template.ts';
import { operate } from '../../src/operate.ts';
import { createSetting, region } from '../services/policy-setting.ts';
import { type Aws, count, inventory, listings, refusalOf } from './looks.ts';
import {
  alarm,
  attached,
  inline,
  lambda,
  long,
  longService,
  machine,
  managed,
  outputs,
  parameters,
  patternOf,
  policyOf,
  role,
  rule,
  schedule,
  sized,
  tooLong,
  topic,
  topics,
  trust,
} from './templates.ts';

type Row = Readonly<{
  what: string;
  /** What is taken, and what is one too much. */
  at: object;
  over: object;
  refused: string | RegExp;
  isInline?: boolean;
  stackName?: readonly [string, string];
}>;

const resources = (Resources: object) => ({ Resources });

const rows: readonly Row[] = [
  {
    what: '500 resources of a stack',
    ...{ at: resources(topics(500)), over: resources(topics(501)) },
    refused: 'ValidationError: Template format error: Number of resources, 501, is greater than maximum allowed, 500',
  },
  {
    what: '200 outputs of a stack',
    ...{ at: outputs(200), over: outputs(201) },
    refused: 'ValidationError: Template format error: Outputs count 201 is greater than max allowed 200',
  },
  {
    what: '200 parameters of a stack',
    ...{ at: parameters(200), over: parameters(201) },
    refused: 'ValidationError: Template format error: Parameters count 201 is greater than max allowed 200',
  },
  {
    what: '1,000,000 bytes of a template in S3',
    ...{ at: sized(1_000_000), over: sized(1_000_001) },
    refused: 'ValidationError: Template may not exceed 1000000 bytes in size.',
  },
  {
    what: '51,200 bytes of a template in the request',
    ...{ at: sized(51_200), over: sized(51_201), isInline: true },
    refused: tooLong('templateBody', 51_200),
  },
  {
    what: '128 characters of the name of a stack',
    ...{ at: resources(topic), over: resources(topic), stackName: [long(128), long(129)] },
    refused: tooLong('stackName', 128),
  },
  {
    what: 'letters, digits and dashes of the name of a stack',
    ...{ at: resources(topic), over: resources(topic), stackName: ['a-1', 'a_1'] },
    refused: /at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern/,
  },
  {
    what: '255 characters of a logical id',
    ...{ at: resources({ [long(255)]: topic.T }), over: resources({ [long(256)]: topic.T }) },
    refused: /^ValidationError: Template format error: Resource name a+ is longer than 255 characters\.$/,
  },
  {
    what: 'letters and digits of a logical id',
    ...{ at: resources({ A1: topic.T }), over: resources({ 'A-1': topic.T }) },
    refused: 'ValidationError: Template format error: Resource name A-1 is non alphanumeric.',
  },
  {
    what: '10,240 characters of inline policies of a role, all together',
    at: resources(role({ RoleName: 'worker', Policies: inline(6000, 4240) })),
    over: resources(role({ RoleName: 'worker', Policies: inline(6000, 4241) })),
    refused: 'LimitExceededException: Maximum policy size of 10240 bytes exceeded for role worker',
  },
  {
    what: '2,048 characters of who may take on a role',
    at: resources(role({ AssumeRolePolicyDocument: trust(longService(2048)) })),
    over: resources(role({ AssumeRolePolicyDocument: trust(longService(2049)) })),
    refused: 'LimitExceededException: Cannot exceed quota for ACLSizePerRole: 2048',
  },
  {
    what: '64 characters of the name of a role',
    ...{ at: resources(role({ RoleName: long(64) })), over: resources(role({ RoleName: long(65) })) },
    refused: tooLong('roleName', 64),
  },
  {
    what: '6,144 characters of a managed policy',
    at: resources(managed('P', { PolicyDocument: policyOf(6144) })),
    over: resources(managed('P', { PolicyDocument: policyOf(6145) })),
    refused: 'LimitExceededException: Cannot exceed quota for PolicySize: 6144',
  },
  {
    what: '10 managed policies of a role',
    ...{ at: resources(attached(10)), over: resources(attached(11)) },
    refused: 'LimitExceededException: Cannot exceed quota for PoliciesPerRole: 10',
  },
  {
    what: '2,048 characters of a pattern',
    at: resources(rule({ EventPattern: patternOf(2048) })),
    over: resources(rule({ EventPattern: patternOf(2049) })),
    refused: 'LimitExceededException: The requested resource exceeds the maximum number allowed.',
  },
  {
    what: '64 characters of the name of a rule',
    ...{ at: resources(rule({ Name: long(64) })), over: resources(rule({ Name: long(65) })) },
    refused: tooLong('name', 64),
  },
  {
    what: '80 characters of the name of a machine',
    ...{ at: resources(machine(long(80), 200)), over: resources(machine(long(81), 200)) },
    refused: tooLong('name', 80),
  },
  {
    what: '64 characters of the name of a function',
    ...{ at: resources(lambda(long(64), 100)), over: resources(lambda(long(65), 100)) },
    refused: tooLong('functionName', 64),
  },
  {
    what: '4,096 bytes of environment of a function',
    ...{ at: resources(lambda('f', 4096)), over: resources(lambda('f', 4097)) },
    refused:
      /^InvalidParameterValueException: Lambda was unable to configure your environment variables because .* exceeded the 4KB limit\. String measured: \{"A":"x+"\}$/,
  },
  {
    what: '255 characters of the name of an alarm',
    ...{ at: resources(alarm(long(255))), over: resources(alarm(long(256))) },
    refused: tooLong('alarmName', 255),
  },
  {
    what: '64 characters of the name of a schedule',
    ...{ at: resources(schedule(long(64))), over: resources(schedule(long(65))) },
    refused: tooLong('name', 64),
  },
];

const deploy = (aws: Aws, template: object, { isInline = false, stackName = 'stack' }) =>
  deployTemplate(aws, {
    ...{ region, stackName, template, isInline },
    codeOf: async () => ({ code: 'exports.handler = async () => 1;', file: 'index.cjs' }),
  });

describe('CloudFormation, and what it calls', () => {
  it.each(rows)('takes $what, and no more', async ({ at, over, refused, isInline = false, stackName }) => {
    const [name, otherName] = stackName ?? ['stack', 'stack'];
    const { aws } = createSetting();
    await deploy(aws, at, { isInline, stackName: name });
    const other = createSetting().aws;
    const refusal = await refusalOf(() => deploy(other, over, { isInline, stackName: otherName }));
    if (typeof refused === 'string') expect(refusal).toBe(refused);
    else expect(refusal).toMatch(refused);
    expect(await count(other, listings.stacks)).toBe(0);
  });

  it('makes nothing of a template that holds or is too much', async () => {
    const { aws } = createSetting();
    const before = await inventory(aws);
    const all = [resources({ ...role({}), ...topics(500) }), outputs(201), sized(1_000_001)];
    for (const template of all) expect(await refusalOf(() => deploy(aws, template, {}))).toMatch(/^ValidationError/);
    expect(await inventory(aws)).toEqual(before);
  });

  it('cuts the names that it makes up to what the service takes', async () => {
    const { aws } = createSetting();
    const template = resources({ [`${long(120)}R`]: role({}).R });
    const { resources: made } = await deploy(aws, template, {});
    const [{ physicalId = '' } = {}] = made.values();
    expect(physicalId).toMatch(/^stack-a+-[0-9A-F]{12}$/);
    expect(physicalId).toHaveLength(64);
  });

  it('has a definition of 1,048,576 bytes refused by Step Functions', async () => {
    // Beside the template's own limit, which is lower.
    const { aws } = createSetting();
    const create = (length: number) => {
      const { Machine, R } = machine('m', length);
      const { DefinitionString: definition } = Machine.Properties;
      const { AssumeRolePolicyDocument } = R.Properties;
      const name = `role-${length}`;
      const roleArn = aws.identity.addRole({ name, trust: AssumeRolePolicyDocument, policies: [] });
      const input = { name: 'm', definition, roleArn };
      return refusalOf(() => operate(aws, { service: 'states', region, operation: 'CreateStateMachine', input }));
    };
    expect(await create(1_048_577)).toMatch(tooLong('definition', 1_048_576));
    expect(await count(aws, listings.machines)).toBe(0);
    expect(await create(1_048_576)).toBe('accepted');
  });
});
