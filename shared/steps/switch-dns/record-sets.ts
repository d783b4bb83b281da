import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { defined } from '../../contracts/defined.ts';
import type { RecordsSpec } from '../../contracts/specs/switch-dns.ts';
import { plainHost } from '../../domain/balancer-name.ts';
import { type LeadingType, leadingTypes } from './judge-answer.ts';

/** A record set as a change batch names it: every value of a DELETE must be the one that stands there. */
export type RecordSet = Readonly<{
  Name: string;
  Type: LeadingType;
  TTL?: number;
  ResourceRecords?: { Value: string }[];
  AliasTarget?: { HostedZoneId: string; DNSName: string; EvaluateTargetHealth: boolean };
}>;

export type FoundRecord = Readonly<{
  set: RecordSet;
  /** One record set for the name and type, without weights, places or health. */
  isSimple: boolean;
  /** Of several for the name and type. */
  id?: string | undefined;
  failover?: 'PRIMARY' | 'SECONDARY' | undefined;
  healthCheck?: string | undefined;
}>;

/** From what Route 53 lists. */
export function foundRecord(listed: ResourceRecordSet): FoundRecord[] {
  const { Name = '', Type, TTL, ResourceRecords, SetIdentifier: id, Failover: failover, HealthCheckId } = listed;
  if (!isLeadingType(Type)) return [];
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
  const isSimple = id === undefined && HealthCheckId === undefined;
  return [{ set, isSimple, ...defined({ id, failover, healthCheck: HealthCheckId }) }];
}

const isLeadingType = (type: string | undefined): type is LeadingType => leadingTypes.some((one) => one === type);

const aliasOf = ({ AliasTarget: alias }: ResourceRecordSet): RecordSet['AliasTarget'] =>
  alias && {
    HostedZoneId: alias.HostedZoneId ?? '',
    DNSName: alias.DNSName ?? '',
    EvaluateTargetHealth: alias.EvaluateTargetHealth ?? false,
  };

/** The host that a record set leads to, when it is one. */
export function hostOf({ Type, AliasTarget, ResourceRecords = [] }: RecordSet): string | undefined {
  if (AliasTarget !== undefined) return bare(AliasTarget.DNSName);
  const [only, ...others] = ResourceRecords;
  return Type === 'CNAME' && only !== undefined && others.length === 0 ? bare(only.Value) : undefined;
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');

export const hostOfValue = (value: RecordsSpec['to']): string => ('cname' in value ? value.cname : value.alias);

export const valuesOf = ({ ResourceRecords = [] }: RecordSet): string[] => ResourceRecords.map(({ Value }) => Value);

export const inWords = (set: RecordSet): string => `${set.Type} ${hostOf(set) ?? valuesOf(set).join(', ')}`;

/** As a person finds it in the console. */
export const foundInWords = ({ set, id }: FoundRecord): string =>
  `${inWords(set)}${id === undefined ? '' : ` (set ${id})`}`;

export const isSameTarget = (set: RecordSet, host: string): boolean => plainHost(hostOf(set) ?? '') === plainHost(host);
