import type { SimulatedAws } from 'simulated-aws';
import type { AlarmSignal, HealthCheckSignal, Signal } from '../../../shared/contracts/detection/detection.ts';
import { healthMetricsRegion } from '../../../shared/domain/detection/alarms-of.ts';
import { expectationOf } from '../claims/expectation-of.ts';
import type { Draft } from '../draft/draft.ts';
import { watchService } from './watch-service.ts';

/** So many bad answers in a minute raise the alarm. */
const badAnswers = 3;

const usualPath = '/';

/** The health checks and alarms that the plan's detection names. */
export function buildSignals(aws: SimulatedAws, draft: Draft): void {
  for (const signal of draft.plan.detection.signals) buildSignal({ aws, draft }, signal);
}

type SignalSettings = Readonly<{ aws: SimulatedAws; draft: Draft }>;

function buildSignal(settings: SignalSettings, signal: Signal): void {
  if ('healthCheck' in signal) buildHealthCheck(settings, signal);
  else if ('alarm' in signal) buildAlarm(settings, signal);
  // Probes and their alarms are the stack's own, and RDS tells of its events itself.
  else if (!('probe' in signal || 'rdsEvent' in signal)) signal satisfies never;
}

/** A fast health check that asks what a probe of the plan asks of the name, with its alarm in us-east-1. */
function buildHealthCheck({ aws, draft }: SignalSettings, signal: HealthCheckSignal): void {
  const host = signal.host ?? draft.names[0]?.name ?? '';
  const { path, text } = askedOf(host, draft);
  const endpoint = { FullyQualifiedDomainName: host, Port: 443, ResourcePath: path };
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
    AlarmDescription: `${host} is not healthy`,
    Namespace: 'AWS/Route53',
    MetricName: 'HealthCheckStatus',
    Dimensions: [{ Name: 'HealthCheckId', Value: signal.healthCheck }],
    Statistic: 'Minimum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
  });
}

/** What is asked of a name in ordinary times: what a probe asks; what steps ask may be true only after a run. */
function askedOf(host: string, { plan, expectations }: Draft): Readonly<{ path: string; text?: string | undefined }> {
  const probe = plan.detection.signals.find((one) => 'probe' in one && expectationOf(one.probe).host === host);
  if (probe !== undefined && 'probe' in probe) return { path: expectationOf(probe.probe).path, text: probe.contains };
  const known = expectations.find((one) => one.host === host && one.method === 'GET' && one.status < 400);
  return { path: known?.path ?? usualPath };
}

function buildAlarm(settings: SignalSettings, { alarm, region: side, watches = unsaid(alarm) }: AlarmSignal): void {
  const at = { region: settings.draft.regionOf(side), name: alarm };
  if ('rule' in watches) buildComposite(settings, at, watches.rule);
  else buildMetricAlarm(settings, at, watches);
}

type Metric = Readonly<{ namespace: string; metric: string; dimensions: Readonly<Record<string, string>> }>;

/** What an alarm watches of which the plan says nothing. */
const unsaid = (name: string): Metric => ({
  namespace: 'Rehearsal',
  metric: 'BadAnswers',
  dimensions: { Alarm: name },
});

function buildComposite(settings: SignalSettings, at: { region: string; name: string }, rule: string): void {
  const { region, name: AlarmName } = at;
  for (const name of childrenIn(rule)) buildMetricAlarm(settings, { region, name }, unsaid(name));
  settings.aws.cloudwatch.putComposite(region, { AlarmName, AlarmRule: rule });
}

/** Alarms that a rule speaks of: ALARM("name"), ALARM(name). */
const childrenIn = (rule: string): string[] => [
  ...new Set(
    [...rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*["']?([^"')\s]+)["']?\s*\)/g)].flatMap(
      ([, name]) => name ?? [],
    ),
  ),
];

function buildMetricAlarm({ aws, draft }: SignalSettings, at: { region: string; name: string }, watched: Metric): void {
  putMetricAlarm(aws, at, watched);
  if (!isOfAws(watched)) watchService({ aws, draft }, { region: at.region, ...watched });
}

const putMetricAlarm = (aws: SimulatedAws, at: { region: string; name: string }, watched: Metric): void =>
  aws.cloudwatch.putAlarm(at.region, {
    AlarmName: at.name,
    Namespace: watched.namespace,
    MetricName: watched.metric,
    Dimensions: Object.entries(watched.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: badAnswers,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });

/** AWS publishes these itself; all others somebody publishes who watches the service. */
const isOfAws = ({ namespace }: Metric): boolean => namespace.startsWith('AWS/');
