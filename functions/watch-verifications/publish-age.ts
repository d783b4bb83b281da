import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { verificationMetrics } from '../../shared/domain/verification/metrics.ts';
import type { WatchVerificationsDependencies } from './watch-verifications.ts';

export const createPublishAge =
  (client: CloudWatchClient): WatchVerificationsDependencies['publish'] =>
  async (ageSeconds, at) => {
    const { namespace: Namespace, age: MetricName } = verificationMetrics;
    const datum = { MetricName, Timestamp: new Date(at), Value: ageSeconds, Unit: 'Seconds' as const };
    await client.send(new PutMetricDataCommand({ Namespace, MetricData: [datum] }));
  };
