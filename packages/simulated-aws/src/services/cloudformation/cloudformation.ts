import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { describeStackEvents } from './describe-events.ts';
import { describeStackResource, describeStackResources, listStackResources } from './describe-resources.ts';
import { describeStacks, getTemplate, listExports, listStacks } from './describe-stacks.ts';
import { findStack, type KnownStack, type StackSettings } from './stacks.ts';

/**
 * AWS CloudFormation, as one looks at stacks that stand.
 *
 * Models: DescribeStacks and its neighbours on stacks that deployTemplate made: at one instant, so all their events bear one
 * time. A deployment that failed leaves no stack.
 * From: docs.aws.amazon.com/AWSCloudFormation/latest/APIReference
 * Not modelled: creating, changing and deleting stacks by a call; change sets, drift, stack sets, nested stacks. What a stack
 * does not tell here (capabilities, its role) is absent.
 */
export function createCloudformation({ account, clock }: World) {
  const stacks: KnownStack[] = [];

  /** docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html; a name is a stack of any id. */
  const ofStack = ({ StackName }: { StackName?: string | undefined }, call: Call): readonly string[] => {
    if (StackName === undefined) return ['*'];
    if (StackName.startsWith('arn:')) return [StackName];
    const known = findStack(stacks, StackName, call);
    return [known?.stack.stackId ?? `arn:aws:cloudformation:${call.region}:${account}:stack/${StackName}/*`];
  };

  return {
    name: 'cloudformation',
    operations: {
      DescribeStacks: describeStacks(stacks),
      ListStacks: listStacks(stacks),
      DescribeStackResources: describeStackResources(stacks),
      DescribeStackResource: describeStackResource(stacks),
      ListStackResources: listStackResources(stacks),
      DescribeStackEvents: describeStackEvents(stacks),
      GetTemplate: getTemplate(stacks),
      ListExports: listExports(stacks),
    },
    resources: {
      DescribeStacks: ofStack,
      DescribeStackResources: ofStack,
      DescribeStackResource: ofStack,
      ListStackResources: ofStack,
      DescribeStackEvents: ofStack,
      GetTemplate: ofStack,
    },
    addStack: (settings: StackSettings): void => {
      stacks.push({ ...settings, createdAt: clock.now() });
    },
  } satisfies SimulatedService & Record<string, unknown>;
}
