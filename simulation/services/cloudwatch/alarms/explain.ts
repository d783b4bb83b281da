import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { type Aggregate, statistics } from '../datapoints.ts';
import type { MetricRule } from './alarm.ts';
import { isBreaching } from './evaluate.ts';

/** 2026-01-05T03:00:00.000+0000, as CloudWatch writes times into JSON. */
export const alarmTime = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');

const words: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

type Seen = Readonly<{ points: readonly Aggregate[]; at: number; before: StateValue; after: StateValue }>;

const latest = (rule: MetricRule, points: readonly Aggregate[]) => points.slice(-rule.evaluationPeriods);

/** Like the sentences of CloudWatch; people read them in notices. */
export const reasonOf = (rule: MetricRule, { points, before, after }: Seen): string => {
  const shown = latest(rule, points);
  const breaching = shown.filter((point) => isBreaching(rule, statistics[rule.statistic](point)));
  if (shown.length === 0)
    return after === 'INSUFFICIENT_DATA'
      ? `Insufficient Data: ${rule.evaluationPeriods} datapoints were unknown.`
      : `Threshold Crossed: no datapoints were received for ${rule.evaluationPeriods} periods and ${rule.evaluationPeriods} missing datapoints were treated as [${rule.missingData === 'breaching' ? 'Breaching' : 'NonBreaching'}].`;
  const chosen = after === 'ALARM' ? breaching : shown;
  const values = chosen.map((point) => statistics[rule.statistic](point)).join(', ');
  const not = after === 'ALARM' ? 'was' : 'was not';
  return `Threshold Crossed: ${chosen.length} out of the last ${shown.length} datapoints [${values}] ${not} ${words[rule.operator]} the threshold (${rule.threshold}) (${before} -> ${after}).`;
};

export const reasonDataOf = (rule: MetricRule, { points, at }: Seen): string => {
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
};
