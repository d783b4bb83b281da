import type { World } from '../../../world.ts';
import { type Aggregate, type Datapoint, statistics } from '../datapoints.ts';
import type { Metrics } from '../metrics.ts';
import type { MetricRule } from './alarm.ts';
import { rangeOf } from './evaluate.ts';

/** Datapoints are stored as they come; one that was stamped in the past stands at most so far from its place. */
const disorderMs = 300_000;

const merged = (at: number, datapoints: readonly Datapoint[]): Aggregate | undefined =>
  datapoints.length === 0
    ? undefined
    : {
        at,
        sampleCount: datapoints.reduce((sum, one) => sum + one.sampleCount, 0),
        sum: datapoints.reduce((sum, one) => sum + one.sum, 0),
        minimum: Math.min(...datapoints.map((one) => one.minimum)),
        maximum: Math.max(...datapoints.map((one) => one.maximum)),
      };

/** The newest of a long list, read from its end: a metric of an hour may have thousands of datapoints. */
const since = (datapoints: readonly Datapoint[], from: number): Datapoint[] => {
  const found: Datapoint[] = [];
  for (let index = datapoints.length - 1; index >= 0; index -= 1) {
    const datapoint = datapoints[index];
    if (datapoint === undefined || datapoint.at < from - disorderMs) break;
    if (datapoint.at >= from) found.push(datapoint);
  }
  return found;
};

/**
 * The periods of the evaluation range that are complete, oldest first; undefined where one has no datapoint. A period is so long
 * as AWS's own time passes: a rehearsal shortens it.
 */
export const readWindow = (
  { clock, awsTime }: Pick<World, 'clock' | 'awsTime'>,
  metrics: Metrics,
  { region, rule }: Readonly<{ region: string; rule: MetricRule }>,
) => {
  const periodMs = awsTime(rule.periodSeconds);
  const end = Math.floor(clock.now() / periodMs) * periodMs;
  const start = end - rangeOf(rule) * periodMs;
  const datapoints = metrics.find(region, rule.key).flatMap((metric) => since(metric.datapoints, start));
  const points = Array.from({ length: rangeOf(rule) }, (_, index) => {
    const from = start + index * periodMs;
    return merged(
      from,
      datapoints.filter(({ at }) => at >= from && at < from + periodMs),
    );
  });
  const values = points.map((point) => (point === undefined ? undefined : statistics[rule.statistic](point)));
  return { points: points.filter((point) => point !== undefined), values };
};
