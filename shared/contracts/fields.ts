import * as z from 'zod';

/** Fields that many contracts share. Ids that could be swapped are branded: a swapped Region is a disaster of our own. */
export const PlanName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'lower-case letters, digits and dashes, 31 at most')
  .brand<'PlanName'>();

export const RunbookName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'lower-case letters, digits and dashes, 41 at most')
  .brand<'RunbookName'>();

export const StepId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'lower-case letters, digits and dashes, 41 at most')
  .brand<'StepId'>();

/** The name of the execution of `recover` that carries the run. */
export const RunId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,80}$/)
  .brand<'RunId'>();

export const RegionName = z
  .string()
  .regex(/^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/, 'an AWS Region such as us-east-1')
  .brand<'RegionName'>();

/** Which of the two Regions of the plan. */
export const Side = z.enum(['primary', 'standby']);

/** docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
export const DbInstanceId = z
  .string()
  .regex(/^[a-z](?:-?[a-z0-9]){0,62}$/, 'an RDS identifier in lower case')
  .brand<'DbInstanceId'>();

/** docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html */
export const DbClusterId = z
  .string()
  .regex(/^[a-z](?:-?[a-z0-9]){0,62}$/, 'an Aurora cluster identifier in lower case')
  .brand<'DbClusterId'>();

/** What RDS gives an instance at its birth and to no other after it: `DbiResourceId`. */
export const DbResourceId = z
  .string()
  .regex(/^db-[A-Z0-9]{20,40}$/, 'the DbiResourceId of an instance, such as db-ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  .brand<'DbResourceId'>();

/** The same of an Aurora cluster: `DbClusterResourceId`. */
export const DbClusterResourceId = z
  .string()
  .regex(
    /^cluster-[A-Z0-9]{20,40}$/,
    'the DbClusterResourceId of a cluster, such as cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  )
  .brand<'DbClusterResourceId'>();

/** Which of a plan's restore verifications. */
export const VerificationId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'lower-case letters, digits and dashes, 41 at most')
  .brand<'VerificationId'>();

/** A table or a column as PostgreSQL writes it without quotes; a table may have its schema before it. */
export const SqlName = z
  .string()
  .regex(/^[a-z_][a-z0-9_]{0,62}(\.[a-z_][a-z0-9_]{0,62})?$/, 'a plain name in lower case, with its schema or without');

export const HostedZoneId = z
  .string()
  .regex(/^Z[A-Z0-9]{1,31}$/, 'a Route 53 hosted zone id such as Z0123456789')
  .brand<'HostedZoneId'>();

export const DnsName = z
  .string()
  .regex(/^(?:[a-z0-9_](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'a host name in lower case, without a final dot');

/** docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html. Of a text with ${ the framework would make something else. */
export const AlarmName = z
  .string()
  .regex(/^[^\p{Cc}]{1,255}$/u, 'an alarm name of 1 to 255 characters, none of them a control character')
  .refine((name) => !name.includes('${'), 'an alarm name without ${, which packaging would fill in: rename the alarm')
  .brand<'AlarmName'>();

const secondsPerUnit = { s: 1, m: 60, h: 3600, d: 86_400 };

const Written = z
  .string()
  .regex(/^\d{1,6}[smhd]$/, 'a duration such as 45s, 10m, 4h or 2d')
  .transform(secondsIn);

/** ISO 8601 in UTC. */
export const Instant = z.iso.datetime();

export type PlanName = z.infer<typeof PlanName>;

export type RunbookName = z.infer<typeof RunbookName>;

export type StepId = z.infer<typeof StepId>;

export type RunId = z.infer<typeof RunId>;

export type RegionName = z.infer<typeof RegionName>;

export type Side = z.infer<typeof Side>;

export type DbInstanceId = z.infer<typeof DbInstanceId>;

export type DbClusterId = z.infer<typeof DbClusterId>;

export type DbResourceId = z.infer<typeof DbResourceId>;

export type VerificationId = z.infer<typeof VerificationId>;

export type HostedZoneId = z.infer<typeof HostedZoneId>;

export type AlarmName = z.infer<typeof AlarmName>;

/** As a plan would write it: 300 → 5m. */
export function inUnits(seconds: number): string {
  const units = Object.entries(secondsPerUnit).toReversed();
  const [unit, size] = units.find(([, each]) => seconds >= each && seconds % each === 0) ?? ['s', 1];
  return `${seconds / size}${unit}`;
}

/** Bounds of what can be meant; both are themselves within. Written as 45s, 10m, 4h or 2d; read as seconds. `unit` is that of plan.schema.json. */
export function durationWithin(least: string, most: string) {
  return Written.refine((seconds) => seconds >= secondsIn(least) && seconds <= secondsIn(most), {
    error: ({ input }) => {
      const seconds = Number(input);
      return seconds < secondsIn(least)
        ? `${inUnits(seconds)} is too short: say ${least} or more`
        : `${inUnits(seconds)} is too long: say ${most} or less`;
    },
  }).meta({ unit: `duration, ${least} to ${most}` });
}

function secondsIn(text: string): number {
  const match = /^(\d+)([smhd])$/.exec(text);
  const unit = match?.[2];
  const isUnit = unit === 's' || unit === 'm' || unit === 'h' || unit === 'd';
  return isUnit ? Number(match?.[1]) * secondsPerUnit[unit] : Number.NaN;
}

/** Where nothing narrower is known. */
export const Duration = durationWithin('0s', '400d');
