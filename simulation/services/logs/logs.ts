import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { describeLogGroups, describeLogStreams } from './describe.ts';
import { filterLogEvents } from './filter-events.ts';
import { getLogEvents } from './get-events.ts';
import { createGroups, type GroupSettings } from './groups.ts';
import { groupName } from './store.ts';

/**
 * CloudWatch Logs, as one reads what the Lambda functions of the simulation wrote to their consoles, by stream or through a filter of terms:
 * docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference. A function whose role may not write there leaves no line. An event
 * can be read at the instant when it was written. Not modelled: what Lambda itself writes (START, END, REPORT, the report of an error), the logs
 * of state machines, the end of a retention time, Logs Insights, metric filters, subscriptions, and writing by calls (refused by name).
 */
export const createLogs = (world: World) => {
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
};
