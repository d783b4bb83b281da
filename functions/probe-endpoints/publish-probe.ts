import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { probeDimensions, probeMetric } from '../../shared/domain/detection/probe-metric.ts';
import type { ProbeEndpointsDependencies } from './probe-endpoints.ts';

/** In the standby Region of the plan. The same datum twice changes no maximum, so the client may repeat the call. */
export const createPublishProbe =
  (cloudWatch: ClientsOf<CloudWatchClient>): ProbeEndpointsDependencies['publish'] =>
  async ({ plan, index, region, signal }, { verdict, at }) => {
    const dimensions = Object.entries(probeDimensions(plan, index));
    const datum = {
      MetricName: probeMetric.name,
      Dimensions: dimensions.map(([Name, Value]) => ({ Name, Value })),
      Timestamp: new Date(at),
      Value: verdict === 'bad' ? 1 : 0,
      StorageResolution: resolutionFor(signal.every),
    };
    await cloudWatch(region).reader.send(
      new PutMetricDataCommand({ Namespace: probeMetric.namespace, MetricData: [datum] }),
    );
  };

/** Below a minute a metric has to be stored by the second, or alarms cannot follow it: AmazonCloudWatch, publishingMetrics. */
const resolutionFor = (every: number): 1 | 60 => (every < 60 ? 1 : 60);
