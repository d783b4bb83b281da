import type { DimensionFilter, ListMetricsCommandInput, ListMetricsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { pageOf } from '../page.ts';
import type { Metric } from './datapoints.ts';
import { invalidToken } from './input-faults.ts';
import type { Metrics } from './metrics.ts';

const hour = 3_600_000;
const listedFor = 14 * 24 * hour;

/** Only metrics with data of the last two weeks, or of the last three hours when asked; 500 to a page. */
export const listMetrics =
  (world: World, metrics: Metrics) =>
  (input: ListMetricsCommandInput, call: Call): Omit<ListMetricsCommandOutput, '$metadata'> => {
    const since = world.clock.now() - (input.RecentlyActive === 'PT3H' ? 3 * hour : listedFor);
    const listed = metrics
      .inRegion(call.region)
      .filter(({ namespace }) => input.Namespace === undefined || namespace === input.Namespace)
      .filter(({ name }) => input.MetricName === undefined || name === input.MetricName)
      .filter((metric) => (input.Dimensions ?? []).every((filter) => has(metric, filter)))
      .filter(({ datapoints }) => datapoints.some(({ at }) => at >= since));
    const page = pageOf(listed, 500, input.NextToken);
    if (page === undefined) throw invalidToken();
    const shown = page.items.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    }));
    return { Metrics: shown, NextToken: page.next };
  };

const has = (metric: Metric, { Name = '', Value }: DimensionFilter): boolean =>
  Value === undefined ? metric.dimensions[Name] !== undefined : metric.dimensions[Name] === Value;
