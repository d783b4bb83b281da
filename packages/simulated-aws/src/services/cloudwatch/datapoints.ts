/** The datapoints of one period as CloudWatch answers them, stamped with the start of the period. Times in ms on the world's clock. */
export type Aggregate = Readonly<{
  at: number;
  sampleCount: number;
  sum: number;
  minimum: number;
  maximum: number;
}>;

export const statistics = {
  SampleCount: (of: Aggregate) => of.sampleCount,
  Sum: (of: Aggregate) => of.sum,
  Average: (of: Aggregate) => of.sum / of.sampleCount,
  Minimum: (of: Aggregate) => of.minimum,
  Maximum: (of: Aggregate) => of.maximum,
} as const;

export type Dimensions = Readonly<Record<string, string>>;

/** One datapoint as it was published: a single value is a set of one sample. */
export type Datapoint = Aggregate & Readonly<{ isHighResolution: boolean }>;

export type Metric = Readonly<{
  namespace: string;
  name: string;
  dimensions: Dimensions;
  unit: string;
  datapoints: Datapoint[];
}>;

/** Of standard resolution, as the services of AWS publish. */
export const sample = (at: number, value: number, count = 1): Datapoint => ({
  isHighResolution: false,
  at,
  sampleCount: count,
  sum: value * count,
  minimum: value,
  maximum: value,
});

/** Aggregates by period, oldest first; a period without a datapoint has no entry. */
export function aggregate(datapoints: readonly Datapoint[], periodSeconds: number): Aggregate[] {
  const periodMs = periodSeconds * 1000;
  const startOf = (at: number) => at - (at % periodMs);
  const periods = collect(datapoints, { periodMs, minuteMs: 60_000, startOf });
  return [...periods.values()].sort((left, right) => left.at - right.at);
}

type Periods = Readonly<{ periodMs: number; minuteMs: number; startOf: (at: number) => number }>;

function collect(datapoints: readonly Datapoint[], { periodMs, minuteMs, startOf }: Periods): Map<number, Aggregate> {
  const periods = new Map<number, Aggregate>();
  for (const datapoint of datapoints) {
    const { isHighResolution: _, ...values } = datapoint;
    const at = startOf(periodMs < minuteMs ? storedAt(datapoint, minuteMs) : datapoint.at);
    const before = periods.get(at);
    periods.set(at, before === undefined ? { ...values, at } : merge(before, values));
  }
  return periods;
}

/** CloudWatch stores what is of standard resolution by the minute, whenever within it the datapoint was stamped. */
const storedAt = ({ at, isHighResolution }: Datapoint, minuteMs: number): number =>
  isHighResolution ? at : Math.floor(at / minuteMs) * minuteMs;

const merge = (left: Aggregate, { sampleCount, sum, minimum, maximum }: Aggregate): Aggregate => ({
  at: left.at,
  sampleCount: left.sampleCount + sampleCount,
  sum: left.sum + sum,
  minimum: Math.min(left.minimum, minimum),
  maximum: Math.max(left.maximum, maximum),
});

/** Aggregates of `count` periods that end at `end`, oldest first; undefined where a period has no datapoint. */
export function aggregateUntil(
  datapoints: readonly Datapoint[],
  { end, count, periodMs, minuteMs }: Readonly<{ end: number; count: number; periodMs: number; minuteMs: number }>,
): (Aggregate | undefined)[] {
  const start = end - count * periodMs;
  const indexOf = (at: number) => Math.floor((at - start) / periodMs);
  const periods = collect(datapoints, { periodMs, minuteMs, startOf: indexOf });
  return Array.from({ length: count }, (_, index) => {
    const found = periods.get(index);
    return found && { ...found, at: start + index * periodMs };
  });
}

export type StatisticName = keyof typeof statistics;

export const isStatistic = (name: string): name is StatisticName => Object.hasOwn(statistics, name);
