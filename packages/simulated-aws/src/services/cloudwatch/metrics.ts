import type { World } from '../../world.ts';
import { type Datapoint, type Dimensions, type Metric, sample } from './datapoints.ts';
import { lastsFor } from './retention.ts';

export type Metrics = ReturnType<typeof createMetrics>;

export type MetricKey = Readonly<{
  namespace: string;
  name: string;
  dimensions: Dimensions;
  unit?: string | undefined;
}>;

/** One value as a simulated service publishes it into its own Region. */
export type MetricValue = Readonly<{
  region: string;
  namespace: string;
  name: string;
  dimensions: Dimensions;
  value: number;
  at: number;
  unit: string;
}>;

export function createMetrics(world: World) {
  const metrics = new Map<string, Metric[]>();
  const regions = new Map<string, Metric[]>();
  const listeners: ((region: string, key: MetricKey) => void)[] = [];

  const inRegion = (region: string): readonly Metric[] => regions.get(region) ?? [];

  const find = (region: string, key: MetricKey): Metric[] =>
    (metrics.get(identityOf(region, key)) ?? []).filter(({ unit }) => key.unit === undefined || unit === key.unit);

  const create = (region: string, key: MetricKey & { unit: string }): Metric => {
    const metric = { ...key, datapoints: [] };
    const identity = identityOf(region, key);
    metrics.set(identity, [...(metrics.get(identity) ?? []), metric]);
    regions.set(region, [...inRegion(region), metric]);
    return metric;
  };

  const add = (region: string, key: MetricKey & { unit: string }, datapoints: readonly Datapoint[]): void => {
    const metric = find(region, key)[0] ?? create(region, key);
    for (const datapoint of datapoints) insert(metric.datapoints, datapoint);
    const horizon = world.clock.now() - lastsFor;
    while (metric.datapoints[0] !== undefined && metric.datapoints[0].at < horizon) metric.datapoints.shift();
    for (const listener of listeners) listener(region, key);
  };

  const record = ({ region, value, at, ...key }: MetricValue): void => add(region, key, [sample(at, value)]);

  return {
    inRegion,
    find,
    add,
    record,
    /** Told of each metric that gets datapoints, after it has them. */
    listen: (listener: (region: string, key: MetricKey) => void): void => void listeners.push(listener),
  };
}

/** Two metrics are the same only when namespace, name and all dimensions are; each unit has a series of its own. */
const identityOf = (region: string, { namespace, name, dimensions }: MetricKey): string =>
  JSON.stringify([region, namespace, name, Object.entries(dimensions).sort()]);

/** By time: one that was stamped in the past goes to its place, and nearly all belong at the end. */
function insert(datapoints: Datapoint[], datapoint: Datapoint): void {
  const place = datapoints.findLastIndex(({ at }) => at <= datapoint.at) + 1;
  datapoints.splice(place, 0, datapoint);
}
