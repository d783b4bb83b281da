import type { SimulatedAws } from 'simulated-aws';
import type { AlarmSignal, HealthCheckSignal } from '../../shared/contracts/detection/detection.ts';
import { healthMetricsRegion } from '../../shared/domain/detection/alarms-of.ts';
import type { PlanParts } from './plan-parts.ts';

/** So many bad answers of the load balancer in a minute raise the alarm. */
const badAnswers = 3;

const searchedText = ({ plan }: PlanParts): string | undefined =>
  plan.detection.signals.find((signal) => 'probe' in signal)?.contains;

/** A fast health check of the service's name, by the text that the probe looks for, with its alarm in us-east-1. */
const buildHealthCheck = (aws: SimulatedAws, parts: PlanParts, signal: HealthCheckSignal): void => {
  const text = searchedText(parts);
  const endpoint = {
    FullyQualifiedDomainName: signal.host ?? parts.serviceName,
    Port: 443,
    ResourcePath: '/api/health',
  };
  const pace = { RequestInterval: 10, FailureThreshold: 3 };
  aws.route53.addHealthCheck(
    text === undefined
      ? { Type: 'HTTPS', ...endpoint, ...pace }
      : { Type: 'HTTPS_STR_MATCH', ...endpoint, ...pace, SearchString: text },
    signal.healthCheck,
  );
  if (signal.alarm === undefined) return;
  aws.cloudwatch.putAlarm(healthMetricsRegion, {
    AlarmName: signal.alarm,
    AlarmDescription: `${endpoint.FullyQualifiedDomainName} is not healthy`,
    Namespace: 'AWS/Route53',
    MetricName: 'HealthCheckStatus',
    Dimensions: [{ Name: 'HealthCheckId', Value: signal.healthCheck }],
    Statistic: 'Minimum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
  });
};

/** An alarm on a metric that the landscape publishes. Of composite alarms the plan would have to name the children. */
const buildAlarm = (
  aws: SimulatedAws,
  { regionOf, plan }: PlanParts,
  { alarm, region, watches }: AlarmSignal,
): void => {
  if (watches === undefined || 'rule' in watches)
    throw new Error(
      `the rehearsal of ${plan.plan} cannot build alarm ${alarm}: say in the plan which metric it watches`,
    );
  aws.cloudwatch.putAlarm(regionOf(region), {
    AlarmName: alarm,
    Namespace: watches.namespace,
    MetricName: watches.metric,
    Dimensions: Object.entries(watches.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: badAnswers,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
};

/** The health checks and alarms that the plan's detection names. Probes and their alarms are the stack's own. */
export const buildSignals = (aws: SimulatedAws, parts: PlanParts): void => {
  for (const signal of parts.plan.detection.signals) {
    if ('healthCheck' in signal) buildHealthCheck(aws, parts, signal);
    else if ('alarm' in signal) buildAlarm(aws, parts, signal);
  }
};
