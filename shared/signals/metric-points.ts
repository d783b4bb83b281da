import { type CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { secondsBetween } from '../domain/seconds-between.ts';

/** One period of a metric: its start, the least and the most of its values. */
export type MetricPoint = Readonly<{ at: string; least: number; most: number }>;

export type MetricQuery = Readonly<{
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
  periodSeconds: number;
  /** How far back from `now`. */
  spanSeconds: number;
  now: string;
}>;

/** Oldest first; CloudWatch itself gives them in no order. A period without a datapoint is not there. */
export const readMetricPoints = async (client: CloudWatchClient, query: MetricQuery): Promise<MetricPoint[]> => {
  const end = Date.parse(query.now);
  const { Datapoints = [] } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace: query.namespace,
      MetricName: query.name,
      Dimensions: Object.entries(query.dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(end - query.spanSeconds * 1000),
      // What was written within this very second belongs to it.
      EndTime: new Date(end + 1000),
      Period: query.periodSeconds,
      Statistics: ['Minimum', 'Maximum'],
    }),
  );
  return Datapoints.flatMap(({ Timestamp, Minimum: least, Maximum: most }) =>
    Timestamp === undefined || least === undefined || most === undefined
      ? []
      : [{ at: Timestamp.toISOString(), least, most }],
  ).toSorted((a, b) => a.at.localeCompare(b.at));
};

type Series = Readonly<{
  points: readonly MetricPoint[];
  isBad: (point: MetricPoint) => boolean;
  periodSeconds: number;
  /** Without any value for longer, nobody knows that the state was the same before. */
  longestGapSeconds: number;
  now: string;
}>;

/** Where the unbroken run of the newest state begins. */
const beginningOfRun = ({ points, isBad, longestGapSeconds }: Series, newest: MetricPoint): MetricPoint => {
  const before = points.findLastIndex(
    (point, index) =>
      isBad(point) !== isBad(newest) || secondsBetween(point.at, points[index + 1]?.at ?? point.at) > longestGapSeconds,
  );
  return points[before + 1] ?? newest;
};

/**
 * The newest state of a metric that is either bad or good; `ageSeconds` counts from the end of its newest period. `since` is
 * the end of the first period of its run: somewhere within it the state began, and what was written until then counts as lost.
 */
export const newestState = (series: Series) => {
  const { points, isBad, periodSeconds, now } = series;
  const newest = points.at(-1);
  if (newest === undefined) return undefined;
  const ageSeconds = Math.max(0, secondsBetween(newest.at, now) - periodSeconds);
  const known = Date.parse(beginningOfRun(series, newest).at) + periodSeconds * 1000;
  const since = new Date(Math.min(known, Date.parse(now))).toISOString();
  return { isBad: isBad(newest), since, ageSeconds };
};
