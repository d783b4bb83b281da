import type {
  DescribeStackEventsInput,
  DescribeStackEventsOutput,
  ResourceStatus,
  StackEvent,
} from '@aws-sdk/client-cloudformation';
import type { Call } from '../../call.ts';
import { findStack, invalid, type KnownStack, type Member, membersOf, pageOfAll } from './stacks.ts';

/** The last event first: docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export const describeStackEvents =
  (stacks: readonly KnownStack[]) =>
  (input: DescribeStackEventsInput, call: Call): DescribeStackEventsOutput => {
    const known = findStack(stacks, input.StackName, call);
    if (known === undefined) throw invalid(`Stack [${input.StackName}] does not exist`);
    const all = eventsOf(known).map((event, index) => ({
      ...event,
      EventId: `${event.LogicalResourceId}-${event.ResourceStatus}-${index}`,
    }));
    const { items, next } = pageOfAll(all.reverse(), input.NextToken);
    return { StackEvents: [...items], NextToken: next };
  };

/** In the order in which things happened; the deployment took no time, so they all bear the same one. */
const eventsOf = (known: KnownStack): Omit<StackEvent, 'EventId'>[] => [
  { ...ofStackItself(known, 'CREATE_IN_PROGRESS'), ResourceStatusReason: 'User Initiated' },
  ...membersOf(known).flatMap((member) =>
    entriesOf(member).map((entry) => ({
      ...{ StackId: known.stack.stackId, StackName: known.name, LogicalResourceId: member.logicalId },
      ...{ ResourceType: member.resource.type, Timestamp: new Date(known.createdAt), ...entry },
    })),
  ),
  ofStackItself(known, 'CREATE_COMPLETE'),
];

const ofStackItself = (known: KnownStack, ResourceStatus: ResourceStatus): Omit<StackEvent, 'EventId'> => ({
  ...{ StackId: known.stack.stackId, StackName: known.name, LogicalResourceId: known.name },
  ...{ PhysicalResourceId: known.stack.stackId, ResourceType: 'AWS::CloudFormation::Stack', ResourceStatus },
  Timestamp: new Date(known.createdAt),
});

type Entry = Readonly<{ ResourceStatus: ResourceStatus; PhysicalResourceId: string; ResourceStatusReason?: string }>;

/** Of one resource: begun, named, done. */
const entriesOf = ({ resource: { physicalId } }: Member): Entry[] => [
  { ResourceStatus: 'CREATE_IN_PROGRESS', PhysicalResourceId: '' },
  {
    ResourceStatus: 'CREATE_IN_PROGRESS',
    PhysicalResourceId: physicalId,
    ResourceStatusReason: 'Resource creation Initiated',
  },
  { ResourceStatus: 'CREATE_COMPLETE', PhysicalResourceId: physicalId },
];
