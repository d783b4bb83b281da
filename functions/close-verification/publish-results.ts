import { type CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { VerificationResult } from '../../shared/contracts/verification/record.ts';
import { verificationMetrics } from '../../shared/domain/verification/metrics.ts';
import type { CloseVerificationDependencies } from './close-verification.ts';

/** PutMetricData takes a thousand at once. */
const mostAtOnce = 500;

export const createPublishResults =
  (client: CloudWatchClient): CloseVerificationDependencies['publish'] =>
  async (results, at) => {
    const data = results.flatMap((result) => dataOf(result, at));
    for (let from = 0; from < data.length; from += mostAtOnce) {
      const MetricData = data.slice(from, from + mostAtOnce);
      await client.send(new PutMetricDataCommand({ Namespace: verificationMetrics.namespace, MetricData }));
    }
  };

function dataOf(result: VerificationResult, at: string): MetricDatum[] {
  const Dimensions = [
    { Name: 'Plan', Value: result.plan },
    { Name: 'Verification', Value: result.verification },
  ];
  const Timestamp = new Date(at);
  const seconds = result.restore?.untilFirstCheckSeconds;
  const passed = {
    MetricName: verificationMetrics.passed,
    Dimensions,
    Timestamp,
    Value: result.verdict === 'passed' ? 1 : 0,
  };
  if (seconds === undefined) return [passed];
  return [
    passed,
    { MetricName: verificationMetrics.restoreSeconds, Dimensions, Timestamp, Value: seconds, Unit: 'Seconds' },
  ];
}
