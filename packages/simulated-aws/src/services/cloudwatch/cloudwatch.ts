import type { EventSink } from '../../event-sink.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { createAlarms } from './alarms/alarms.ts';
import { alarmResources } from './alarms/resources.ts';
import { cloudwatchConditionKeys } from './condition-keys.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { createMetrics, type MetricValue } from './metrics.ts';
import { putMetricData } from './put-metric-data.ts';

const silent: EventSink = { emit: () => undefined };

/** Where changes of state are told. */
type Sinks = Readonly<{ events: EventSink }>;

/** Where simulated services publish what they measure. */
export type MetricSink = Readonly<{ record: (value: MetricValue) => void }>;

/**
 * Amazon CloudWatch: metrics and alarms.
 *
 * Models: identity of a metric by namespace, name and all dimensions; aggregation by period; rounding of the start by age;
 * storage resolution; retention (single seconds three hours, one minute 15 days, five minutes 63, one hour 455); paging;
 * metric and composite alarms, their suppression, mute rules and actions (alarms/alarms.ts). A datapoint can be read as soon
 * as it is written: the ingestion delay of AWS is charged to alarms only (clock/plumbing.ts).
 * From: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html and its neighbours and
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 * Not modelled: metric math, Metrics Insights, percentiles, metric streams, data of other accounts.
 */
export function createCloudwatch(world: World, { events }: Sinks = { events: silent }) {
  const metrics = createMetrics(world);
  const alarms = createAlarms(world, metrics, events);
  const operations = {
    PutMetricData: putMetricData(world, metrics),
    GetMetricData: getMetricData(world, metrics),
    GetMetricStatistics: getMetricStatistics(world, metrics),
    ListMetrics: listMetrics(world, metrics),
    ...alarms.operations,
  };
  return {
    name: 'monitoring',
    operations,
    resources: alarmResources(world.account),
    actions: Object.fromEntries(Object.keys(operations).map((operation) => [operation, `cloudwatch:${operation}`])),
    conditionKeysOf: cloudwatchConditionKeys,
    record: metrics.record,
    putAlarm: alarms.putAlarm,
    putComposite: alarms.putComposite,
    close: alarms.close,
  } satisfies SimulatedService & MetricSink & Record<string, unknown>;
}
