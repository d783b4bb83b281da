import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { defined } from '../../contracts/defined.ts';
import type { SwitchDnsSpec } from '../../contracts/specs/switch-dns.ts';
import { isSameHost } from '../../domain/balancer-name.ts';

/** A record set as a change batch names it: every value of a DELETE must be the one that stands there. */
export type RecordSet = Readonly<{
  Name: string;
  Type: 'A' | 'AAAA' | 'CNAME';
  TTL?: number;
  ResourceRecords?: { Value: string }[];
  AliasTarget?: { HostedZoneId: string; DNSName: string; EvaluateTargetHealth: boolean };
}>;

export type FoundRecord = Readonly<{
  set: RecordSet;
  /** One record set for the name, without weights, places or health. */
  isSimple: boolean;
}>;

/** From what Route 53 lists. */
export function foundRecord(listed: ResourceRecordSet): FoundRecord[] {
  const { Name = '', Type, TTL, ResourceRecords, SetIdentifier, HealthCheckId } = listed;
  if (!isAnswerType(Type)) return [];
  const AliasTarget = aliasOf(listed);
  const set: RecordSet = {
    Name,
    Type,
    ...defined({ TTL }),
    ...(ResourceRecords === undefined || AliasTarget !== undefined
      ? {}
      : { ResourceRecords: ResourceRecords.map(({ Value = '' }) => ({ Value })) }),
    ...defined({ AliasTarget }),
  };
  return [{ set, isSimple: SetIdentifier === undefined && HealthCheckId === undefined }];
}

const isAnswerType = (type: string | undefined): type is RecordSet['Type'] =>
  type === 'A' || type === 'AAAA' || type === 'CNAME';

const aliasOf = ({ AliasTarget: alias }: ResourceRecordSet): RecordSet['AliasTarget'] =>
  alias && {
    HostedZoneId: alias.HostedZoneId ?? '',
    DNSName: alias.DNSName ?? '',
    EvaluateTargetHealth: alias.EvaluateTargetHealth ?? false,
  };

export type RecordsSpec = Extract<SwitchDnsSpec, { strategy: 'records' }>;
type Value = RecordsSpec['to'];

export const hostOfValue = (value: Value): string => ('cname' in value ? value.cname : value.alias);

/** Whether the record set is of this kind and leads there. A TTL that differs is no other destination. */
export const isValue = (set: RecordSet, value: Value): boolean =>
  set.Type === ('cname' in value ? 'CNAME' : 'A') &&
  'cname' in value === (set.AliasTarget === undefined) &&
  isSameHost(hostOf(set) ?? '', hostOfValue(value));

/** The host that a record set leads to, when it is one. */
function hostOf({ Type, AliasTarget, ResourceRecords = [] }: RecordSet): string | undefined {
  if (AliasTarget !== undefined) return bare(AliasTarget.DNSName);
  const [only, ...others] = ResourceRecords;
  return Type === 'CNAME' && only !== undefined && others.length === 0 ? bare(only.Value) : undefined;
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');

export function recordSet(name: string, value: Value): RecordSet {
  if ('cname' in value)
    return { Name: `${name}.`, Type: 'CNAME', TTL: value.ttl, ResourceRecords: [{ Value: value.cname }] };
  const AliasTarget = { HostedZoneId: value.aliasZone, DNSName: value.alias, EvaluateTargetHealth: false };
  return { Name: `${name}.`, Type: 'A', AliasTarget };
}

export const inWords = ({ Type, ResourceRecords = [], ...set }: RecordSet): string =>
  `${Type} ${hostOf({ Type, ResourceRecords, ...set }) ?? ResourceRecords.map(({ Value }) => Value).join(', ')}`;
