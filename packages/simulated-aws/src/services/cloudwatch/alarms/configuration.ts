import type { Alarm } from './alarm.ts';
import type { HistoryItem } from './alarm-store.ts';
import { alarmTime } from './explain.ts';

type Item = Pick<HistoryItem, 'type' | 'summary' | 'data'>;

/** What history tells of an alarm's configuration: API_AlarmHistoryItem.html calls HistoryData JSON and shows no members of it. */
export const created = (alarm: Alarm): Item =>
  item(alarm, 'created', { type: 'Create', createdAlarm: settingsOf(alarm) });

type Settings = Readonly<Record<string, unknown>>;

const item = ({ name }: Alarm, what: string, data: Settings): Item => ({
  type: 'ConfigurationUpdate',
  summary: `Alarm "${name}" ${what}`,
  data: JSON.stringify({ version: '1.0', ...data }),
});

const settingsOf = (alarm: Alarm): Settings => ({
  ...{ alarmName: alarm.name, alarmArn: alarm.arn, alarmDescription: alarm.description },
  actionsEnabled: alarm.actionsEnabled,
  okactions: alarm.actions.OK,
  alarmActions: alarm.actions.ALARM,
  insufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
  stateValue: alarm.state.value,
  alarmConfigurationUpdatedTimestamp: alarmTime(alarm.configuredAt),
  ...ownSettings(alarm),
});

function ownSettings(alarm: Alarm): Settings {
  if (alarm.kind === 'composite')
    return {
      alarmRule: alarm.rule,
      actionsSuppressor: alarm.suppressor?.alarm,
      actionsSuppressorWaitPeriod: alarm.suppressor?.waitSeconds,
      actionsSuppressorExtensionPeriod: alarm.suppressor?.extensionSeconds,
    };
  const { key, statistic, periodSeconds, evaluationPeriods, datapointsToAlarm, threshold, operator } = alarm.rule;
  return {
    ...{ namespace: key.namespace, metricName: key.name, statistic, period: periodSeconds },
    dimensions: Object.entries(key.dimensions).map(([name, value]) => ({ name, value })),
    ...{ evaluationPeriods, datapointsToAlarm, threshold, comparisonOperator: operator },
    treatMissingData: alarm.rule.missingData,
  };
}

export const deleted = (alarm: Alarm): Item =>
  item(alarm, 'deleted', { type: 'Delete', deletedAlarm: settingsOf(alarm) });

/** With the former values of what has changed. */
export function updated(alarm: Alarm, before: Alarm): Item {
  const now = settingsOf(alarm);
  const differs = ([name, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(now[name]);
  const originalUpdatedFields = Object.fromEntries(Object.entries(settingsOf(before)).filter(differs));
  return item(alarm, 'updated', { type: 'Update', originalUpdatedFields, updatedAlarm: now });
}
