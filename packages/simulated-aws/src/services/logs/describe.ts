import type {
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Call } from '../../call.ts';
import { defined } from '../../defined.ts';
import { type Page, pageWithin } from '../page.ts';
import { bytesOf, invalid, type LogGroup, type LogGroups, type LogStream, requireGroup } from './store.ts';

const largestPage = 50;

const rules = {
  most: largestPage,
  wrongSize: invalid,
  wrongToken: () => invalid('The specified nextToken is invalid.'),
};

export const describeLogGroups =
  (groups: LogGroups) =>
  (input: DescribeLogGroupsRequest, { region }: Call): DescribeLogGroupsResponse => {
    const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern } = input;
    if (prefix !== undefined && pattern !== undefined)
      throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
    const found = [...groups.values()]
      .filter((group) => group.region === region)
      .filter(({ name }) => name.startsWith(prefix ?? '') && name.includes(pattern ?? ''))
      .sort(byName);
    const { items, next } = pageOfAll(found, input);
    return { logGroups: items.map(shownGroup), ...defined({ nextToken: next }) };
  };

const byName = <T extends { name: string }>(left: T, right: T): number => (left.name < right.name ? -1 : 1);

type Paged = Readonly<{ limit?: number | undefined; nextToken?: string | undefined }>;

const pageOfAll = <T>(all: readonly T[], { limit: size = largestPage, nextToken: token }: Paged): Page<T> =>
  pageWithin(all, { name: 'limit', size, token }, rules);

const shownGroup = ({ name, arn, createdAt, retentionInDays, streams }: LogGroup) => ({
  logGroupName: name,
  arn: `${arn}:*`,
  logGroupArn: arn,
  creationTime: createdAt,
  ...defined({ retentionInDays }),
  metricFilterCount: 0,
  storedBytes: [...streams.values()].reduce((sum, stream) => sum + bytesOf(stream), 0),
  logGroupClass: 'STANDARD' as const,
});

/** By the time of the last event the newest comes last, unless the order is turned round. */
export const describeLogStreams =
  (groups: LogGroups) =>
  (input: DescribeLogStreamsRequest, call: Call): DescribeLogStreamsResponse => {
    const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false } = input;
    if (prefix !== undefined && orderBy === 'LastEventTime')
      throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
    const group = requireGroup(groups, input, call);
    const sorted = [...group.streams.values()]
      .filter(({ name }) => name.startsWith(prefix ?? ''))
      .sort(orderBy === 'LastEventTime' ? (left, right) => lastTime(left) - lastTime(right) : byName);
    const { items, next } = pageOfAll(descending ? sorted.reverse() : sorted, input);
    const logStreams = items.map((stream) => shownStream(group, stream));
    return { logStreams, ...defined({ nextToken: next }) };
  };

const lastTime = ({ events, createdAt }: LogStream): number => events.at(-1)?.at ?? createdAt;

function shownStream(group: LogGroup, stream: LogStream) {
  const [first, last] = [stream.events[0], stream.events.at(-1)];
  const times =
    first === undefined || last === undefined
      ? {}
      : { firstEventTimestamp: first.at, lastEventTimestamp: last.at, lastIngestionTime: last.at };
  const { name, createdAt } = stream;
  // The bytes of a stream have been shown as none since 2019, and are so here.
  return {
    logStreamName: name,
    creationTime: createdAt,
    ...times,
    arn: `${group.arn}:log-stream:${name}`,
    storedBytes: 0,
  };
}
