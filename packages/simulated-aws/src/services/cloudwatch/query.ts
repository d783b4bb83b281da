import type { World } from '../../world.ts';
import { type Aggregate, aggregate } from './datapoints.ts';
import type { MetricKey, Metrics } from './metrics.ts';
import { keptFor, roundedStart } from './retention.ts';

export type Span = Readonly<{ start: number; end: number; periodSeconds: number }>;

/** Aggregates of one metric, oldest first; start included, end not; nothing beyond what is kept for such periods. */
export const query =
  (world: World, metrics: Metrics, region: string) =>
  (key: MetricKey, { start, end, periodSeconds }: Span): Aggregate[] => {
    const now = world.clock.now();
    const from = Math.max(roundedStart(start, now, periodSeconds), now - keptFor(periodSeconds));
    const datapoints = metrics
      .find(region, key)
      .flatMap((metric) => metric.datapoints)
      .filter((datapoint) => datapoint.at >= from && datapoint.at < end);
    return aggregate(datapoints, periodSeconds);
  };
