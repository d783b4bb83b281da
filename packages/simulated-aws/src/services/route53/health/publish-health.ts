import type { World } from '../../../world.ts';
import type { MetricSink } from '../../cloudwatch/cloudwatch.ts';
import type { HealthChecks } from './health-checks.ts';
import type { Check } from './health-status.ts';

/** docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html: one datapoint a minute, in us-east-1 only. */
const home = 'us-east-1';
const everySeconds = 60;

/** What CloudWatch is told of every health check, each minute. Answers how to end it. */
export function publishHealth(world: World, checks: HealthChecks, metrics: MetricSink): () => void {
  const { clock, awsTime } = world;
  const publish = (check: Check): void => {
    for (const [name, value] of Object.entries(valuesOf(check, checks)))
      metrics.record({
        region: home,
        namespace: 'AWS/Route53',
        name,
        dimensions: { HealthCheckId: check.id },
        value,
        at: clock.now(),
        unit: name === 'HealthCheckPercentageHealthy' ? 'Percent' : 'None',
      });
  };
  const tick = (): void => {
    for (const check of checks.all()) publish(check);
    timer = clock.after(awsTime(everySeconds), tick);
  };
  let timer = clock.after(awsTime(everySeconds), tick);
  return () => timer.cancel();
}

function valuesOf(check: Check, checks: HealthChecks): Readonly<Record<string, number>> {
  const status = { HealthCheckStatus: checks.isHealthy(check.id) ? 1 : 0 };
  const { Type, Disabled, ChildHealthChecks = [] } = check.config;
  if (Type === 'CALCULATED')
    return { ...status, ChildHealthCheckHealthyCount: ChildHealthChecks.filter(checks.isHealthy).length };
  // "When a health check is disabled, this metric is not available."
  if (Disabled === true || check.checkers.length === 0) return status;
  const healthy = check.checkers.filter((checker) => checker.isHealthy()).length;
  return { ...status, HealthCheckPercentageHealthy: (100 * healthy) / check.checkers.length };
}
