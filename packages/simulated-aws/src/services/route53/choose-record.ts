import type { RecordSet } from './record-set.ts';
import type { Zone } from './zones.ts';

/** Aliases and CNAMEs that lead in a circle end here. */
export const longestChain = 8;

const typesAsked: readonly string[] = ['A', 'CNAME'];

/** docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html */
export function createChoice(isHealthy: (healthCheckId: string) => boolean) {
  const isSetHealthy = (record: RecordSet, zone: Zone, depth: number): boolean => {
    const { HealthCheckId, AliasTarget } = record;
    if (HealthCheckId !== undefined && !isHealthy(HealthCheckId)) return false;
    if (AliasTarget?.EvaluateTargetHealth !== true) return true;
    if (depth > longestChain) return false;
    return recordsOf(zone, AliasTarget.DNSName ?? '').some((target) => isSetHealthy(target, zone, depth + 1));
  };

  /** Failover: the primary while it is healthy or nothing is, else the secondary. */
  return (zone: Zone, name: string): RecordSet | undefined => {
    const records = recordsOf(zone, name);
    const primary = records.find(({ Failover }) => Failover === 'PRIMARY');
    const secondary = records.find(({ Failover }) => Failover === 'SECONDARY');
    if (primary === undefined) return records[0];
    if (secondary === undefined || isSetHealthy(primary, zone, 0)) return primary;
    return isSetHealthy(secondary, zone, 0) ? secondary : primary;
  };
}

const recordsOf = (zone: Zone, name: string): readonly RecordSet[] =>
  zone.published.filter((record) => record.Name === name && typesAsked.includes(record.Type));
