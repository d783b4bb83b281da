import { secondsBetween } from '../time.ts';

/** What RDS says of the primary database's own failover. `unknown`: RDS in its Region did not answer. */
export type DatabaseWatch =
  | Readonly<{ kind: 'notAsked' }>
  | Readonly<{ kind: 'unknown' }>
  | Readonly<{ kind: 'singleZone' }>
  | Readonly<{ kind: 'multiAz'; failoverStartedAt?: string; failoverEndedAt?: string }>;

/**
 * How many seconds the database is still given to fail over by itself; 0: none. A Region whose RDS does not answer gets none:
 * then it is the Region that is lost. A failover that RDS tells of begins the time anew.
 */
export function graceLeft(
  watch: DatabaseWatch,
  { graceSeconds, firstBadAt, now }: { graceSeconds: number; firstBadAt: string; now: string },
): number {
  if (watch.kind !== 'multiAz') return 0;
  const { failoverStartedAt = '', failoverEndedAt = '' } = watch;
  const since = [firstBadAt, failoverStartedAt, failoverEndedAt].toSorted().at(-1) ?? firstBadAt;
  return Math.max(0, graceSeconds - secondsBetween(since, now));
}
