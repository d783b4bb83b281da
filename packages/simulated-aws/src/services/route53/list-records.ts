import type { ListResourceRecordSetsRequest, ListResourceRecordSetsResponse } from '@aws-sdk/client-route-53';
import { defined } from '../../defined.ts';
import { invalidInput, required } from './faults.ts';
import { compareNames, normalName } from './names.ts';
import { compareSets, type RecordSet } from './record-set.ts';
import type { Zones } from './zones.ts';

const largestPage = 300;

/**
 * docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html: in Route 53's own order, from a given place
 * on, PENDING changes included. A start that does not exist is answered with what comes after it.
 */
export function listRecords(zones: Zones, input: ListResourceRecordSetsRequest): ListResourceRecordSetsResponse {
  const zone = zones.find(required(input.HostedZoneId, 'HostedZoneId'));
  checkStart(input);
  const MaxItems = Math.min(input.MaxItems ?? largestPage, largestPage);
  const rest = zone.records.filter((record) => isReached(record, input));
  const next = rest[MaxItems];
  const identifier = next?.SetIdentifier;
  return {
    ResourceRecordSets: rest.slice(0, MaxItems).map((record) => ({ ...record })),
    IsTruncated: next !== undefined,
    ...(next === undefined ? {} : { NextRecordName: next.Name, NextRecordType: next.Type }),
    ...defined({ NextRecordIdentifier: identifier }),
    MaxItems,
  };
}

type Start = Pick<ListResourceRecordSetsRequest, 'StartRecordName' | 'StartRecordType' | 'StartRecordIdentifier'>;

function checkStart({ StartRecordName: name, StartRecordType: type, StartRecordIdentifier: identifier }: Start) {
  if (name === undefined && type !== undefined) throw invalidInput('Type cannot be given without name');
  if (identifier !== undefined && type === undefined)
    throw invalidInput('Set identifier cannot be given without name and type');
}

function isReached(record: RecordSet, start: Start): boolean {
  if (start.StartRecordName === undefined) return true;
  const name = normalName(start.StartRecordName);
  if (start.StartRecordType === undefined) return compareNames(record.Name, name) >= 0;
  const { StartRecordType: Type, StartRecordIdentifier: SetIdentifier } = start;
  return compareSets(record, { Name: name, Type, SetIdentifier }) >= 0;
}
