import type { FilterLogEventsRequest, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { AwsFault, type Call } from '../../call.ts';
import { defined } from '../../defined.ts';
import { pageOf } from '../page.ts';
import { meetsPattern } from './filter-pattern.ts';
import { isWithin, limitOf } from './get-events.ts';
import { invalid, type LogGroup, type LogGroups, type LogStream, requireGroup } from './store.ts';

/** docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const filterLogEvents =
  (groups: LogGroups) =>
  (input: FilterLogEventsRequest, call: Call): FilterLogEventsResponse => {
    const meets = meetsPattern(input.filterPattern ?? '');
    const group = requireGroup(groups, input, call);
    const found = streamsOf(group, input)
      .flatMap(({ name, events }) => events.filter(isWithin(input)).map((event) => ({ ...event, stream: name })))
      .filter(({ message }) => meets(message))
      .sort((left, right) => left.at - right.at);
    const page = pageOf(found, limitOf(input.limit), input.nextToken);
    if (page === undefined) throw invalid('The specified nextToken is invalid.');
    const events = page.items.map(({ id, at, message, stream }) => ({
      logStreamName: stream,
      timestamp: at,
      message,
      ingestionTime: at,
      eventId: id,
    }));
    return { events, searchedLogStreams: [], ...defined({ nextToken: page.next }) };
  };

function streamsOf(group: LogGroup, input: FilterLogEventsRequest): LogStream[] {
  const { logStreamNames: names, logStreamNamePrefix: prefix } = input;
  if (names !== undefined && prefix !== undefined)
    throw invalid('logStreamNames and logStreamNamePrefix cannot both be given.');
  const missing = names?.find((name) => !group.streams.has(name));
  if (missing !== undefined)
    throw new AwsFault('ResourceNotFoundException', 'The specified log stream does not exist.');
  return [...group.streams.values()].filter(
    ({ name }) => name.startsWith(prefix ?? '') && (names === undefined || names.includes(name)),
  );
}
