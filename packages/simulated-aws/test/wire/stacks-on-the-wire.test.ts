import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListExportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deployTemplate } from '../../src/cloudformation/deploy-template.ts';
import { type OpenedAws, openToOperators } from './operators-wire.ts';

const groups = Object.fromEntries(
  Array.from({ length: 104 }, (_, index) => [
    `Group${index}`,
    { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `/group/${index}` } },
  ]),
);

const template = {
  Description: 'A queue and many groups',
  Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'a,b' } },
  Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } }, ...groups },
  Outputs: {
    QueueArn: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] }, Description: 'Where work lies', Export: { Name: 'work' } },
    First: { Value: { 'Fn::Select': [0, { Ref: 'Names' }] } },
  },
};

let opened: OpenedAws;
let client: CloudFormationClient;

beforeEach(async () => {
  opened = await openToOperators();
  client = new CloudFormationClient(opened.settings);
  const { aws, region } = opened;
  await deployTemplate(aws, { region, stackName: 'shop-dev', template, tags: { STAGE: 'dev' } });
});
afterEach(async () => {
  client.destroy();
  await opened.aws.close();
});

const queueArn = 'arn:aws:sqs:us-west-2:111122223333:work';

it('a stack is described by name and by id, with parameters, outputs and tags', async () => {
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: 'shop-dev' }));
  expect(stack).toMatchObject({
    StackId: expect.stringMatching(/^arn:aws:cloudformation:us-west-2:111122223333:stack\/shop-dev\/[0-9a-f-]{36}$/),
    StackName: 'shop-dev',
    StackStatus: 'CREATE_COMPLETE',
    Description: 'A queue and many groups',
    CreationTime: new Date('2026-01-05T03:00:00Z'),
    Parameters: [{ ParameterKey: 'Names', ParameterValue: 'a,b' }],
    Outputs: [
      { OutputKey: 'QueueArn', OutputValue: queueArn, Description: 'Where work lies', ExportName: 'work' },
      { OutputKey: 'First', OutputValue: 'a' },
    ],
    Tags: [{ Key: 'STAGE', Value: 'dev' }],
  });
  const byId = await client.send(new DescribeStacksCommand({ StackName: stack?.StackId }));
  expect(byId.Stacks).toEqual([stack]);
  const waited = await waitUntilStackCreateComplete({ client, maxWaitTime: 60 }, { StackName: 'shop-dev' });
  expect(waited.state).toBe('SUCCESS');
  expect(opened.errors).toEqual([]);
});

it('stacks are listed by status, and in their own Region only', async () => {
  const all = await client.send(new ListStacksCommand({}));
  expect(all.StackSummaries).toMatchObject([{ StackName: 'shop-dev', StackStatus: 'CREATE_COMPLETE' }]);
  const deleted = await client.send(new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }));
  expect(deleted.StackSummaries ?? []).toEqual([]);
  const elsewhere = new CloudFormationClient({ ...opened.settings, region: 'us-east-1' });
  expect((await elsewhere.send(new DescribeStacksCommand({}))).Stacks ?? []).toEqual([]);
  elsewhere.destroy();
});

it('resources come in pages of a hundred, and DescribeStackResources shows the first page only', async () => {
  const first = await client.send(new ListStackResourcesCommand({ StackName: 'shop-dev' }));
  expect(first.StackResourceSummaries).toHaveLength(100);
  const { NextToken } = first;
  const rest = await client.send(new ListStackResourcesCommand({ StackName: 'shop-dev', NextToken }));
  expect(rest.StackResourceSummaries).toHaveLength(5);
  expect(rest.NextToken).toBeUndefined();
  const described = await client.send(new DescribeStackResourcesCommand({ StackName: 'shop-dev' }));
  expect(described.StackResources).toHaveLength(100);
});

it('a resource is found by its logical and by its physical id', async () => {
  const { StackResourceDetail } = await client.send(
    new DescribeStackResourceCommand({ StackName: 'shop-dev', LogicalResourceId: 'Group7' }),
  );
  const group = { LogicalResourceId: 'Group7', PhysicalResourceId: '/group/7', ResourceType: 'AWS::Logs::LogGroup' };
  expect(StackResourceDetail).toMatchObject({ ...group, ResourceStatus: 'CREATE_COMPLETE', StackName: 'shop-dev' });
  const byPhysicalId = await client.send(new DescribeStackResourcesCommand({ PhysicalResourceId: '/group/7' }));
  expect(byPhysicalId.StackResources).toContainEqual(expect.objectContaining(group));
});

it('events end with the stack and begin with the user, the last one first', async () => {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: 'shop-dev' }));
  expect(StackEvents[0]).toMatchObject({
    LogicalResourceId: 'shop-dev',
    ResourceType: 'AWS::CloudFormation::Stack',
    ResourceStatus: 'CREATE_COMPLETE',
  });
  expect(StackEvents.slice(1, 4).map(({ ResourceStatus }) => ResourceStatus)).toEqual([
    'CREATE_COMPLETE',
    'CREATE_IN_PROGRESS',
    'CREATE_IN_PROGRESS',
  ]);
  expect(StackEvents).toHaveLength(100);
});

it('the template and the exports are those that were deployed', async () => {
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName: 'shop-dev' }));
  expect(JSON.parse(TemplateBody)).toEqual(template);
  const { Exports } = await client.send(new ListExportsCommand({}));
  expect(Exports).toMatchObject([{ Name: 'work', Value: queueArn }]);
});

const StackName = 'nobody';
const withId = 'Stack with id nobody does not exist';

it.each([
  ['DescribeStacks', () => client.send(new DescribeStacksCommand({ StackName })), withId],
  ['ListStackResources', () => client.send(new ListStackResourcesCommand({ StackName })), withId],
  ['GetTemplate', () => client.send(new GetTemplateCommand({ StackName })), withId],
  [
    'DescribeStackEvents',
    () => client.send(new DescribeStackEventsCommand({ StackName })),
    'Stack [nobody] does not exist',
  ],
  [
    'DescribeStackResource',
    () => client.send(new DescribeStackResourceCommand({ StackName: 'shop-dev', LogicalResourceId: 'No' })),
    'Resource No does not exist for stack shop-dev',
  ],
  [
    'DescribeStackResources',
    () => client.send(new DescribeStackResourcesCommand({})),
    'Either StackName or PhysicalResourceId must be specified, and not both',
  ],
])('%s of what does not exist is a ValidationError', async (_operation, ask, message) => {
  await expect(ask()).rejects.toMatchObject({ name: 'ValidationError', message });
});

it('creating a stack by a call is refused by name', async () => {
  await expect(client.send(new CreateStackCommand({ StackName }))).rejects.toMatchObject({
    name: 'NotSimulated',
    message: 'NotSimulated: cloudformation:CreateStack',
  });
});
