import type { MemberTable } from '../selection.ts';

export const cloudformation: MemberTable = {
  DescribeStacks: 'StackName NextToken',
  ListStacks: 'NextToken StackStatusFilter',
  DescribeStackResources: 'StackName LogicalResourceId PhysicalResourceId',
  DescribeStackResource: 'StackName LogicalResourceId',
  ListStackResources: 'StackName NextToken',
  DescribeStackEvents: 'StackName NextToken',
  GetTemplate: 'StackName TemplateStage',
  ListExports: 'NextToken',
};
