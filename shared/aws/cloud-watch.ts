import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import type { LagDatapoint } from '../domain/judge-lag.ts';
import type { Reading } from '../domain/reading.ts';
import { type ClientsOf, clientsOf } from './clients.ts';
import { read } from './read.ts';

export const connectCloudWatch = (): ClientsOf<CloudWatchClient> =>
  clientsOf((settings) => new CloudWatchClient(settings));

const minutes = 15;

/** ReplicaLag of the minutes before an instant, oldest first. CloudWatch itself gives them in no order. */
export const readReplicaLag = (
  cloudWatch: ClientsOf<CloudWatchClient>,
  { region, instance }: { region: string; instance: string },
  before: string,
): Promise<Reading<LagDatapoint[]>> =>
  read(async () => {
    const end = Date.parse(before);
    const { Datapoints = [] } = await cloudWatch(region).reader.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/RDS',
        MetricName: 'ReplicaLag',
        Dimensions: [{ Name: 'DBInstanceIdentifier', Value: instance }],
        StartTime: new Date(end - minutes * 60_000),
        EndTime: new Date(end),
        Period: 60,
        Statistics: ['Minimum', 'Maximum'],
      }),
    );
    return Datapoints.flatMap(({ Timestamp, Minimum: least, Maximum: most }) =>
      Timestamp === undefined || least === undefined || most === undefined
        ? []
        : [{ at: Timestamp.toISOString(), least, most }],
    ).toSorted((a, b) => a.at.localeCompare(b.at));
  });
