import type { HostedZone } from '@aws-sdk/client-route-53';
import { AwsFault } from '../../call.ts';
import { defined } from '../../defined.ts';
import { compareNames, compareText, normalName } from './names.ts';
import { compareSets, isSameSet, normalSet, type RecordSet } from './record-set.ts';

const nameServers = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.co.uk', 'ns-3.awsdns-03.com', 'ns-4.awsdns-04.net'];

export const delegationSet = { NameServers: nameServers };

export type Zones = ReturnType<typeof createZones>;

/** Ids travel with and without their path. */
export const bareId = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/**
 * One hosted zone. `records` is what the API shows, changes that are still PENDING included; `published` is what the name
 * servers answer.
 */
export type Zone = {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly callerReference: string;
  readonly comment: string | undefined;
  records: readonly RecordSet[];
  published: readonly RecordSet[];
  /** Until when Route 53 is still at work on the last request. */
  busyUntil: number;
  /** When the last change reaches all name servers. */
  inSyncAt: number;
};

export const describeZone = ({ id, name, isPrivate, records, callerReference, comment }: Zone): HostedZone => ({
  Id: `/hostedzone/${id}`,
  Name: name,
  CallerReference: callerReference,
  Config: { PrivateZone: isPrivate, ...defined({ Comment: comment }) },
  ResourceRecordSetCount: records.length,
});

export type ZoneSettings = Readonly<{
  id: string;
  name: string;
  private?: boolean;
  callerReference?: string;
  comment?: string;
}>;

export function createZones() {
  const zones = new Map<string, Zone>();

  const find = (id: string): Zone => {
    const zone = zones.get(bareId(id));
    if (zone !== undefined) return zone;
    throw new AwsFault('NoSuchHostedZone', `No hosted zone found with ID: ${bareId(id)}`, { status: 404 });
  };

  /** Set-up. The same zone again changes nothing. */
  const add = (settings: ZoneSettings): void => {
    const name = normalName(settings.name);
    const existing = zones.get(settings.id);
    if (existing?.name === name) return;
    if (existing !== undefined) throw new Error(`The hosted zone ${settings.id} is ${existing.name} already.`);
    const records = firstRecords(name).sort(compareSets);
    const isPrivate = settings.private ?? false;
    const { id, callerReference = `simulation-${id}`, comment } = settings;
    const times = { busyUntil: 0, inSyncAt: 0 };
    zones.set(id, { id, name, isPrivate, callerReference, comment, records, published: records, ...times });
  };

  /** Set-up: in the zone and answered at once. The same set again takes its place. */
  const addRecord = (id: string, given: Parameters<typeof normalSet>[0]): void => {
    const zone = find(id);
    const record = normalSet(given);
    const withRecord = (records: readonly RecordSet[]) =>
      [...records.filter((other) => !isSameSet(other, record)), record].sort(compareSets);
    zone.records = withRecord(zone.records);
    zone.published = withRecord(zone.published);
  };

  return {
    find,
    add,
    addRecord,
    remove: ({ id }: Zone): void => void zones.delete(id),
    all: (): readonly Zone[] => [...zones.values()],
    byName: (): readonly Zone[] =>
      [...zones.values()].sort((left, right) => compareNames(left.name, right.name) || compareText(left.id, right.id)),
  };
}

const firstRecords = (name: string): RecordSet[] => [
  { Name: name, Type: 'NS', TTL: 172_800, ResourceRecords: nameServers.map((server) => ({ Value: `${server}.` })) },
  {
    Name: name,
    Type: 'SOA',
    TTL: 900,
    ResourceRecords: [{ Value: `${nameServers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400` }],
  },
];
