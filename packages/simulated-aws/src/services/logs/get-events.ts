import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { AwsFault, type Call } from '../../call.ts';
import { invalid, type LogEvent, type LogGroups, requireGroup } from './store.ts';

const mostEvents = 10_000;

export type Times = Readonly<{ startTime?: number | undefined; endTime?: number | undefined }>;

export const isWithin =
  ({ startTime = 0, endTime = Number.POSITIVE_INFINITY }: Times) =>
  ({ at }: LogEvent): boolean =>
    at >= startTime && at < endTime;

export function limitOf(limit = mostEvents): number {
  if (limit < 1 || limit > mostEvents) throw invalid(`limit must be between 1 and ${mostEvents}.`);
  return limit;
}

/**
 * A token is a place in the stream, so that who has read to its end is given the same one again:
 * docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export const getLogEvents =
  (groups: LogGroups) =>
  (input: GetLogEventsRequest, call: Call): GetLogEventsResponse => {
    const stream = requireGroup(groups, input, call).streams.get(input.logStreamName ?? '');
    if (stream === undefined)
      throw new AwsFault('ResourceNotFoundException', 'The specified log stream does not exist.');
    const limit = limitOf(input.limit);
    const { direction, place } = cursorOf(input, stream.events.length);
    const known = stream.events.map((event, index) => ({ event, index })).filter(({ event }) => isWithin(input)(event));
    const shown =
      direction === 'f'
        ? known.filter(({ index }) => index >= place).slice(0, limit)
        : known.filter(({ index }) => index < place).slice(-limit);
    const [first, last] = [shown[0], shown.at(-1)];
    return {
      events: shown.map(({ event: { at, message } }) => ({ timestamp: at, message, ingestionTime: at })),
      nextForwardToken: tokenOf('f', last === undefined ? place : last.index + 1),
      nextBackwardToken: tokenOf('b', first?.index ?? place),
    };
  };

type Cursor = Readonly<{ direction: 'f' | 'b'; place: number }>;

function cursorOf({ nextToken, startFromHead = false }: GetLogEventsRequest, count: number): Cursor {
  if (nextToken === undefined) return startFromHead ? { direction: 'f', place: 0 } : { direction: 'b', place: count };
  const [, direction, place = ''] = /^([fb])\/(\d{56})\/s$/.exec(nextToken) ?? [];
  if (direction !== 'f' && direction !== 'b') throw invalid('The specified nextToken is invalid.');
  return { direction, place: Number(place) };
}

const tokenOf = (direction: 'f' | 'b', place: number): string => `${direction}/${String(place).padStart(56, '0')}/s`;
