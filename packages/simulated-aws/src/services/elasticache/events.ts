import type { DescribeEventsMessage, Event, EventsMessage } from '@aws-sdk/client-elasticache';
import type { Call } from '../../call.ts';
import { invalidCombination, invalidValue } from './faults.ts';
import { pageOfRecords } from './paging.ts';
import type { ElasticacheEvent, Store } from './store.ts';

const minute = 60_000;
const keptFor = 14 * 24 * 60 * minute;

export function addEvent({ world, events }: Store, event: Omit<ElasticacheEvent, 'at'>): void {
  events.push({ ...event, at: world.clock.now() });
}

/** Of the last hour unless another time is asked for: docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeEvents.html */
export const describeEvents =
  (store: Store) =>
  (input: DescribeEventsMessage, { region }: Call): EventsMessage => {
    const { SourceIdentifier: id, SourceType: source } = input;
    if (id !== undefined && source === undefined)
      throw invalidCombination('SourceType must be given with SourceIdentifier.');
    const { start, end } = spanOf(input, store.world.clock.now());
    const found = store.events
      .filter((event) => event.region === region && event.at >= start && event.at <= end)
      .filter((event) => event.source === (source ?? event.source) && event.id === (id ?? event.id));
    const { items, next } = pageOfRecords(found, input);
    const Events = items.map(
      (event): Event => ({
        SourceIdentifier: event.id,
        SourceType: event.source,
        Message: event.message,
        Date: new Date(event.at),
      }),
    );
    return { Events, Marker: next };
  };

function spanOf({ StartTime, EndTime, Duration }: DescribeEventsMessage, now: number) {
  if (Duration !== undefined && StartTime !== undefined)
    throw invalidCombination('Duration and StartTime cannot both be given.');
  const end = EndTime?.getTime() ?? now;
  const start = StartTime?.getTime() ?? end - (Duration ?? 60) * minute;
  if (start > end) throw invalidValue('StartTime must be before EndTime.');
  return { start: Math.max(start, now - keptFor), end };
}
