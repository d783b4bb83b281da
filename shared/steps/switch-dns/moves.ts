import type { RecordsSpec } from '../../contracts/specs/switch-dns.ts';
import { type LeadingType, plainValue, type TypedValue } from './judge-answer.ts';
import { type FoundRecord, isSameTarget, type RecordSet, valuesOf } from './record-sets.ts';

type Value = RecordsSpec['to'] | RecordsSpec['also'][number]['from'];

type Place = Readonly<{ type: LeadingType; value: Value }>;

/** One record that the step moves. `to` undefined: it is deleted. */
export type Move = Readonly<{ from: Place; to: Place | undefined }>;

/** The record of the name itself first, then those that are moved with it. */
export const movesOf = ({ from, to, also }: RecordsSpec): Move[] => [
  { from: { type: typeOf(from), value: from }, to: { type: typeOf(to), value: to } },
  ...also.map(({ type, from: now, to: then }) => ({
    from: { type, value: now },
    to: then === 'nothing' ? undefined : { type, value: then },
  })),
];

const typeOf = (value: RecordsSpec['to']): LeadingType => ('cname' in value ? 'CNAME' : 'A');

/** What one move finds: still to be made, made, or something that the plan does not know. */
export type MoveState = Readonly<{ move: Move; is: 'before' | 'after' | 'unknown'; present: FoundRecord | undefined }>;

export function stateOf(move: Move, found: readonly FoundRecord[]): MoveState {
  const { from, to } = move;
  const at = (place: Place) => found.find(({ set }) => set.Type === place.type);
  const [before, after] = [at(from), to && at(to)];
  if (to === undefined && before === undefined) return { move, is: 'after', present: undefined };
  if (to !== undefined && after !== undefined && isValue(after.set, to)) return { move, is: 'after', present: after };
  if (before !== undefined && isValue(before.set, from)) return { move, is: 'before', present: before };
  return { move, is: 'unknown', present: before ?? after };
}

/** Whether the record set is of this kind and leads there. A TTL that differs is no other destination. */
function isValue(set: RecordSet, { type, value }: Place): boolean {
  if (set.Type !== type) return false;
  if ('values' in value)
    return set.AliasTarget === undefined && sortedText(type, valuesOf(set)) === sortedText(type, value.values);
  return 'cname' in value === (set.AliasTarget === undefined) && isSameTarget(set, hostOfValue(value));
}

const hostOfValue = (value: Exclude<Value, { values: string[] }>): string =>
  'cname' in value ? value.cname : value.alias;

const sortedText = (type: string, values: readonly string[]): string =>
  values
    .map((value) => plainText(type, value))
    .toSorted()
    .join('\n');

/** Of a service binding everything counts here, wherever it leads. */
const plainText = (type: string, value: string): string =>
  type === 'A' || type === 'AAAA'
    ? plainValue(type, value)
    : value.trim().toLowerCase().replaceAll('"', '').replaceAll(/\s+/g, ' ');

export function recordSet(name: string, { type, value }: Place): RecordSet {
  const common = { Name: `${name}.`, Type: type };
  if ('cname' in value) return { ...common, TTL: value.ttl, ResourceRecords: [{ Value: value.cname }] };
  if ('values' in value)
    return { ...common, TTL: value.ttl, ResourceRecords: value.values.map((Value) => ({ Value })) };
  const AliasTarget = { HostedZoneId: value.aliasZone, DNSName: value.alias, EvaluateTargetHealth: false };
  return { ...common, AliasTarget };
}

/** What the plan says of the values that stand there after the step. */
export const rightOf = (spec: RecordsSpec): TypedValue[] => [
  ...spec.stays,
  ...spec.also.flatMap(({ type, to }) =>
    to !== 'nothing' && 'values' in to ? to.values.map((value) => ({ type, value })) : [],
  ),
];
