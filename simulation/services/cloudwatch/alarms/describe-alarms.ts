import type {
  CompositeAlarm,
  DescribeAlarmHistoryInput,
  DescribeAlarmsInput,
  MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import type { Call } from '../../../call.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { pageOf } from '../../page.ts';
import { invalidToken } from '../input-faults.ts';
import type { Alarm, CombinedAlarm, SimpleAlarm } from './alarm.ts';
import type { AlarmStore, HistoryItem } from './alarm-store.ts';
import type { Suppression } from './state-event.ts';

const defaultPage = 50;

const commonOf = ({ arn, name, description, actionsEnabled, actions, configuredAt, state }: Alarm) => ({
  AlarmName: name,
  AlarmArn: arn,
  AlarmDescription: description,
  ActionsEnabled: actionsEnabled,
  OKActions: [...actions.OK],
  AlarmActions: [...actions.ALARM],
  InsufficientDataActions: [...actions.INSUFFICIENT_DATA],
  AlarmConfigurationUpdatedTimestamp: new Date(configuredAt),
  StateValue: state.value,
  StateReason: state.reason,
  StateReasonData: state.data,
  StateUpdatedTimestamp: new Date(state.updatedAt),
  StateTransitionedTimestamp: new Date(state.transitionedAt),
});

const describeMetric = (alarm: SimpleAlarm): MetricAlarm => {
  const { key, statistic, periodSeconds, evaluationPeriods, threshold, operator } = alarm.rule;
  return {
    ...commonOf(alarm),
    Namespace: key.namespace,
    MetricName: key.name,
    Dimensions: Object.entries(key.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: statistic,
    Period: periodSeconds,
    EvaluationPeriods: evaluationPeriods,
    DatapointsToAlarm: alarm.given.DatapointsToAlarm,
    Threshold: threshold,
    ComparisonOperator: operator,
    TreatMissingData: alarm.given.TreatMissingData,
  };
};

const describeComposite = (alarm: CombinedAlarm, suppression: Suppression | undefined): CompositeAlarm => ({
  ...commonOf(alarm),
  AlarmRule: alarm.rule,
  ActionsSuppressor: alarm.suppressor?.alarm,
  ActionsSuppressorWaitPeriod: alarm.suppressor?.waitSeconds,
  ActionsSuppressorExtensionPeriod: alarm.suppressor?.extensionSeconds,
  ActionsSuppressedBy: suppression?.by,
  ActionsSuppressedReason: suppression?.reason,
});

const paged = <T>(all: readonly T[], size: number, token: string | undefined) => {
  const page = pageOf(all, size, token);
  if (page === undefined) throw invalidToken();
  return page;
};

const modelled = [
  ...['AlarmNames', 'AlarmNamePrefix', 'AlarmTypes', 'ChildrenOfAlarmName', 'ParentsOfAlarmName', 'StateValue'],
  ...['MaxRecords', 'NextToken'],
];

/** Only metric alarms unless composite ones are asked for: API_DescribeAlarms.html. */
const wanted = (store: AlarmStore, input: DescribeAlarmsInput, region: string): Alarm[] => {
  const { AlarmNames: names, AlarmNamePrefix: prefix, ChildrenOfAlarmName, ParentsOfAlarmName, StateValue } = input;
  const parent = ChildrenOfAlarmName === undefined ? undefined : store.find(region, ChildrenOfAlarmName);
  const children = parent?.kind === 'composite' ? parent.children : [];
  const types =
    input.AlarmTypes ?? (ChildrenOfAlarmName === undefined ? ['MetricAlarm'] : ['MetricAlarm', 'CompositeAlarm']);
  const isType = ({ kind }: Alarm) =>
    types.some((type) => type === (kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm'));
  return store
    .all(region)
    .filter(isType)
    .filter(({ name }) => names === undefined || names.length === 0 || names.includes(name))
    .filter(({ name }) => prefix === undefined || name.startsWith(prefix))
    .filter(({ name }) => ChildrenOfAlarmName === undefined || children.includes(name))
    .filter(
      (one) =>
        ParentsOfAlarmName === undefined || (one.kind === 'composite' && one.children.includes(ParentsOfAlarmName)),
    )
    .filter(({ state }) => StateValue === undefined || state.value === StateValue);
};

export const describeAlarms =
  (store: AlarmStore, suppressionOf: (alarm: Alarm) => Suppression | undefined) =>
  (input: DescribeAlarmsInput, { region }: Call) => {
    onlyModelled('cloudwatch:DescribeAlarms', input, modelled);
    const { items, next } = paged(wanted(store, input, region), input.MaxRecords ?? defaultPage, input.NextToken);
    return {
      MetricAlarms: items.flatMap((one) => (one.kind === 'metric' ? [describeMetric(one)] : [])),
      CompositeAlarms: items.flatMap((one) =>
        one.kind === 'composite' ? [describeComposite(one, suppressionOf(one))] : [],
      ),
      NextToken: next,
    };
  };

const itemOf = ({ name, kind, at, type, summary, data }: HistoryItem) => ({
  AlarmName: name,
  AlarmType: kind === 'metric' ? ('MetricAlarm' as const) : ('CompositeAlarm' as const),
  Timestamp: new Date(at),
  HistoryItemType: type,
  HistorySummary: summary,
  HistoryData: data,
});

/** Newest first unless told otherwise; metric alarms unless composite ones are asked for. */
export const describeAlarmHistory =
  (store: AlarmStore) =>
  (input: DescribeAlarmHistoryInput, { region }: Call) => {
    const known = [
      'AlarmName',
      'AlarmTypes',
      'HistoryItemType',
      'StartDate',
      'EndDate',
      'MaxRecords',
      'NextToken',
      'ScanBy',
    ];
    onlyModelled('cloudwatch:DescribeAlarmHistory', input, known);
    const { AlarmName, AlarmTypes = ['MetricAlarm'], HistoryItemType, StartDate, EndDate } = input;
    const found = store
      .history(region)
      .filter(({ name }) => AlarmName === undefined || name === AlarmName)
      .filter((item) => AlarmTypes.some((type) => type === itemOf(item).AlarmType))
      .filter(({ type }) => HistoryItemType === undefined || type === HistoryItemType)
      .filter(({ at }) => at >= (StartDate?.getTime() ?? 0) && at <= (EndDate?.getTime() ?? Number.POSITIVE_INFINITY));
    const ordered = input.ScanBy === 'TimestampAscending' ? found : found.toReversed();
    const { items, next } = paged(ordered, input.MaxRecords ?? 100, input.NextToken);
    return { AlarmHistoryItems: items.map(itemOf), NextToken: next };
  };
