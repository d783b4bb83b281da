import { DescribeVolumesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { createAws, type SimulatedAws } from '../../src/aws.ts';
import type { AwsFault } from '../../src/call.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { deployTemplate } from '../../src/cloudformation/deploy-template.ts';

const region = 'us-east-1';
const vpc = { id: 'vpc-1', region, subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-a'] };
const other = { id: 'vpc-2', region, subnets: ['subnet-c'], securityGroups: ['sg-c'] };
const elsewhere = { id: 'vpc-3', region: 'us-west-2', subnets: ['subnet-w'], securityGroups: ['sg-w'] };

const rights = ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DeleteNetworkInterface'];

const trust = {
  Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
};

type Config = Readonly<{ SubnetIds?: readonly string[]; SecurityGroupIds?: readonly string[] }>;

const templateOf = (VpcConfig: Config | undefined, statements: readonly object[]) => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trust,
        Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
      },
    },
    Work: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'work',
        Handler: 'work.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        ...(VpcConfig && { VpcConfig }),
      },
    },
  },
});

const allow = (names: readonly string[]) => ({
  Effect: 'Allow',
  Action: names.map((name) => `ec2:${name}`),
  Resource: '*',
});

let aws: SimulatedAws;
afterEach(() => aws.close());

const deploy = async (VpcConfig: Config | undefined, statements: readonly object[] = [allow(rights)]) => {
  aws = createAws({ clock: createVirtualClock() });
  for (const one of [vpc, other, elsewhere]) aws.ec2.addVpc(one);
  const codeOf = async () => ({ code: 'exports.handler = async () => 1;', file: 'work.cjs' });
  const template = templateOf(VpcConfig, statements);
  return await deployTemplate(aws, { region, stackName: 'test', template, codeOf });
};

const refusalOf = (...given: Parameters<typeof deploy>) =>
  deploy(...given).then(
    () => 'created',
    ({ code, message }: AwsFault) => `${code}: ${message}`,
  );

const good = { SubnetIds: ['subnet-a', 'subnet-b'], SecurityGroupIds: ['sg-a'] };

describe('a function in a VPC', () => {
  it('is shown with its subnets, its groups and their VPC', async () => {
    await deploy(good);
    const client = new LambdaClient({ region, ...(await aws.open()) });
    const { VpcConfig } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'work' }));
    expect(VpcConfig).toEqual({ ...good, VpcId: 'vpc-1', Ipv6AllowedForDualStack: false });
    client.destroy();
  });

  it.each([[undefined], [{}], [{ SubnetIds: [], SecurityGroupIds: [] }]])(
    'is in none with %j, and needs no right',
    async (config) => {
      await deploy(config, [allow(['DescribeVolumes'])]);
      const client = new LambdaClient({ region, ...(await aws.open()) });
      const { VpcConfig } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'work' }));
      expect(VpcConfig).toBeUndefined();
      client.destroy();
    },
  );

  it.each([
    {
      config: { ...good, SubnetIds: ['subnet-a', 'subnet-x'] },
      says: "Error occurred while DescribeSubnets. EC2 Error Code: InvalidSubnetID.NotFound. EC2 Error Message: The subnet ID 'subnet-x' does not exist",
    },
    {
      config: { ...good, SubnetIds: ['subnet-w'] },
      says: "Error occurred while DescribeSubnets. EC2 Error Code: InvalidSubnetID.NotFound. EC2 Error Message: The subnet ID 'subnet-w' does not exist",
    },
    {
      config: { ...good, SecurityGroupIds: ['sg-x'] },
      says: "Error occurred while DescribeSecurityGroups. EC2 Error Code: InvalidGroup.NotFound. EC2 Error Message: The security group 'sg-x' does not exist",
    },
    { config: { ...good, SecurityGroupIds: ['sg-c'] }, says: 'Security Groups are required to be in the same VPC.' },
    { config: { ...good, SubnetIds: ['subnet-a', 'subnet-c'] }, says: 'Subnets are required to be in the same VPC.' },
    { config: { SubnetIds: ['subnet-a'] }, says: 'SubnetIds and SecurityIds must coexist or be both empty list.' },
    { config: { SecurityGroupIds: ['sg-a'] }, says: 'SubnetIds and SecurityIds must coexist or be both empty list.' },
  ])('is refused with $config', async ({ config, says }) => {
    expect(await refusalOf(config)).toBe(`InvalidParameterValueException: ${says}`);
  });

  it.each([
    {
      field: 'subnetIds',
      config: { ...good, SubnetIds: Array.from({ length: 17 }, (_, index) => `subnet-${index}`) },
      most: 16,
    },
    { field: 'securityGroupIds', config: { ...good, SecurityGroupIds: ['1', '2', '3', '4', '5', '6'] }, most: 5 },
  ])('is refused with more than $most $field', async ({ field, config, most }) => {
    expect(await refusalOf(config)).toMatch(
      new RegExp(`^ValidationException: .* at 'vpcConfig.${field}' failed .* less than or equal to ${most}$`),
    );
  });

  it.each(rights)('is refused with a role that may not call %s', async (name) => {
    expect(await refusalOf(good, [allow(rights.filter((one) => one !== name))])).toBe(
      `InvalidParameterValueException: The provided execution role does not have permissions to call ${name} on EC2`,
    );
  });

  it('is made by a role that denies the same calls to the code of the function', async () => {
    const Condition = {
      ArnEquals: { 'lambda:SourceFunctionArn': `arn:aws:lambda:${region}:111122223333:function:work` },
    };
    expect(await refusalOf(good, [allow(rights), { ...allow(rights), Effect: 'Deny', Condition }])).toBe('created');
  });
});

describe('lambda:SourceFunctionArn', () => {
  const volumesAs = async (
    opened: Awaited<ReturnType<SimulatedAws['open']>>,
    sourceFunctionArn: string | undefined,
  ) => {
    const role = aws.identity.roleArns().find((arn) => arn.includes('test-Role')) ?? '';
    const credentials = aws.identity.issueKey(role, 'work', sourceFunctionArn);
    const client = new EC2Client({ region, endpoint: opened.endpoint, credentials });
    const answer = await client.send(new DescribeVolumesCommand({})).then(
      () => 'allowed',
      ({ name }: Error) => name,
    );
    client.destroy();
    return answer;
  };

  it('holds for calls of the code of that function alone', async () => {
    const arn = `arn:aws:lambda:${region}:111122223333:function:work`;
    const Condition = { ArnEquals: { 'lambda:SourceFunctionArn': arn } };
    const statements = [allow(['DescribeVolumes']), { ...allow(['DescribeVolumes']), Effect: 'Deny', Condition }];
    await deploy(undefined, statements);
    const opened = await aws.open();
    expect(await volumesAs(opened, arn)).toBe('UnauthorizedOperation');
    expect(await volumesAs(opened, `${arn}-2`)).toBe('allowed');
    expect(await volumesAs(opened, undefined)).toBe('allowed');
  });
});

describe('what a function in a VPC reaches', () => {
  /** Asks a host for a connection, and says what came of it and when. */
  const code = `
    const net = require('node:net');
    exports.handler = ({ host, port }) => new Promise((done) => {
      const startedAt = Date.now();
      const socket = net.connect({ host, port });
      const tell = (what) => () => done(what + ' after ' + (Date.now() - startedAt) / 1000 + ' s');
      socket.once('connect', tell('connected'));
      socket.on('error', tell('refused'));
      setTimeout(tell('nothing'), 2000);
    });`;

  type Asked = Readonly<{ config?: Config; endpoints?: readonly string[]; hasNat?: boolean; host?: string }>;

  const answerTo = async ({ config, endpoints = [], hasNat = false, host }: Asked) => {
    const clock = createVirtualClock();
    aws = createAws({ clock });
    aws.ec2.addVpc({ ...vpc, isDefault: true, endpoints, hasNat });
    aws.ec2.addVpc(other);
    const database = { accept: () => undefined };
    const { address } = aws.rds.addInstance({ id: 'orders', region, engine: 'postgres' });
    aws.network.listen({ host: 'app.example.com', port: 443, region }, database.accept);
    const codeOf = async () => ({ code, file: 'work.cjs' });
    await deployTemplate(aws, { region, stackName: 'test', template: templateOf(config, [allow(rights)]), codeOf });
    const to = { host: host ?? address, port: host === undefined ? 5432 : 443 };
    const Payload = new TextEncoder().encode(JSON.stringify(to));
    const call = {
      service: 'lambda',
      operation: 'Invoke',
      region,
      requestId: 'test',
      input: { FunctionName: 'work', Payload },
    };
    const principal = { kind: 'operator', name: 'Ada' } as const;
    const answer = await clock.runUntil(aws.world.dispatch({ ...call, principal }));
    return answer.Payload instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(answer.Payload)) : undefined;
  };

  const connected = 'connected after 0 s';
  const dropped = 'nothing after 2 s';
  const api = 'rds.us-east-1.amazonaws.com';

  it.each<Asked & { what: string; comes: string }>([
    { what: 'its private database', config: good, comes: connected },
    {
      what: 'a private database from another VPC',
      config: { SubnetIds: ['subnet-c'], SecurityGroupIds: ['sg-c'] },
      comes: dropped,
    },
    { what: 'a private database from outside', comes: dropped },
    { what: 'an API that has no endpoint', config: good, host: api, comes: dropped },
    {
      what: 'an API that has one',
      config: good,
      host: api,
      endpoints: ['com.amazonaws.us-east-1.rds'],
      comes: connected,
    },
    { what: 'an API by a NAT gateway', config: good, host: api, hasNat: true, comes: connected },
    { what: 'an API from outside', host: api, comes: connected },
    { what: 'a service of the internet', config: good, host: 'app.example.com', comes: dropped },
    { what: 'a service of the internet from outside', host: 'app.example.com', comes: connected },
  ])('$what: $comes', async ({ what: _what, comes, ...asked }) => {
    expect(await answerTo(asked)).toBe(comes);
  });
});
