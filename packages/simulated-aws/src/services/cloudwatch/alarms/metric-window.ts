import type { World } from '../../../world.ts';
import { type Aggregate, aggregateUntil, type Datapoint, statistics } from '../datapoints.ts';
import type { Metrics } from '../metrics.ts';
import type { MetricRule } from './alarm.ts';
import { rangeOf } from './evaluate.ts';

const daySeconds = 86_400;

/**
 * How often an alarm is evaluated, in seconds: every 10 s below a minute, else every minute, and hourly when it looks at more
 * than a day (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html).
 */
export function stepOf({ periodSeconds, evaluationPeriods }: MetricRule): number {
  if (periodSeconds * evaluationPeriods > daySeconds) return 3600;
  return periodSeconds < 60 ? 10 : 60;
}

/** `isEmpty`: there is no datapoint in it, nor after it. */
type Window = Readonly<{
  points: readonly Aggregate[];
  values: readonly (number | undefined)[];
  isEmpty: boolean;
}>;

/**
 * The evaluation range at the last step, oldest period first; undefined where one has no datapoint. Its periods end with the step
 * and slide with it: those of five minutes are minutes 1 to 5, then 2 to 6. All of it is AWS's own time: a rehearsal shortens it.
 */
export function readWindow(
  { clock, awsTime }: Pick<World, 'clock' | 'awsTime'>,
  metrics: Metrics,
  { region, rule }: Readonly<{ region: string; rule: MetricRule }>,
): Window {
  const [periodMs, minuteMs, stepMs] = [awsTime(rule.periodSeconds), awsTime(60), awsTime(stepOf(rule))];
  const end = Math.floor(clock.now() / stepMs) * stepMs;
  const count = rangeOf(rule);
  const from = end - count * periodMs;
  const datapoints = metrics.find(region, rule.key).flatMap((metric) => since(metric.datapoints, from));
  const points = aggregateUntil(datapoints, { end, count, periodMs, minuteMs });
  const values = points.map((point) => point && statistics[rule.statistic](point));
  return { points: points.filter((point) => point !== undefined), values, isEmpty: datapoints.length === 0 };
}

/** The newest of a long list, read from its end: a metric of an hour may have thousands of datapoints. */
const since = (datapoints: readonly Datapoint[], from: number): Datapoint[] =>
  datapoints.slice(datapoints.findLastIndex(({ at }) => at < from) + 1);
