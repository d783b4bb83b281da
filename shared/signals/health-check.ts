import {
  GetHealthCheckCommand,
  GetHealthCheckStatusCommand,
  type HealthCheckConfig,
  type HealthCheckObservation,
} from '@aws-sdk/client-route-53';
import { read } from '../aws/read.ts';
import { route53Region } from '../aws/route53.ts';
import type { HealthCheckSignal } from '../contracts/detection/detection.ts';
import { isSameHost } from '../domain/balancer-name.ts';
import { healthMetricsRegion } from '../domain/detection/alarms-of.ts';
import { knownOf, type Reading } from '../domain/reading.ts';
import { secondsBetween } from '../domain/time.ts';
import { newestState, readRecentPoints } from './metric-points.ts';
import type { Judgement, Reader } from './signal-clients.ts';
import { partSeconds, withinPatience } from './within-patience.ts';
import { whyUnreadable } from './words.ts';

/** docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html */
const healthyShare = 0.18;

/** Checkers look every 10 or 30 s. */
const oldestObservationSeconds = 90;
const oldestMetricSeconds = 180;

const periodSeconds = 60;

/**
 * By what the checkers themselves saw last: the metric comes a minute later. AWS means that call for people
 * (API_GetHealthCheckStatus); where it does not answer, and for calculated health checks, the metric stands in for it.
 */
export async function readHealthCheck(signal: HealthCheckSignal, reader: Reader): Promise<Judgement> {
  const [config, observations, metric] = await Promise.all([
    part(readConfig(signal, reader)),
    part(readObservations(signal, reader)),
    part(readMetric(signal, reader)),
  ]);
  if (config.kind === 'unreadable' && config.failure.error === 'NoSuchHealthCheck')
    return { state: 'missing', answer: 'there is no such health check' };
  const settings = knownOf(config);
  const objection = settings === undefined ? undefined : judgeConfig(settings, signal);
  if (objection !== undefined) return objection;
  const seen = judgeObservations(knownOf(observations) ?? [], settings ?? {}, reader.now);
  if (settings !== undefined && seen !== undefined) return together(seen, knownOf(metric));
  if (metric.kind === 'unreadable') return { state: 'unreadable', answer: whyUnreadable(metric.failure) };
  return settings === undefined && seen === undefined ? byMetricAlone(signal, reader, metric.value) : metric.value;
}

/** Route 53's own home being silent must leave time for the metric to be heard. */
const part = <T>(work: Promise<T>): Promise<Reading<T>> => read(() => withinPatience(work, partSeconds));

async function readConfig(signal: HealthCheckSignal, { clients }: Reader) {
  const { watcher } = clients.route53(route53Region);
  const { HealthCheck } = await watcher.send(new GetHealthCheckCommand({ HealthCheckId: signal.healthCheck }));
  return HealthCheck?.HealthCheckConfig;
}

async function readObservations(signal: HealthCheckSignal, { clients }: Reader) {
  const { watcher } = clients.route53(route53Region);
  const { HealthCheckObservations = [] } = await watcher.send(
    new GetHealthCheckStatusCommand({ HealthCheckId: signal.healthCheck }),
  );
  return HealthCheckObservations;
}

/** By its metric, which also knows since when. */
async function readMetric(signal: HealthCheckSignal, reader: Reader): Promise<Judgement> {
  const { now } = reader;
  const points = await readPoints(signal, 'HealthCheckStatus', reader);
  const newest = newestState({
    ...{ points, periodSeconds, now, longestGapSeconds: oldestMetricSeconds },
    isBad: ({ least }) => least < 1,
  });
  if (newest === undefined) return { state: 'stale', answer: 'CloudWatch has no value of it in the last 15 minutes' };
  const { isBad, since, ageSeconds } = newest;
  if (ageSeconds > oldestMetricSeconds)
    return { state: 'stale', answer: `its last value in CloudWatch is ${Math.round(ageSeconds)} s old`, ageSeconds };
  const answer = isBad ? 'unhealthy, by its metric' : 'healthy, by its metric';
  return { state: isBad ? 'bad' : 'good', answer, since, ageSeconds };
}

const readPoints = ({ healthCheck }: HealthCheckSignal, name: string, { clients, now }: Reader) =>
  readRecentPoints(clients.cloudWatch(healthMetricsRegion).watcher, {
    namespace: 'AWS/Route53',
    name,
    dimensions: { HealthCheckId: healthCheck },
    ...{ periodSeconds, spanSeconds: 900, now },
  });

/** Reasons of the settings for which its answer would be about something else, or none. */
function judgeConfig(config: HealthCheckConfig, { host }: HealthCheckSignal): Judgement | undefined {
  if (config.Disabled === true) return judgeDisabled(config);
  const target = config.FullyQualifiedDomainName;
  if (host === undefined || isSameHost(target ?? '', host)) return undefined;
  return { state: 'retargeted', answer: `it looks at ${target ?? 'something without a name'}, not at ${host}` };
}

/**
 * Of a disabled health check: the checkers send nothing. It counts as healthy always, and inverting it comes on top of that
 * (docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html). Neither tells of the service.
 */
const judgeDisabled = ({ Inverted: isInverted = false }: HealthCheckConfig): Judgement => ({
  state: 'disabled',
  answer: isInverted
    ? 'it is disabled and inverted, and Route 53 takes it for unhealthy, whatever the service does'
    : 'it is disabled, and Route 53 takes it for healthy, whatever the service does',
});

/**
 * What the checkers saw last, all over the world; undefined when none of them has looked of late. They report what they saw
 * before it is inverted, so that without the settings of the health check they say nothing.
 */
function judgeObservations(
  observations: readonly HealthCheckObservation[],
  { Inverted: isInverted = false }: Pick<HealthCheckConfig, 'Inverted'>,
  now: string,
): Judgement | undefined {
  const ages = observations.flatMap((one) => {
    const checkedAt = one.StatusReport?.CheckedTime?.toISOString();
    const age = checkedAt === undefined ? Number.POSITIVE_INFINITY : secondsBetween(checkedAt, now);
    return age <= oldestObservationSeconds ? [{ one, age: Math.max(0, age) }] : [];
  });
  if (ages.length === 0) return undefined;
  const well = ages.filter(({ one }) => hasSucceeded(one)).length;
  const isHealthy = well > healthyShare * ages.length !== isInverted;
  return {
    state: isHealthy ? 'good' : 'bad',
    answer: `${well} of ${ages.length} checkers had a good answer`,
    ageSeconds: Math.min(...ages.map(({ age }) => age)),
  };
}

const hasSucceeded = ({ StatusReport }: HealthCheckObservation): boolean =>
  StatusReport?.Status?.startsWith('Success') ?? false;

/** The metric is a minute behind the checkers, so it says since when only where it agrees with them. */
const together = (seen: Judgement, metric: Judgement | undefined): Judgement =>
  metric?.state === seen.state && metric.since !== undefined ? { ...seen, since: metric.since } : seen;

/** The metric alone, where nobody knows the settings: of a disabled health check it would say what nobody has seen. */
const byMetricAlone = async (signal: HealthCheckSignal, reader: Reader, metric: Judgement): Promise<Judgement> =>
  (await isSeenAtWork(signal, reader))
    ? metric
    : { state: 'unreadable', answer: 'its settings cannot be read, and nothing shows that it is not disabled' };

/**
 * While it is disabled there are no values of this one, and its status is told all the same
 * (docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html). Calculated ones never have it.
 */
async function isSeenAtWork(signal: HealthCheckSignal, reader: Reader): Promise<boolean> {
  const points = await readPoints(signal, 'HealthCheckPercentageHealthy', reader);
  const begun = points.at(-1)?.at;
  return begun !== undefined && secondsBetween(begun, reader.now) - periodSeconds <= oldestMetricSeconds;
}
