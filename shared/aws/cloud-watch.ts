import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import type { Reading } from '../domain/reading.ts';
import type { LagDatapoint } from '../domain/recovery/judge-lag.ts';
import { type ClientsOf, clientsOf } from './clients.ts';
import { read } from './read.ts';

export const connectCloudWatch = (): ClientsOf<CloudWatchClient> =>
  clientsOf((settings) => new CloudWatchClient(settings));

export type MetricQuery = Readonly<{
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
  periodSeconds: number;
  /** How far back from `until`, which itself does not count (ISO 8601, UTC). */
  spanSeconds: number;
  until: string;
}>;

/** One period of a metric: its start, the least and the most of its values. */
export type MetricPoint = Readonly<{ at: string; least: number; most: number }>;

/** Oldest first; CloudWatch itself gives them in no order. A period without a datapoint is not there. */
export async function readMetricPoints(client: CloudWatchClient, query: MetricQuery): Promise<MetricPoint[]> {
  const end = Date.parse(query.until);
  const { Datapoints = [] } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace: query.namespace,
      MetricName: query.name,
      Dimensions: Object.entries(query.dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(end - query.spanSeconds * 1000),
      EndTime: new Date(end),
      Period: query.periodSeconds,
      Statistics: ['Minimum', 'Maximum'],
    }),
  );
  return Datapoints.flatMap(({ Timestamp, Minimum: least, Maximum: most }) =>
    Timestamp === undefined || least === undefined || most === undefined
      ? []
      : [{ at: Timestamp.toISOString(), least, most }],
  ).toSorted((a, b) => a.at.localeCompare(b.at));
}

/** ReplicaLag of the minutes before an instant, oldest first. */
export const readReplicaLag = (
  cloudWatch: ClientsOf<CloudWatchClient>,
  { region, instance }: { region: string; instance: string },
  span: Pick<MetricQuery, 'until' | 'spanSeconds'>,
): Promise<Reading<LagDatapoint[]>> =>
  read(() =>
    readMetricPoints(cloudWatch(region).reader, {
      namespace: 'AWS/RDS',
      name: 'ReplicaLag',
      dimensions: { DBInstanceIdentifier: instance },
      periodSeconds: 60,
      ...span,
    }),
  );
