import { expect, it } from 'vitest';
import { deploy } from '../../src/cloudformation/deploy.ts';
import { fillDefinition } from '../../src/cloudformation/resources/state-machine.ts';
import { createIdentity } from '../../src/identity/identity.ts';
import { createRandom } from '../../src/random.ts';
import { placeholder, template, trusting } from './packaged.ts';

const account = '111122223333';

const deployed = async (source: unknown) => {
  const identity = createIdentity({ account, random: createRandom(1) });
  const calls: Record<string, unknown[]> = {};
  const record = (name: string) => (one: unknown) => {
    calls[name] = [...(calls[name] ?? []), one];
  };
  const answering =
    <T>(name: string, answer: T) =>
    (...given: unknown[]): T => {
      calls[name] = [...(calls[name] ?? []), given];
      return answer;
    };
  const stack = await deploy(source, {
    account,
    region: 'us-east-1',
    stackName: 'mainsail-dev',
    tags: { owner: 'crew' },
    random: createRandom(2),
    codeOf: async (logicalId) => ({ code: `// ${logicalId}`, file: 'dist/openRun/index.cjs' }),
    services: {
      identity,
      createFunction: record('function'),
      createStateMachine: record('machine'),
      createTable: record('table'),
      createTopic: record('topic'),
      setTopicPolicy: answering('topicPolicy', undefined),
      createBucket: record('bucket'),
      createLogGroup: record('group'),
      setBucketPolicy: answering('bucketPolicy', undefined),
      putAlarm: answering('alarm', undefined),
      putComposite: answering('composite', undefined),
      queues: {
        createQueue: answering('queue', { url: 'url', arn: 'arn' }),
        setQueueAttributes: record('queuePolicy'),
      },
      events: {
        createBus: answering('bus', 'arn'),
        createRule: answering('rule', 'arn'),
        createTargets: record('targets'),
      },
      createKey: () => '',
      createSchedule: answering('schedule', 'arn'),
      addPermission: record('permission'),
    },
  });
  return { stack, calls, identity };
};

const functionArn = `arn:aws:lambda:us-east-1:${account}:function:mainsail-dev-openRun`;
const machineArn = `arn:aws:states:us-east-1:${account}:stateMachine:mainsail-dev-recover`;

it('creates the function with its code, role and resolved environment', async () => {
  const { calls, stack } = await deployed(template());
  expect(calls.function).toEqual([
    {
      name: 'mainsail-dev-openRun',
      arn: functionArn,
      region: 'us-east-1',
      roleArn: stack.resources.get('OpenRunRole')?.attributes.Arn,
      code: '// OpenRunLambdaFunction',
      file: 'dist/openRun/index.cjs',
      handler: 'dist/openRun/index.handler',
      timeoutSeconds: 30,
      memorySize: 512,
      runtime: 'nodejs24.x',
      environment: { TABLE: stack.resources.get('Ledger')?.physicalId, TIMES: '3' },
      logging: { format: 'JSON', level: 'INFO' },
    },
  ]);
});

it('creates the machine with its placeholders filled', async () => {
  const { calls } = await deployed(template());
  const definition = `{"StartAt":"A","States":{"A":{"Type":"Task","Arguments":{"FunctionName":"${functionArn}"}}}}`;
  expect(calls.machine).toEqual([
    {
      name: 'mainsail-dev-recover',
      arn: machineArn,
      region: 'us-east-1',
      roleArn: `arn:aws:iam::${account}:role/machine`,
      definition,
      tags: { owner: 'crew' },
    },
  ]);
});

it('creates table, topic and bucket, with names of their own where the template gives none', async () => {
  const { calls, stack } = await deployed(template());
  const name = stack.resources.get('Ledger')?.physicalId;
  expect(name).toMatch(/^mainsail-dev-Ledger-[0-9A-F]{12}$/);
  expect(calls.table).toMatchObject([{ name, region: 'us-east-1', properties: { BillingMode: 'PAY_PER_REQUEST' } }]);
  expect(calls.topic).toMatchObject([{ arn: `arn:aws:sns:us-east-1:${account}:mainsail-dev-notices` }]);
  expect(calls.bucket).toEqual([
    {
      name: expect.stringMatching(/^mainsail-dev-serverlessdeploymentbucket-[0-9a-f]{12}$/),
      region: 'us-east-1',
      isVersioned: false,
      publicRead: false,
    },
  ]);
});

it('gives the roles the policies of the template, those that come after the machine too', async () => {
  const { stack, identity } = await deployed(template());
  const decide = (role: string, action: string, resource: string) =>
    identity.decide(stack.resources.get(role)?.attributes.Arn ?? '', { action, resource, region: 'us-east-1' });
  const table = stack.resources.get('Ledger')?.attributes.Arn ?? '';
  expect(decide('OpenRunRole', 'dynamodb:PutItem', table)).toBe('allowed');
  expect(decide('OpenRunRole', 'dynamodb:DeleteItem', table)).toBe('implicitlyDenied');
  expect(decide('MachineRole', 'states:StartExecution', machineArn)).toBe('allowed');
});

it('answers the outputs', async () => {
  const { stack } = await deployed(template());
  expect(stack.outputs).toEqual({ Recover: machineArn, Table: stack.resources.get('Ledger')?.attributes.Arn });
});

it('gives the tags of the stack to its resources, which may have others of their own', async () => {
  const Tags = [{ Key: 'owner', Value: 'bosun' }];
  const tagged = { OpenRunRole: { ...OpenRunRole, Properties: { ...OpenRunRole.Properties, Tags } } };
  const plain = await deployed(template());
  const { identity, stack } = await deployed(template(tagged));
  expect(plain.calls.machine).toMatchObject([{ tags: { owner: 'crew' } }]);
  const { Arn: role = '' } = stack.resources.get('OpenRunRole')?.attributes ?? {};
  expect(identity.tagsOf(role)).toEqual({ owner: 'bosun' });
});

it('leaves out a resource whose condition does not hold', async () => {
  const source = {
    ...template({ Extra: { Type: 'AWS::SNS::Topic', Condition: 'IsProd', Properties: {} } }),
    Parameters: { Stage: { Type: 'String', Default: 'dev' } },
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
  };
  const { stack, calls } = await deployed(source);
  expect(stack.resources.has('Extra')).toBe(false);
  expect(calls.topic).toHaveLength(1);
});

const { Machine, OpenRunRole } = template().Resources;
const withMachine = (properties: object) => ({
  Machine: { ...Machine, Properties: { ...Machine.Properties, ...properties } },
});

it.each([
  {
    title: 'an unknown type',
    changes: { Cache: { Type: 'AWS::ElastiCache::CacheCluster' } },
    message: 'NotSimulated: AWS::ElastiCache::CacheCluster (Cache)',
  },
  {
    title: 'an unknown property',
    changes: { Notices: { Type: 'AWS::SNS::Topic', Properties: { FifoTopic: true } } },
    message: 'NotSimulated: AWS::SNS::Topic FifoTopic (Notices)',
  },
  {
    title: 'a function whose role Lambda may not assume',
    changes: {
      OpenRunRole: { ...OpenRunRole, Properties: { AssumeRolePolicyDocument: trusting('ec2.amazonaws.com') } },
    },
    message: /cannot be assumed by Lambda/,
  },
  {
    title: 'a machine whose role Step Functions may not assume',
    changes: withMachine({ RoleArn: { 'Fn::GetAtt': ['OpenRunRole', 'Arn'] } }),
    message: /nor the regional one is authorized to assume the provided role/,
  },
  {
    title: 'a machine that may not write its log',
    changes: withMachine({ LoggingConfiguration: { Level: 'ERROR', Destinations: [] } }),
    message: /not authorized to access the Log Destination \(Machine lacks logs:CreateLogDelivery\)/,
  },
  {
    title: 'a placeholder without a value',
    changes: withMachine({ DefinitionSubstitutions: {} }),
    message: 'Machine: no value for the placeholders OpenRun',
  },
  {
    title: 'a role that is not there',
    changes: withMachine({ RoleArn: 'arn:aws:iam::1:role/none' }),
    message: /role\/none cannot be found/,
  },
  {
    title: 'a resource with an element of its own',
    changes: { Notices: { Type: 'AWS::SNS::Topic', UpdatePolicy: {} } },
    message: /Template format error.*UpdatePolicy/s,
  },
])('refuses $title', async ({ changes, message }) => {
  await expect(deployed(template(changes))).rejects.toThrow(message);
});

it('refuses a value without a placeholder, and keeps the text of values valid JSON', () => {
  expect(() => fillDefinition('{}', { Spare: 'x' }, 'Machine')).toThrow('Machine: no placeholder for the values Spare');
  const filled = fillDefinition(JSON.stringify({ a: placeholder('Text') }), { Text: 'say "x" & $1' }, 'Machine');
  expect(JSON.parse(filled)).toEqual({ a: 'say "x" & $1' });
});
