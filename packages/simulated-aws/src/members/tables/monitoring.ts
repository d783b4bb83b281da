import type { MemberTable } from '../selection.ts';

export const monitoring: MemberTable = {
  PutMetricData:
    'Namespace MetricData{MetricName Dimensions{Name Value} Timestamp Value StatisticValues{SampleCount ' +
    'Sum Minimum Maximum} Values Counts Unit StorageResolution} StrictEntityValidation',
  GetMetricData:
    'MetricDataQueries{Id MetricStat{Metric{Namespace MetricName Dimensions{Name Value}} Period Stat Unit} ' +
    'Label ReturnData} StartTime EndTime NextToken ScanBy MaxDatapoints',
  GetMetricStatistics: 'Namespace MetricName Dimensions{Name Value} StartTime EndTime Period Statistics Unit',
  ListMetrics: 'Namespace MetricName Dimensions{Name Value} NextToken RecentlyActive',
  PutMetricAlarm:
    'AlarmName AlarmDescription ActionsEnabled OKActions AlarmActions InsufficientDataActions MetricName ' +
    'Namespace Statistic Dimensions{Name Value} Period Unit EvaluationPeriods DatapointsToAlarm Threshold ' +
    'ComparisonOperator TreatMissingData Metrics{Id MetricStat{Metric{Namespace MetricName Dimensions{Name ' +
    'Value}} Period Stat Unit} Label ReturnData} Tags{Key Value}',
  PutCompositeAlarm:
    'ActionsEnabled AlarmActions AlarmDescription AlarmName AlarmRule InsufficientDataActions OKActions ' +
    'Tags{Key Value} ActionsSuppressor ActionsSuppressorWaitPeriod ActionsSuppressorExtensionPeriod',
  DescribeAlarms:
    'AlarmNames AlarmNamePrefix AlarmTypes ChildrenOfAlarmName ParentsOfAlarmName StateValue ActionPrefix ' +
    'MaxRecords NextToken',
  DescribeAlarmHistory: 'AlarmName AlarmTypes HistoryItemType StartDate EndDate MaxRecords NextToken ScanBy',
  SetAlarmState: 'AlarmName StateValue StateReason StateReasonData',
  EnableAlarmActions: 'AlarmNames',
  DisableAlarmActions: 'AlarmNames',
  DeleteAlarms: 'AlarmNames',
  PutAlarmMuteRule:
    'Name Description Rule{Schedule{Expression Duration Timezone}} MuteTargets{AlarmNames} Tags{Key Value}',
  ListAlarmMuteRules: 'AlarmName Statuses MaxRecords NextToken',
  GetAlarmMuteRule: 'AlarmMuteRuleName',
  DeleteAlarmMuteRule: 'AlarmMuteRuleName',
};
