import type { AlarmType, CompositeAlarm, DescribeAlarmsInput, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { AwsFault, type Call } from '../../../call.ts';
import { invalidValue } from '../input-faults.ts';
import type { Alarm, CombinedAlarm, SimpleAlarm } from './alarm.ts';
import type { AlarmStore } from './alarm-store.ts';
import { isComposite } from './composites.ts';
import { pageOfAlarms } from './paging.ts';
import type { Suppression } from './suppression.ts';

export const typeOf = ({ kind }: Pick<Alarm, 'kind'>): AlarmType =>
  kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm';

export const describeAlarms =
  (store: AlarmStore, suppressionOf: (alarm: Alarm) => Suppression | undefined) =>
  (input: DescribeAlarmsInput, { region }: Call) => {
    if (input.AlarmNames !== undefined && input.AlarmNamePrefix !== undefined)
      throw invalidValue('AlarmNames and AlarmNamePrefix cannot be given together.');
    const family = familyOf(store, input, region);
    if (family !== undefined) return family;
    const { items, next } = pageOfAlarms(store.all(region).filter(isWanted(input)), input);
    return { ...answerOf(items, suppressionOf), NextToken: next };
  };

/** AWS tells little of them, and the rest when they are asked for by name. */
function familyOf(store: AlarmStore, input: DescribeAlarmsInput, region: string) {
  const { ChildrenOfAlarmName: parent, ParentsOfAlarmName: child, MaxRecords, NextToken, ...others } = input;
  if (parent === undefined && child === undefined) return undefined;
  if ((parent !== undefined && child !== undefined) || Object.values(others).some((given) => given !== undefined))
    throw new AwsFault('ValidationError', 'ChildrenOfAlarmName and ParentsOfAlarmName go with no other parameter');
  const children =
    store
      .all(region)
      .filter(isComposite)
      .find(({ name }) => name === parent)?.children ?? [];
  const found = store
    .all(region)
    .filter((one) =>
      child === undefined ? children.includes(one.name) : isComposite(one) && one.children.includes(child),
    );
  const { items, next } = pageOfAlarms(found, { MaxRecords, NextToken });
  const show = ({ name, arn, state }: Alarm) => ({
    ...{ AlarmName: name, AlarmArn: arn },
    ...(child === undefined ? { StateValue: state.value, StateUpdatedTimestamp: new Date(state.updatedAt) } : {}),
  });
  return { ...separately(items, show), NextToken: next };
}

const separately = (found: readonly Alarm[], show: (alarm: Alarm) => object) => ({
  MetricAlarms: found.filter(({ kind }) => kind === 'metric').map(show),
  CompositeAlarms: found.filter(({ kind }) => kind === 'composite').map(show),
});

/** Only metric alarms unless composite ones are asked for: API_DescribeAlarms.html. */
const isWanted = (input: DescribeAlarmsInput) => (alarm: Alarm) => {
  const { AlarmNames: names = [], AlarmNamePrefix: prefix = '', AlarmTypes = ['MetricAlarm'], ActionPrefix } = input;
  return (
    AlarmTypes.includes(typeOf(alarm)) &&
    (names.length === 0 || names.includes(alarm.name)) &&
    alarm.name.startsWith(prefix) &&
    (ActionPrefix === undefined || hasActionWith(alarm, ActionPrefix)) &&
    (input.StateValue === undefined || input.StateValue === alarm.state.value)
  );
};

const hasActionWith = ({ actions }: Alarm, prefix: string): boolean =>
  Object.values(actions).some((arns) => arns.some((arn) => arn.startsWith(prefix)));

const answerOf = (found: readonly Alarm[], suppressionOf: (alarm: Alarm) => Suppression | undefined) =>
  separately(found, (alarm) =>
    alarm.kind === 'metric' ? describeMetric(alarm) : describeComposite(alarm, suppressionOf(alarm)),
  );

const describeMetric = (alarm: SimpleAlarm): MetricAlarm => ({
  ...commonOf(alarm),
  ...metricOf(alarm),
  EvaluationPeriods: alarm.rule.evaluationPeriods,
  DatapointsToAlarm: alarm.given.DatapointsToAlarm,
  Threshold: alarm.rule.threshold,
  ComparisonOperator: alarm.rule.operator,
  TreatMissingData: alarm.given.TreatMissingData,
});

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

function metricOf({ rule, given }: SimpleAlarm): Partial<MetricAlarm> {
  if (given.Metrics !== undefined) return { Metrics: given.Metrics };
  const { key, statistic, periodSeconds } = rule;
  return {
    Namespace: key.namespace,
    MetricName: key.name,
    Dimensions: Object.entries(key.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: statistic,
    Period: periodSeconds,
    Unit: given.Unit,
  };
}

const describeComposite = (alarm: CombinedAlarm, suppression: Suppression | undefined): CompositeAlarm => ({
  ...commonOf(alarm),
  AlarmRule: alarm.rule,
  ActionsSuppressor: alarm.suppressor?.alarm,
  ActionsSuppressorWaitPeriod: alarm.suppressor?.waitSeconds,
  ActionsSuppressorExtensionPeriod: alarm.suppressor?.extensionSeconds,
  ActionsSuppressedBy: suppression?.by,
  ActionsSuppressedReason: suppression?.reason,
});
