import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { probeMetric } from '../../shared/domain/detection/probe-metric.ts';

export type ProbeResult = Readonly<{
  dimensions: Readonly<Record<string, string>>;
  hasFailed: boolean;
  /** More than one ask a minute: a high-resolution metric. */
  isFast: boolean;
  at: string;
}>;

/** docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html: StorageResolution 1 keeps single seconds. */
export const createPublishResult =
  (client: CloudWatchClient) =>
  async ({ dimensions, hasFailed, isFast, at }: ProbeResult): Promise<void> => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const datum = { MetricName: probeMetric.name, Dimensions, Timestamp: new Date(at), Value: hasFailed ? 1 : 0 };
    await client.send(
      new PutMetricDataCommand({
        Namespace: probeMetric.namespace,
        MetricData: [{ ...datum, StorageResolution: isFast ? 1 : 60 }],
      }),
    );
  };
