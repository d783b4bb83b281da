import type { DescribeEventsCommandInput, DescribeEventsCommandOutput } from '@aws-sdk/client-rds';
import { type Call, notSimulated } from '../../call.ts';
import { invalidCombination, invalidValue } from './faults.ts';
import { pageOfRecords } from './paging.ts';
import type { Store } from './store.ts';

const minute = 60_000;
const keptFor = 14 * 24 * 60 * minute;

const types = ['db-instance', 'db-cluster', 'db-snapshot', 'db-cluster-snapshot', 'db-parameter-group'];

/** The last hour unless told otherwise; RDS keeps events for 14 days. */
export const describeEvents =
  (store: Store) =>
  (input: DescribeEventsCommandInput, call: Call): Omit<DescribeEventsCommandOutput, '$metadata'> => {
    const { SourceIdentifier: id, SourceType: type, EventCategories: categories = [] } = input;
    if (id !== undefined && type === undefined) throw invalidCombination('SourceIdentifier needs a SourceType.');
    if (type !== undefined && !types.includes(type)) throw notSimulated(`rds:DescribeEvents for ${type}`);
    const { start, end } = spanOf(input, store.world.clock.now());
    const found = store.events
      .filter((event) => event.region === call.region && event.at >= start && event.at <= end)
      .filter((event) => type === undefined || event.sourceType === type)
      .filter((event) => id === undefined || event.id === id.toLowerCase())
      .filter((event) => categories.length === 0 || categories.includes(event.category));
    const { items, marker } = pageOfRecords(found, input);
    const shown = items.map((event) => ({
      SourceIdentifier: event.id,
      SourceType: event.sourceType,
      SourceArn: event.arn,
      Date: new Date(event.at),
      EventCategories: [event.category],
      Message: event.message,
    }));
    return { Events: shown, Marker: marker };
  };

function spanOf(input: DescribeEventsCommandInput, now: number) {
  const { StartTime, EndTime, Duration } = input;
  if (Duration !== undefined && StartTime !== undefined)
    throw invalidCombination('Give Duration or StartTime, not both.');
  const end = EndTime?.getTime() ?? now;
  const start = StartTime?.getTime() ?? end - (Duration ?? 60) * minute;
  if (start > end) throw invalidValue('StartTime must be before EndTime.');
  return { start: Math.max(start, now - keptFor), end };
}
