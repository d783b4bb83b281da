import type {
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
} from '@aws-sdk/client-cloudformation';
import type { Call } from '../../call.ts';
import { invalid, type KnownStack, type Member, membersOf, pageOfAll, requireStack } from './stacks.ts';

/** DescribeStackResources does not turn pages: docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
const mostDescribed = 100;

export const describeStackResources =
  (stacks: readonly KnownStack[]) =>
  (input: DescribeStackResourcesInput, call: Call): DescribeStackResourcesOutput => {
    const known = holderOf(stacks, input, call);
    const { LogicalResourceId: logicalId } = input;
    const found = logicalId === undefined ? membersOf(known) : [requireMember(known, logicalId)];
    const Timestamp = new Date(known.createdAt);
    const StackResources = found
      .slice(0, mostDescribed)
      .map((one) => ({ ...ofStack(known), ...common(one), Timestamp }));
    return { StackResources };
  };

function holderOf(stacks: readonly KnownStack[], input: DescribeStackResourcesInput, call: Call): KnownStack {
  const { StackName, PhysicalResourceId: physicalId } = input;
  if ((StackName === undefined) === (physicalId === undefined))
    throw invalid('Either StackName or PhysicalResourceId must be specified, and not both');
  if (StackName !== undefined) return requireStack(stacks, StackName, call);
  const here = stacks.filter(({ region }) => region === call.region);
  const holder = here.find((one) => membersOf(one).some(({ resource }) => resource.physicalId === physicalId));
  if (holder === undefined) throw invalid(`Stack for ${physicalId} does not exist`);
  return holder;
}

function requireMember(known: KnownStack, logicalId: string | undefined): Member {
  const found = membersOf(known).find((one) => one.logicalId === logicalId);
  if (found === undefined) throw invalid(`Resource ${logicalId} does not exist for stack ${known.name}`);
  return found;
}

const ofStack = ({ name, stack }: KnownStack) => ({ StackName: name, StackId: stack.stackId });

const common = ({ logicalId, resource }: Member) => ({
  LogicalResourceId: logicalId,
  PhysicalResourceId: resource.physicalId,
  ResourceType: resource.type,
  ResourceStatus: 'CREATE_COMPLETE' as const,
  DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' as const },
});

export const describeStackResource =
  (stacks: readonly KnownStack[]) =>
  (input: DescribeStackResourceInput, call: Call): DescribeStackResourceOutput => {
    const known = requireStack(stacks, input.StackName, call);
    const LastUpdatedTimestamp = new Date(known.createdAt);
    const found = common(requireMember(known, input.LogicalResourceId));
    return { StackResourceDetail: { ...ofStack(known), ...found, LastUpdatedTimestamp } };
  };

export const listStackResources =
  (stacks: readonly KnownStack[]) =>
  (input: ListStackResourcesInput, call: Call): ListStackResourcesOutput => {
    const known = requireStack(stacks, input.StackName, call);
    const { items, next } = pageOfAll(membersOf(known), input.NextToken);
    const LastUpdatedTimestamp = new Date(known.createdAt);
    return { StackResourceSummaries: items.map((one) => ({ ...common(one), LastUpdatedTimestamp })), NextToken: next };
  };
