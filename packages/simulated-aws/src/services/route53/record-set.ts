import type { ResourceRecordSet, RRType } from '@aws-sdk/client-route-53';
import { compareNames, compareText, normalName } from './names.ts';

/** What tells record sets of a zone apart. */
export type RecordKey = Readonly<{ Name: string; Type: string; SetIdentifier?: string | undefined }>;

export const isSameSet = (left: RecordKey, right: RecordKey): boolean =>
  left.Name === right.Name && left.Type === right.Type && left.SetIdentifier === right.SetIdentifier;

/** The order of ListResourceRecordSets: name with its labels reversed, type, set identifier. */
export const compareSets = (left: RecordKey, right: RecordKey): number =>
  compareNames(left.Name, right.Name) ||
  compareText(left.Type, right.Type) ||
  compareText(identifierOf(left), identifierOf(right));

const identifierOf = ({ SetIdentifier = '' }: RecordKey): string => SetIdentifier;

/** A record set as Route 53 keeps it: names in normal form, name and type certain. */
export type RecordSet = Readonly<ResourceRecordSet & { Name: string; Type: RRType }>;

/** Leaves out what was not given, so that an answer holds only members that AWS would send. */
export function normalSet(given: ResourceRecordSet & { Name: string; Type: RRType }): RecordSet {
  const { AliasTarget: alias, ...rest } = given;
  const DNSName = alias?.DNSName;
  return {
    ...rest,
    Name: normalName(given.Name),
    ...(alias === undefined ? {} : { AliasTarget: { ...alias, DNSName: DNSName && normalName(DNSName) } }),
  };
}

/** DELETE must name every value; the order of the records does not matter. */
export const hasSameValues = (left: RecordSet, right: RecordSet): boolean => valuesOf(left) === valuesOf(right);

const valuesOf = ({ TTL, Failover, HealthCheckId, AliasTarget, ResourceRecords = [], ...set }: RecordSet): string =>
  JSON.stringify([
    set.Weight ?? null,
    set.Region ?? null,
    set.GeoLocation ?? null,
    set.MultiValueAnswer ?? null,
    TTL ?? null,
    Failover ?? null,
    HealthCheckId ?? null,
    AliasTarget?.HostedZoneId ?? null,
    AliasTarget?.DNSName ?? null,
    AliasTarget?.EvaluateTargetHealth ?? null,
    ResourceRecords.map(({ Value }) => Value ?? '').sort(),
  ]);
