/**
 * How long ElastiCache takes, in seconds. Estimates, but for the failover: AWS's user guide speaks of minutes for the others. A test failover replaces the
 * primary within a minute and recovers its node in some minutes (docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html).
 */
export const durations = {
  create: 600,
  restore: 900,
  promote: 60,
  modify: 60,
  failover: 30,
  recovery: 180,
  snapshot: 120,
  copy: 60,
  delete: 300,
  globalFailover: 60,
} as const;
