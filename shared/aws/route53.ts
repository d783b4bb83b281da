import {
  GetChangeCommand,
  GetHealthCheckCommand,
  GetHostedZoneCommand,
  type HealthCheckConfig,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import type { ZoneFacts } from '../domain/recovery/identity.ts';
import { type ClientsOf, clientsOf } from './clients.ts';

/** The control plane of Route 53 has one home; its data plane has none. */
export const route53Region = 'us-east-1';

const typesThatAnswer: readonly (string | undefined)[] = ['A', 'AAAA', 'CNAME'];
/** A name has few records of its own; the next name begins after them. */
const mostRecords = 100;

export const connectRoute53 = (): ClientsOf<Route53Client> => clientsOf((settings) => new Route53Client(settings));

/** What the name itself answers with: every A, AAAA and CNAME record of it, not those of names below it. */
export async function readRecords(
  route53: ClientsOf<Route53Client>,
  zone: string,
  name: string,
): Promise<ResourceRecordSet[]> {
  const { ResourceRecordSets = [] } = await route53(route53Region).reader.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone, StartRecordName: name, MaxItems: mostRecords }),
  );
  return ResourceRecordSets.filter((record) => record.Name === `${name}.` && typesThatAnswer.includes(record.Type));
}

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
