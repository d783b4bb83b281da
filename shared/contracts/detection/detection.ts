import * as z from 'zod';
import { EndpointUrl } from '../endpoint-url.ts';
import { AlarmName, DbInstanceId, DnsName, durationWithin, Instant, Side } from '../fields.ts';

const HealthCheckId = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'the id of a Route 53 health check')
  .brand<'HealthCheckId'>();

/** What an alarm must be about, so that one of the same name and another target is noticed. */
const Watched = z.union([
  z.strictObject({
    namespace: z.string().min(1),
    metric: z.string().min(1),
    dimensions: z.record(z.string(), z.string()).default({}),
  }),
  /** A composite alarm's rule, as it stands there. */
  z.strictObject({ rule: z.string().min(1) }),
]);
export type Watched = z.output<typeof Watched>;

const AlarmSignal = z.strictObject({
  alarm: AlarmName,
  region: Side.default('primary'),
  watches: Watched.optional(),
});
export type AlarmSignal = z.output<typeof AlarmSignal>;

const HealthCheckSignal = z.strictObject({
  healthCheck: HealthCheckId,
  /** The endpoint's name as the health check has it: another one is another target. */
  host: DnsName.optional(),
  /** The alarm on its metric, in us-east-1: it wakes Lifeboat. Without it a change is noticed by the next look only. */
  alarm: AlarmName.optional(),
});
export type HealthCheckSignal = z.output<typeof HealthCheckSignal>;

/** Seconds between two asks: what a high-resolution alarm can follow, or one a minute. */
const ProbeInterval = durationWithin('10s', '60s').refine(
  (seconds) => [10, 20, 30, 60].includes(seconds),
  'one of 10s, 20s, 30s, 60s',
);

const ProbeSignal = z.strictObject({
  /** Asked by Lifeboat, from the standby Region. */
  probe: EndpointUrl,
  contains: z.string().min(1).optional(),
  every: ProbeInterval.default(60),
});
export type ProbeSignal = z.output<typeof ProbeSignal>;

const RdsEventSignal = z.strictObject({
  /** Bad while RDS has told of a failure of this instance and of no recovery since. */
  rdsEvent: DbInstanceId,
  region: Side.default('primary'),
  /** Older events say nothing about now. RDS keeps them for 14 days. */
  within: durationWithin('1m', '14d').default(900),
});
export type RdsEventSignal = z.output<typeof RdsEventSignal>;

export const Signal = z.union([AlarmSignal, HealthCheckSignal, ProbeSignal, RdsEventSignal]);
export type Signal = z.output<typeof Signal>;

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** In UTC. */
const MaintenanceWindow = z.union([
  z.strictObject({
    weekly: z.enum(days),
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 02:30'),
    for: durationWithin('1m', '6d'),
  }),
  z.strictObject({ from: Instant, until: Instant }),
]);
export type MaintenanceWindow = z.output<typeof MaintenanceWindow>;

/** How Lifeboat sees that a service is lost. */
export const Detection = z.strictObject({
  /** How many independent signals must say so at the same time. */
  quorum: z.int().min(1).max(20).default(2),
  /** For how long without a break. */
  dwell: durationWithin('0s', '25m').default(60),
  /** How long the first bad signal waits for others to agree. */
  patience: durationWithin('0s', '25m').default(180),
  /** An event that took longer to arrive is not acted on. */
  maxEventAge: durationWithin('1m', '1d').default(900),
  /** A Multi-AZ database fails over by itself first; while RDS in its Region answers, it gets this much time. */
  databaseFailover: z
    .strictObject({
      instance: DbInstanceId,
      region: Side.default('primary'),
      grace: durationWithin('0s', '25m').default(120),
    })
    .optional(),
  /** Nothing starts by itself meanwhile. */
  maintenance: z.array(MaintenanceWindow).max(50).default([]),
  signals: z.array(Signal).min(1).max(50),
});
export type Detection = z.output<typeof Detection>;
