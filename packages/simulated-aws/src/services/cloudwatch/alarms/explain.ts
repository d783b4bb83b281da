import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { type Aggregate, statistics } from '../datapoints.ts';
import type { MetricRule } from './alarm.ts';
import { isBreaching } from './evaluate.ts';

const spoken = new Intl.DateTimeFormat('en-GB', {
  ...{ weekday: 'long', day: '2-digit', month: 'long', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: 'UTC' },
});

const words: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

const datapointWere = ['datapoint was', 'datapoints were'] as const;

/** 2026-01-05T03:00:00.000+0000, as CloudWatch writes times into JSON. */
export const alarmTime = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');

/** Friday 22 July, 2022 15:57:45 UTC, as the reasons of composite alarms have it. */
export function spokenTime(at: number): string {
  const parts = Object.fromEntries(spoken.formatToParts(at).map(({ type, value }) => [type, value]));
  const { weekday, day, month, year, hour, minute, second } = parts;
  return `${weekday} ${day} ${month}, ${year} ${hour}:${minute}:${second} UTC`;
}

type Seen = Readonly<{ points: readonly Aggregate[]; at: number; after: StateValue }>;

/** The sentences of docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html; people read them in notices. */
export function reasonOf(rule: MetricRule, { points, after }: Seen): string {
  const shown = latest(rule, points);
  if (shown.length === 0 || after === 'INSUFFICIENT_DATA') return withoutData(rule, after);
  const read = statistics[rule.statistic];
  const isAlarm = after === 'ALARM';
  const chosen = shown.filter((point) => isBreaching(rule, read(point)) === isAlarm);
  const values = chosen.map((point) => `${decimal(read(point))} (${shortTime(point.at)})`).reverse();
  const needed = isAlarm ? rule.datapointsToAlarm : rule.evaluationPeriods - rule.datapointsToAlarm + 1;
  const were = `${chosen.length === 1 ? 'was' : 'were'}${isAlarm ? '' : ' not'}`;
  return [
    `Threshold Crossed: ${chosen.length} out of the last ${shown.length} datapoints [${values.join(', ')}]`,
    `${were} ${words[rule.operator]} the threshold (${decimal(rule.threshold)})`,
    `(minimum ${plural(needed, ['datapoint', 'datapoints'])} for ${isAlarm ? 'OK -> ALARM' : 'ALARM -> OK'} transition).`,
  ].join(' ');
}

const latest = (rule: MetricRule, points: readonly Aggregate[]) => points.slice(-rule.evaluationPeriods);

function withoutData({ evaluationPeriods: count, missingData }: MetricRule, after: StateValue): string {
  if (after === 'INSUFFICIENT_DATA') return `Insufficient Data: ${plural(count, datapointWere)} unknown.`;
  const treated = missingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  return `Threshold Crossed: no datapoints were received for ${plural(count, ['period', 'periods'])} and ${plural(count, ['missing datapoint was', 'missing datapoints were'])} treated as [${treated}].`;
}

const plural = (count: number, [one, many]: readonly [string, string]): string =>
  `${count} ${count === 1 ? one : many}`;

/** CloudWatch writes whole numbers with one decimal place. */
const decimal = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** 02/10/19 16:59:00: day, month, year. */
function shortTime(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split(/[T.]/);
  const [year = '', month, day] = date.split('-');
  return `${day}/${month}/${year.slice(-2)} ${time}`;
}

export function reasonDataOf(rule: MetricRule, { points, at }: Seen): string {
  const shown = latest(rule, points);
  const first = shown[0];
  return JSON.stringify({
    version: '1.0',
    queryDate: alarmTime(at),
    ...(first === undefined ? {} : { startDate: alarmTime(first.at) }),
    statistic: rule.statistic,
    period: rule.periodSeconds,
    recentDatapoints: shown.map((point) => statistics[rule.statistic](point)),
    threshold: rule.threshold,
    evaluatedDatapoints: shown
      .map((point) => ({
        timestamp: alarmTime(point.at),
        sampleCount: point.sampleCount,
        value: statistics[rule.statistic](point),
      }))
      .reverse(),
  });
}
