import { isIPv4, isIPv6 } from 'node:net';
import type { Change, ChangeAction, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { notSimulated } from '../../call.ts';
import { encodeServiceBinding } from '../../dns/service-binding.ts';
import { invalidInput, required } from './faults.ts';
import { isWithin } from './names.ts';
import { normalSet, type RecordSet } from './record-set.ts';
import type { Zone } from './zones.ts';

/** Routing policies that are not modelled: which of their records answers would depend on them. */
const policies = [
  'GeoProximityLocation',
  'CidrRoutingConfig',
  'TrafficPolicyInstanceId',
] as const satisfies readonly (keyof ResourceRecordSet)[];

/** A change whose form is in order. Whether the zone can take it is another question. */
export type CheckedChange = Readonly<{ action: ChangeAction; record: RecordSet }>;

/** Throws InvalidInput where the request itself is not in order. */
export function checkForm({ Action, ResourceRecordSet: given }: Change, zone: Zone): CheckedChange {
  const action = required(Action, 'Action');
  const set = required(given, 'ResourceRecordSet');
  const record = normalSet({ ...set, Name: required(set.Name, 'Name'), Type: required(set.Type, 'Type') });
  const { Name, Type, SetIdentifier = 'null' } = record;
  const where = `Change with [Action=${action}, Name=${Name}, Type=${Type}, SetIdentifier=${SetIdentifier}]`;
  refuseUnknownPolicies(record, zone);
  checkTarget(record, where);
  checkPolicy(record, where);
  return { action, record };
}

function refuseUnknownPolicies(record: RecordSet, zone: Zone): void {
  const policy = policies.find((member) => record[member] !== undefined);
  if (policy !== undefined) throw notSimulated(`route53:ChangeResourceRecordSets ${policy}`);
  const alias = record.AliasTarget;
  if (alias?.EvaluateTargetHealth === true && alias.HostedZoneId !== zone.id)
    throw notSimulated('route53:ChangeResourceRecordSets EvaluateTargetHealth of a resource outside the hosted zone');
}

/** Either an alias, or a TTL and at least one value. */
function checkTarget({ AliasTarget, TTL, ResourceRecords }: RecordSet, where: string): void {
  const isBasic = TTL !== undefined && ResourceRecords !== undefined && ResourceRecords.length > 0;
  const hasBasicParts = TTL !== undefined || (ResourceRecords?.length ?? 0) > 0;
  const expected =
    'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]';
  if (AliasTarget !== undefined && hasBasicParts)
    throw invalidInput(`${expected}, but found more than one in ${where}`);
  if (AliasTarget === undefined && !isBasic) throw invalidInput(`${expected}, but found none in ${where}`);
}

const modelled = ['Weight', 'Region', 'Failover', 'GeoLocation', 'MultiValueAnswer'] as const;

function checkPolicy(record: RecordSet, where: string): void {
  const { SetIdentifier } = record;
  const chosen = modelled.filter((policy) => record[policy] !== undefined);
  const expected =
    'Invalid request: Expected exactly one of [Weight, Region, Failover, GeoLocation, MultiValueAnswer, ' +
    'GeoProximityLocation, or CidrRoutingConfig], but found';
  if (SetIdentifier !== undefined && chosen.length === 0) throw invalidInput(`${expected} none in ${where}`);
  if (chosen.length > 1) throw invalidInput(`${expected} more than one in ${where}`);
  if (chosen.length === 1 && SetIdentifier === undefined)
    throw invalidInput(`Invalid request: Missing field 'SetIdentifier' in ${where}`);
}

/** What a record says that no zone of this name may hold, in AWS's words where they are known. */
export function problemsOf(record: RecordSet, zone: Zone): string[] {
  const { Name, Type, ResourceRecords = [], AliasTarget, Failover, HealthCheckId } = record;
  const problems: string[] = [];
  if (!isWithin(Name, zone.name)) problems.push(`RRSet with DNS name ${Name} is not permitted in zone ${zone.name}`);
  if (Type === 'CNAME' && Name === zone.name)
    problems.push(`RRSet of type CNAME with DNS name ${Name} is not permitted at apex in zone ${zone.name}`);
  if (Type === 'CNAME' && ResourceRecords.length > 1)
    problems.push(`RRSet of type CNAME with DNS name ${Name} must have exactly one value`);
  if (Failover === 'PRIMARY' && AliasTarget === undefined && HealthCheckId === undefined)
    problems.push('A non-alias primary ResourceRecordSet must have an associated health check. No changes made.');
  if (record.MultiValueAnswer !== undefined && (AliasTarget !== undefined || Type === 'CNAME'))
    problems.push('A multivalue answer record must not be an alias record or a CNAME record.');
  return [...problems, ...ResourceRecords.flatMap(({ Value = '' }) => problemOf(Type, Value))];
}

/** Of A and AAAA in AWS's words. */
function problemOf(type: RecordSet['Type'], value: string): string[] {
  const fatal = (what: string) => [`Invalid Resource Record: 'FATAL problem: ${what} encountered with '${value}''`];
  if (type === 'A' && !isIPv4(value)) return fatal('ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)');
  if (type === 'AAAA' && !isIPv6(value))
    return fatal('AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)');
  const isBinding = type === 'HTTPS' || type === 'SVCB';
  return isBinding && encodeServiceBinding(value) === undefined
    ? fatal(`${type}RRDATA (Value is no service binding)`)
    : [];
}
