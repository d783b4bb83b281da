import type { HostAddresses } from '../../aws/ask-dns.ts';
import { plainAddress } from '../../domain/address.ts';
import { parseServiceBinding } from '../../domain/service-binding.ts';
import { type Goal, isBindingThere, isRight, type LeadingType } from './judge-answer.ts';
import { aliasWithin, mostAliases, type NameRecords } from './name-records.ts';
import { type FoundRecord, foundInWords, isSameTarget, valuesOf } from './record-sets.ts';

export type Judging = Readonly<{
  goal: Goal;
  zone: string;
  records: NameRecords;
  host: HostAddresses;
  /** What the step turns; absent where it rewrites records. */
  healthCheck?: string;
}>;

/** A record that the step does not lead to the goal. `mayTurn`: the other one of its pair leads there, so its answers tell. */
export type Unmoved = Readonly<{ type: LeadingType; text: string; mayTurn: boolean }>;

/**
 * The rule by which a record is done with. It leads to the goal; or it is the PRIMARY of a pair that the health check turns, whose SECONDARY leads
 * there; or it leads nowhere of its own (an HTTPS record about the name itself, without hints); or the plan says that it stays. All others are
 * unmoved, whatever they lead to: weighted and latency sets, places, addresses of nobody knows whom.
 */
export function unmovedRecords(judging: Judging): Unmoved[] {
  const { own, wildcard } = judging.records;
  const all = wildcard?.records ?? own;
  return all.flatMap((record) => unmoved(judging, { record, all }));
}

/** A record among all of its name. */
type Placed = Readonly<{ record: FoundRecord; all: readonly FoundRecord[] }>;

function unmoved(judging: Judging, placed: Placed): Unmoved[] {
  const { record } = placed;
  if (isTurned(judging, placed, 0)) return [];
  const words = foundInWords(record);
  const type = record.set.Type;
  if (record.failover !== 'PRIMARY') return [{ type, text: words, mayTurn: false }];
  const secondary = secondaryOf(placed);
  if (secondary === undefined) return [{ type, text: `${words}, which has no SECONDARY`, mayTurn: false }];
  if (!leadsThere(judging, secondary, 0))
    return [{ type, text: `${words}, whose SECONDARY leads elsewhere`, mayTurn: false }];
  return [{ type, text: `${words}, which ${followed(record)}, not the switch`, mayTurn: true }];
}

function followed({ healthCheck, set }: FoundRecord): string {
  if (healthCheck !== undefined) return `follows health check ${healthCheck}`;
  return set.AliasTarget?.EvaluateTargetHealth === true
    ? 'follows the health of its target'
    : 'follows no health check';
}

function leadsThere(judging: Judging, record: FoundRecord, depth: number): boolean {
  const { goal, zone, records } = judging;
  const { set } = record;
  if (isSameTarget(set, goal.host)) return true;
  const inside = aliasWithin(zone, record);
  if (inside !== undefined) {
    const behind = (records.behind.get(inside) ?? []).filter(
      ({ set: { Type } }) => Type === set.Type || Type === 'CNAME',
    );
    return (
      depth < mostAliases &&
      behind.length > 0 &&
      behind.every((one) => isTurned(judging, { record: one, all: behind }, depth + 1))
    );
  }
  const values = valuesOf(set);
  return values.length > 0 && values.every((value) => isValueThere(judging, set.Type, value));
}

function isTurned(judging: Judging, placed: Placed, depth: number): boolean {
  const { record } = placed;
  if (leadsThere(judging, record, depth)) return true;
  const secondary = secondaryOf(placed);
  const isOfSwitch = judging.healthCheck !== undefined && record.healthCheck === judging.healthCheck;
  return (
    record.failover === 'PRIMARY' && isOfSwitch && secondary !== undefined && leadsThere(judging, secondary, depth)
  );
}

const secondaryOf = ({ record, all }: Placed): FoundRecord | undefined =>
  all.find(({ set, failover }) => set.Type === record.set.Type && failover === 'SECONDARY');

function isValueThere({ goal, host }: Judging, type: LeadingType, value: string): boolean {
  if (isRight(goal, { type, value })) return true;
  if (type === 'A') return host.addresses.includes(value);
  if (type === 'AAAA') return host.ipv6.includes(plainAddress(value));
  const binding = parseServiceBinding(value);
  return type !== 'CNAME' && binding !== undefined && isBindingThere(goal, { type, ...binding }, host);
}
