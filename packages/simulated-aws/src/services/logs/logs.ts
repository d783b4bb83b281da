import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { describeLogGroups, describeLogStreams } from './describe.ts';
import { filterLogEvents } from './filter-events.ts';
import { getLogEvents } from './get-events.ts';
import { createGroups, type GroupSettings } from './groups.ts';
import { groupName } from './store.ts';

/**
 * Amazon CloudWatch Logs: what functions wrote.
 *
 * Models: groups, streams and events of the Lambda functions' consoles, read by stream or through a filter of terms. A
 * function whose role may not write leaves no line. An event can be read at the instant when it was written.
 * From: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference
 * Not modelled: what Lambda itself writes (START, END, REPORT), the logs of state machines, the end of a retention time, Logs
 * Insights, metric filters, subscriptions, writing by calls.
 */
export function createLogs(world: World) {
  const { groups, arnOf, addGroup, openStream } = createGroups(world);

  /** As denials name them, the end of the ARN empty where no stream is meant. */
  const ofGroup = (input: Parameters<typeof groupName>[0], { region }: Call): readonly string[] => [
    `${arnOf(region, groupName(input))}:log-stream:`,
  ];

  return {
    name: 'logs',
    operations: {
      DescribeLogGroups: describeLogGroups(groups),
      DescribeLogStreams: describeLogStreams(groups),
      GetLogEvents: getLogEvents(groups),
      FilterLogEvents: filterLogEvents(groups),
    },
    resources: {
      DescribeLogGroups: (_input: object, { region }: Call) => [`${arnOf(region, '')}:log-stream:`],
      DescribeLogStreams: ofGroup,
      FilterLogEvents: ofGroup,
      GetLogEvents: (input: Parameters<typeof groupName>[0] & { logStreamName?: string | undefined }, call: Call) =>
        ofGroup(input, call).map((arn) => `${arn}${input.logStreamName ?? ''}`),
    },
    addGroup: (settings: GroupSettings): void => void addGroup(settings),
    openStream,
  } satisfies SimulatedService & Record<string, unknown>;
}
