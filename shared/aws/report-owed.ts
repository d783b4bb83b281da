import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { debtMetric } from '../domain/recovery/debt-metric.ts';

/** How many fences one debt stands for now: one, or none when it is settled. Over all debts the greatest counts. */
export type ReportOwed = (count: number, at: string) => Promise<void>;

export const createReportOwed =
  (client: CloudWatchClient): ReportOwed =>
  async (count, at) => {
    const datum = { MetricName: debtMetric.name, Timestamp: new Date(at), Value: count, Unit: 'Count' as const };
    await client.send(new PutMetricDataCommand({ Namespace: debtMetric.namespace, MetricData: [datum] }));
  };
