/** One datapoint as it was published: a single value is a set of one sample. Times in ms on the world's clock. */
export type Datapoint = Readonly<{
  at: number;
  sampleCount: number;
  sum: number;
  minimum: number;
  maximum: number;
}>;

export type Dimensions = Readonly<Record<string, string>>;

export type Metric = Readonly<{
  namespace: string;
  name: string;
  dimensions: Dimensions;
  unit: string;
  datapoints: Datapoint[];
}>;

export const sample = (at: number, value: number, count = 1): Datapoint => ({
  at,
  sampleCount: count,
  sum: value * count,
  minimum: value,
  maximum: value,
});

/** The datapoints of one period as CloudWatch answers them, stamped with the start of the period. */
export type Aggregate = Datapoint;

const merge = (at: number, left: Datapoint, right: Datapoint): Aggregate => ({
  at,
  sampleCount: left.sampleCount + right.sampleCount,
  sum: left.sum + right.sum,
  minimum: Math.min(left.minimum, right.minimum),
  maximum: Math.max(left.maximum, right.maximum),
});

/** Aggregates by period, oldest first; a period without a datapoint has no entry. */
export const aggregate = (datapoints: readonly Datapoint[], periodSeconds: number): Aggregate[] => {
  const periods = new Map<number, Aggregate>();
  for (const datapoint of datapoints) {
    const at = datapoint.at - (datapoint.at % (periodSeconds * 1000));
    const before = periods.get(at);
    periods.set(at, before === undefined ? { ...datapoint, at } : merge(at, before, datapoint));
  }
  return [...periods.values()].sort((left, right) => left.at - right.at);
};

export const statistics = {
  SampleCount: (of: Aggregate) => of.sampleCount,
  Sum: (of: Aggregate) => of.sum,
  Average: (of: Aggregate) => of.sum / of.sampleCount,
  Minimum: (of: Aggregate) => of.minimum,
  Maximum: (of: Aggregate) => of.maximum,
} as const;

export type StatisticName = keyof typeof statistics;

export const isStatistic = (name: string): name is StatisticName => Object.hasOwn(statistics, name);
