import {
  GetChangeCommand,
  GetHealthCheckCommand,
  GetHostedZoneCommand,
  type HealthCheckConfig,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsRequest,
  type ListResourceRecordSetsResponse,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { defined } from '../contracts/defined.ts';
import type { ZoneFacts } from '../domain/recovery/identity.ts';
import { type ClientsOf, clientsOf } from './clients.ts';

/** The control plane of Route 53 has one home; its data plane has none. */
export const route53Region = 'us-east-1';

const typesThatLead: readonly (string | undefined)[] = ['A', 'AAAA', 'CNAME', 'HTTPS', 'SVCB'];
/** On a page. The next name begins after the records of this one. */
const mostRecords = 100;

export const connectRoute53 = (): ClientsOf<Route53Client> => clientsOf((settings) => new Route53Client(settings));

/** All records of one name that lead a client somewhere, of all set identifiers, in the order of Route 53; not those of names below it. */
export async function readRecords(
  route53: ClientsOf<Route53Client>,
  zone: string,
  name: string,
): Promise<ResourceRecordSet[]> {
  const { reader } = route53(route53Region);
  const found: ResourceRecordSet[] = [];
  let start: Start | undefined = { StartRecordName: name };
  while (start !== undefined) {
    const page: ListResourceRecordSetsResponse = await reader.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zone, ...start, MaxItems: mostRecords }),
    );
    found.push(...(page.ResourceRecordSets ?? []).filter((record) => isOf(name, record.Name)));
    start = page.IsTruncated === true && isOf(name, page.NextRecordName) ? nextOf(page) : undefined;
  }
  return found.filter(({ Type }) => typesThatLead.includes(Type));
}

type Start = Pick<ListResourceRecordSetsRequest, 'StartRecordName' | 'StartRecordType' | 'StartRecordIdentifier'>;

/** Route 53 writes the asterisk of a wildcard as an escape. */
const isOf = (name: string, listed: string | undefined): boolean =>
  listed?.toLowerCase().replace('\\052', '*') === `${name}.`;

const nextOf = ({ NextRecordName, NextRecordType, NextRecordIdentifier }: ListResourceRecordSetsResponse): Start =>
  defined({
    StartRecordName: NextRecordName,
    StartRecordType: NextRecordType,
    StartRecordIdentifier: NextRecordIdentifier,
  });

/** The domain that a hosted zone holds, and whether only its own networks see it. */
export async function readZone(route53: ClientsOf<Route53Client>, zone: string): Promise<ZoneFacts> {
  const { HostedZone } = await route53(route53Region).reader.send(new GetHostedZoneCommand({ Id: zone }));
  const name = (HostedZone?.Name ?? '').toLowerCase().replace(/\.$/, '');
  return { name, isPrivate: HostedZone?.Config?.PrivateZone ?? false };
}

/** PENDING, or INSYNC when every name server of Route 53 knows the change. */
export async function readChange(route53: ClientsOf<Route53Client>, id: string): Promise<string> {
  const { ChangeInfo } = await route53(route53Region).reader.send(new GetChangeCommand({ Id: id }));
  return ChangeInfo?.Status ?? 'UNKNOWN';
}

export async function getHealthCheck(
  route53: ClientsOf<Route53Client>,
  id: string,
): Promise<HealthCheckConfig | undefined> {
  const { HealthCheck } = await route53(route53Region).reader.send(new GetHealthCheckCommand({ HealthCheckId: id }));
  return HealthCheck?.HealthCheckConfig;
}
