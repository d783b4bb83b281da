import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { createMetrics, type MetricValue } from './metrics.ts';
import { putMetricData } from './put-metric-data.ts';

/** Where simulated services publish what they measure. */
export type MetricSink = Readonly<{ record: (value: MetricValue) => void }>;

/**
 * CloudWatch metrics, one store per Region, after
 * docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html and its neighbours: identity by
 * namespace, name and all dimensions; aggregation by period; rounding of the start by age; retention (one minute 15
 * days, five minutes 63, one hour 455); paging. A datapoint can be read as soon as it is written: the ingestion delay of
 * AWS is not modelled. Nor are alarms, metric math, Metrics Insights, percentiles, high resolution, metric streams and
 * cross-account data: NotSimulated.
 */
export const createCloudwatch = (world: World): SimulatedService & MetricSink => {
  const metrics = createMetrics(world);
  const operations = {
    PutMetricData: putMetricData(world, metrics),
    GetMetricData: getMetricData(world, metrics),
    GetMetricStatistics: getMetricStatistics(world, metrics),
    ListMetrics: listMetrics(world, metrics),
  };
  return {
    name: 'monitoring',
    operations,
    resources: {},
    actions: {
      PutMetricData: 'cloudwatch:PutMetricData',
      GetMetricData: 'cloudwatch:GetMetricData',
      GetMetricStatistics: 'cloudwatch:GetMetricStatistics',
      ListMetrics: 'cloudwatch:ListMetrics',
    },
    record: metrics.record,
  };
};
