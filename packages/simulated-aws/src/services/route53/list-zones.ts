import type {
  GetHostedZoneRequest,
  GetHostedZoneResponse,
  ListHostedZonesByNameRequest,
  ListHostedZonesByNameResponse,
  ListHostedZonesRequest,
  ListHostedZonesResponse,
} from '@aws-sdk/client-route-53';
import { AwsFault, notSimulated } from '../../call.ts';
import { defined } from '../../defined.ts';
import { invalidInput, required } from './faults.ts';
import { compareNames, normalName } from './names.ts';
import { bareId, delegationSet, describeZone, type Zones } from './zones.ts';

const pageSize = 100;

/** Reading hosted zones: docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZones.html and its neighbours. */
export function createZoneReads(zones: Zones) {
  const getHostedZone = ({ Id }: GetHostedZoneRequest): GetHostedZoneResponse => {
    const zone = zones.find(required(Id, 'Id'));
    return { HostedZone: describeZone(zone), ...(zone.isPrivate ? {} : { DelegationSet: delegationSet }) };
  };

  const listHostedZones = (input: ListHostedZonesRequest): ListHostedZonesResponse => {
    if (input.DelegationSetId !== undefined) throw notSimulated('route53:ListHostedZones DelegationSetId');
    if (input.HostedZoneType !== undefined) throw notSimulated('route53:ListHostedZones HostedZoneType');
    const { Marker = '', MaxItems = pageSize } = input;
    const all = zones.all();
    const start = Marker === '' ? 0 : all.findIndex((zone) => zone.id === bareId(Marker));
    if (start < 0)
      throw new AwsFault('NoSuchHostedZone', `No hosted zone found with ID: ${bareId(Marker)}`, { status: 404 });
    const next = all[start + MaxItems];
    return {
      HostedZones: all.slice(start, start + MaxItems).map(describeZone),
      Marker,
      IsTruncated: next !== undefined,
      ...(next === undefined ? {} : { NextMarker: next.id }),
      MaxItems,
    };
  };

  const listHostedZonesByName = (input: ListHostedZonesByNameRequest): ListHostedZonesByNameResponse => {
    const { DNSName, HostedZoneId, MaxItems = pageSize } = input;
    if (DNSName === undefined && HostedZoneId !== undefined)
      throw invalidInput('HostedZoneId can only be given together with DNSName');
    const isReached = (zone: { name: string; id: string }): boolean => {
      const order = DNSName === undefined ? 1 : compareNames(zone.name, normalName(DNSName));
      return order > 0 || (order === 0 && (HostedZoneId === undefined || zone.id >= bareId(HostedZoneId)));
    };
    const rest = zones.byName().filter(isReached);
    const next = rest[MaxItems];
    return {
      HostedZones: rest.slice(0, MaxItems).map(describeZone),
      ...defined({ DNSName, HostedZoneId }),
      IsTruncated: next !== undefined,
      ...(next === undefined ? {} : { NextDNSName: next.name, NextHostedZoneId: next.id }),
      MaxItems,
    };
  };

  return { getHostedZone, listHostedZones, listHostedZonesByName };
}
