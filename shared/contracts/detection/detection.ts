import * as z from 'zod';
import { about } from '../about.ts';
import { EndpointUrl } from '../endpoint-url.ts';
import { AlarmName, DbInstanceId, DnsName, durationWithin, Instant, Side } from '../fields.ts';

const HealthCheckId = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'the id of a Route 53 health check')
  .brand<'HealthCheckId'>();

/** What an alarm must be about, so that one of the same name and another target is noticed. */
const Watched = z.union([
  z.strictObject({
    namespace: z.string().min(1).meta(about('Namespace of its metric.', 'AWS/ApplicationELB')),
    metric: z.string().min(1).meta(about('Name of its metric.', 'HTTPCode_Target_5XX_Count')),
    dimensions: z
      .record(z.string(), z.string())
      .default({})
      .meta(about('All dimensions of its metric.', { LoadBalancer: 'app/shielda/1755390241' })),
  }),
  z.strictObject({
    rule: z
      .string()
      .min(1)
      .meta(about('Of a composite alarm: its rule, as it stands there.', 'ALARM("a") AND ALARM("b")')),
  }),
]);
export type Watched = z.output<typeof Watched>;

const AlarmSignal = z.strictObject({
  alarm: AlarmName.meta(about('A CloudWatch alarm: bad while it is in ALARM.', 'shielda-control-plane-5xx')),
  region: Side.default('primary').meta(about('The side on which the alarm stands.', 'primary')),
  watches: Watched.optional().meta(
    about('What the alarm must be about. An alarm of this name about another target is silent.'),
  ),
});
export type AlarmSignal = z.output<typeof AlarmSignal>;

const HealthCheckSignal = z.strictObject({
  healthCheck: HealthCheckId.meta(
    about('Id of a Route 53 health check: bad while it is unhealthy.', '5e1da000-0002-4000-8000-000000000002'),
  ),
  host: DnsName.optional().meta(
    about('The host that the health check must ask. A health check of another host is silent.', 'app.shielda.dev'),
  ),
  alarm: AlarmName.optional().meta(
    about(
      'The alarm on its metric, in us-east-1. Its event wakes Lifeboat. Without it a change is noticed by the next scheduled look.',
      'shielda-app-unhealthy',
    ),
  ),
});
export type HealthCheckSignal = z.output<typeof HealthCheckSignal>;

/** Seconds between two asks: what a high-resolution alarm can follow, or one a minute. */
const ProbeInterval = durationWithin('10s', '60s').refine(
  (seconds) => [10, 20, 30, 60].includes(seconds),
  'one of 10s, 20s, 30s, 60s',
);

const ProbeSignal = z.strictObject({
  probe: EndpointUrl.meta(
    about(
      'A URL that Lifeboat asks from the standby Region: bad while it does not answer well.',
      'https://app.shielda.dev/api/health',
    ),
  ),
  contains: z.string().min(1).optional().meta(about('Text that a good answer contains.', '"status":"ok"')),
  every: ProbeInterval.default(60).meta(about('Time between two requests: `10s`, `20s`, `30s` or `60s`.', '10s')),
});
export type ProbeSignal = z.output<typeof ProbeSignal>;

const RdsEventSignal = z.strictObject({
  rdsEvent: DbInstanceId.meta(
    about('An RDS instance: bad while RDS has told of a failure of it and of no recovery since.', 'shielda-prod'),
  ),
  region: Side.default('primary').meta(about('The side on which it stands.', 'primary')),
  within: durationWithin('1m', '14d')
    .default(900)
    .meta(about('How old an event may be. RDS keeps events for 14 days.', '15m')),
});
export type RdsEventSignal = z.output<typeof RdsEventSignal>;

export const Signal = z.union([AlarmSignal, HealthCheckSignal, ProbeSignal, RdsEventSignal]);
export type Signal = z.output<typeof Signal>;

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** In UTC. */
const MaintenanceWindow = z.union([
  z.strictObject({
    weekly: z.enum(days).meta(about('Day of the week, in UTC.', 'sun')),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 02:30')
      .meta(about('Start of the window, in UTC.', '02:30', 'hours:minutes')),
    for: durationWithin('1m', '6d').meta(about('Length of the window.', '2h')),
  }),
  z.strictObject({
    from: Instant.meta(about('Start of a single window.', '2026-12-05T22:00:00Z', 'ISO 8601, UTC')),
    until: Instant.meta(about('End of that window.', '2026-12-06T02:00:00Z', 'ISO 8601, UTC')),
  }),
]);
export type MaintenanceWindow = z.output<typeof MaintenanceWindow>;

/** How Lifeboat sees that a service is lost. */
export const Detection = z.strictObject({
  quorum: z
    .int()
    .min(1)
    .max(20)
    .default(2)
    .meta(
      about(
        'How many signals must be bad at the same time. At least one of them must stand outside the primary Region.',
        2,
        'signals',
      ),
    ),
  dwell: durationWithin('0s', '25m').default(60).meta(about('How long the quorum must hold without a break.', '30s')),
  patience: durationWithin('0s', '25m')
    .default(180)
    .meta(about('How long the first bad signal waits for others to agree.', '3m')),
  maxEventAge: durationWithin('1m', '1d')
    .default(900)
    .meta(about('An event that took longer to arrive is not acted on.', '15m')),
  databaseFailover: z
    .strictObject({
      instance: DbInstanceId.meta(about('Identifier of the Multi-AZ instance.', 'shielda-prod')),
      region: Side.default('primary').meta(about('The side on which it stands.', 'primary')),
      grace: durationWithin('0s', '25m').default(120).meta(about('How long it may take to fail over.', '2m')),
    })
    .optional()
    .meta(
      about('A Multi-AZ database that fails over by itself first. It gets its time while RDS in its Region answers.'),
    ),
  maintenance: z.array(MaintenanceWindow).max(50).default([]).meta(about('Windows in which nothing starts by itself.')),
  signals: z.array(Signal).min(1).max(50).meta(about('What tells whether the service is lost.')),
});
export type Detection = z.output<typeof Detection>;
