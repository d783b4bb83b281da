import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { type MetricPoint, type MetricQuery, readMetricPoints } from '../aws/cloud-watch.ts';
import { secondsAfter, secondsBetween } from '../domain/time.ts';

/** The newest points of a metric. What was written within this very second belongs to it. */
export const readRecentPoints = (
  client: CloudWatchClient,
  { now, spanSeconds, ...metric }: Omit<MetricQuery, 'until'> & { now: string },
): Promise<MetricPoint[]> =>
  readMetricPoints(client, { ...metric, spanSeconds: spanSeconds + 1, until: secondsAfter(now, 1) });

type Series = Readonly<{
  points: readonly MetricPoint[];
  isBad: (point: MetricPoint) => boolean;
  periodSeconds: number;
  /** Without any value for longer, nobody knows that the state was the same before. */
  longestGapSeconds: number;
  now: string;
}>;

/**
 * The newest state of a metric that is either bad or good; `ageSeconds` counts from the end of its newest period. `since` is
 * the end of the first period of its run: somewhere within it the state began, and what was written until then counts as lost.
 */
export function newestState(series: Series) {
  const { points, isBad, periodSeconds, now } = series;
  const newest = points.at(-1);
  if (newest === undefined) return undefined;
  const ageSeconds = Math.max(0, secondsBetween(newest.at, now) - periodSeconds);
  const known = secondsAfter(beginningOfRun(series, newest).at, periodSeconds);
  const since = known < now ? known : now;
  return { isBad: isBad(newest), since, ageSeconds };
}

/** Where the unbroken run of the newest state begins. */
function beginningOfRun({ points, isBad, longestGapSeconds }: Series, newest: MetricPoint): MetricPoint {
  const before = points.findLastIndex(
    (point, index) =>
      isBad(point) !== isBad(newest) || secondsBetween(point.at, points[index + 1]?.at ?? point.at) > longestGapSeconds,
  );
  return points[before + 1] ?? newest;
}
