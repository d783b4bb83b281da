import type { DescribeAlarmHistoryInput } from '@aws-sdk/client-cloudwatch';
import type { Call } from '../../../call.ts';
import type { AlarmStore, HistoryItem } from './alarm-store.ts';
import { typeOf } from './describe-alarms.ts';
import { pageOfAlarms } from './paging.ts';

/** Newest first unless told otherwise; metric alarms unless composite ones are asked for. Of deleted alarms, too. */
export const describeAlarmHistory =
  (store: AlarmStore) =>
  (input: DescribeAlarmHistoryInput, { region }: Call) => {
    const found = store.history(region).filter(isWanted(input));
    const ordered = input.ScanBy === 'TimestampAscending' ? found : found.toReversed();
    const { items, next } = pageOfAlarms(ordered, input);
    return { AlarmHistoryItems: items.map(itemOf), NextToken: next };
  };

const isWanted = (input: DescribeAlarmHistoryInput) => (item: HistoryItem) => {
  const { AlarmName = item.name, AlarmTypes = ['MetricAlarm'], HistoryItemType = item.type } = input;
  const types: readonly string[] = AlarmTypes;
  const from = input.StartDate?.getTime() ?? Number.NEGATIVE_INFINITY;
  const until = input.EndDate?.getTime() ?? Number.POSITIVE_INFINITY;
  const isOfTime = item.at >= from && item.at <= until;
  return isOfTime && item.name === AlarmName && item.type === HistoryItemType && types.includes(typeOf(item));
};

const itemOf = ({ name, kind, at, type, summary, data }: HistoryItem) => ({
  AlarmName: name,
  AlarmType: typeOf({ kind }),
  Timestamp: new Date(at),
  HistoryItemType: type,
  HistorySummary: summary,
  HistoryData: data,
});
