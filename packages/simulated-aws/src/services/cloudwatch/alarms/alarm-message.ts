import type { Alarm, AlarmState, CombinedAlarm, SimpleAlarm } from './alarm.ts';
import { alarmTime } from './explain.ts';

/** How messages call a Region: docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html; others by their code. */
const regionNames: Readonly<Record<string, string>> = {
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-west-1': 'US West (N. California)',
  'us-west-2': 'US West (Oregon)',
  'eu-central-1': 'EU (Frankfurt)',
  'eu-west-1': 'EU (Ireland)',
};

/** What a topic is told: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html names the members. */
export const messageOf = (alarm: Alarm, before: AlarmState, account: string): string =>
  JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: alarmTime(alarm.configuredAt),
    NewStateValue: alarm.state.value,
    NewStateReason: alarm.state.reason,
    StateChangeTime: alarmTime(alarm.state.updatedAt),
    Region: nameOf(alarm.region),
    AlarmArn: alarm.arn,
    OldStateValue: before.value,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    ...(alarm.kind === 'metric' ? { Trigger: triggerOf(alarm) } : compositePart(alarm)),
  });

const nameOf = (region: string): string => regionNames[region] ?? region;

const triggerOf = ({ rule }: SimpleAlarm) => ({
  MetricName: rule.key.name,
  Namespace: rule.key.namespace,
  StatisticType: 'Statistic',
  Statistic: rule.statistic.toUpperCase(),
  Unit: rule.key.unit ?? null,
  Dimensions: Object.entries(rule.key.dimensions).map(([name, value]) => ({ value, name })),
  Period: rule.periodSeconds,
  EvaluationPeriods: rule.evaluationPeriods,
  DatapointsToAlarm: rule.datapointsToAlarm,
  ComparisonOperator: rule.operator,
  Threshold: rule.threshold,
  TreatMissingData: rule.missingData,
  EvaluateLowSampleCountPercentile: '',
});

const compositePart = ({ rule, state }: CombinedAlarm) => ({
  AlarmRule: rule,
  ...(state.triggers === undefined
    ? {}
    : {
        TriggeringChildren: state.triggers.map(({ arn, value, at }) => ({
          Arn: arn,
          State: { Value: value, Timestamp: alarmTime(at) },
        })),
      }),
});

/** SNS takes no more than 100 characters. */
export const subjectOf = ({ name, region, state }: Alarm): string =>
  `${state.value}: "${name}" in ${nameOf(region)}`.slice(0, 99);
