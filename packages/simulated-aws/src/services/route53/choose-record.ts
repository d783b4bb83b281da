import type { DnsType } from '../../dns/resolver.ts';
import type { Random } from '../../random.ts';
import { seenFrom } from './places.ts';
import type { RecordSet } from './record-set.ts';
import type { Zone } from './zones.ts';

/** Aliases and CNAMEs that lead in a circle end here. */
export const longestChain = 8;

/** docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-multivalue.html */
const mostValues = 8;

type Dependencies = Readonly<{ isHealthy: (healthCheckId: string) => boolean; random: Pick<Random, 'next'> }>;

/**
 * Which record sets of a name answer. Those that are not healthy are passed over; where none is, all count as healthy
 * (docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html).
 */
export function createChoice({ isHealthy, random }: Dependencies) {
  const isSetHealthy = (record: RecordSet, zone: Zone, depth: number): boolean => {
    const { HealthCheckId, AliasTarget, Type } = record;
    if (HealthCheckId !== undefined && !isHealthy(HealthCheckId)) return false;
    if (AliasTarget?.EvaluateTargetHealth !== true) return true;
    if (depth > longestChain) return false;
    return recordsOf(zone, AliasTarget.DNSName ?? '', Type).some((target) => isSetHealthy(target, zone, depth + 1));
  };

  /** By weight among those that have one; of weight 0 only where nothing else is. */
  const byWeight = (records: readonly RecordSet[]): RecordSet | undefined => {
    const total = records.reduce((sum, { Weight = 0 }) => sum + Weight, 0);
    if (total === 0) return records[Math.floor(random.next() * records.length)];
    let rest = random.next() * total;
    return records.find(({ Weight = 0 }) => {
      rest -= Weight;
      return Weight > 0 && rest < 0;
    });
  };

  const inOrder = (records: readonly RecordSet[]): readonly RecordSet[] => {
    const [first] = records;
    if (first?.MultiValueAnswer === true) return shuffled(records, random).slice(0, mostValues);
    const chosen = first?.Weight === undefined ? records[0] : byWeight(records);
    return chosen === undefined ? [] : [chosen];
  };

  /** Failover: the primary while it is healthy or nothing is, else the secondary. */
  return (zone: Zone, name: string, type: DnsType): readonly RecordSet[] => {
    const records = seenFrom(recordsOf(zone, name, type));
    const healthy = records.filter((record) => isSetHealthy(record, zone, 0));
    const left = healthy.length > 0 ? healthy : records;
    const primary = left.find(({ Failover }) => Failover === 'PRIMARY');
    return inOrder(primary === undefined ? left : [primary]);
  };
}

/** The records of a type, or the CNAME that stands for all types; those of the nearest wildcard where the name is not there at all. */
function recordsOf(zone: Zone, name: string, type: string): readonly RecordSet[] {
  const own = isThere(zone, name) ? name : wildcardFor(zone, name);
  return zone.published.filter((record) => record.Name === own && (record.Type === type || record.Type === 'CNAME'));
}

/** A name below it makes it there, too (RFC 4592). */
const isThere = ({ published }: Zone, name: string): boolean =>
  published.some((record) => record.Name === name || record.Name.endsWith(`.${name}`));

function wildcardFor(zone: Zone, name: string): string | undefined {
  const parent = name.slice(name.indexOf('.') + 1);
  if (parent === '' || !parent.endsWith(zone.name)) return undefined;
  return isThere(zone, parent) ? `\\052.${parent}` : wildcardFor(zone, parent);
}

function shuffled<T>(all: readonly T[], random: Pick<Random, 'next'>): T[] {
  return all
    .map((one) => ({ one, at: random.next() }))
    .sort((left, right) => left.at - right.at)
    .map(({ one }) => one);
}
