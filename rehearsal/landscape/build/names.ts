import type { SimulatedAws } from 'simulated-aws';
import type { SwitchDnsSpec } from '../../shared/contracts/specs/switch-dns.ts';
import { type PlanParts, stepsWith } from './plan-parts.ts';

type Health = Extract<SwitchDnsSpec, { strategy: 'health' }>;
type Records = Extract<SwitchDnsSpec, { strategy: 'records' }>;

const zoneNameOf = (name: string) => name.split('.').slice(-2).join('.');

const cname = (name: string, value: string, ttl: number) => ({
  Name: name,
  Type: 'CNAME' as const,
  TTL: ttl,
  ResourceRecords: [{ Value: value }],
});

/** The switch: an object in the standby Region that is not there yet, and an inverted health check that looks for it. */
const buildSwitch = (aws: SimulatedAws, { healthCheck, switch: { bucket, key } }: Health, region: string): void => {
  const host = `${bucket}.s3.${region}.amazonaws.com`;
  aws.s3.addBucket({ name: bucket, region, publicRead: true });
  const endpoint = { FullyQualifiedDomainName: host, Port: 443, ResourcePath: `/${key}` };
  const pace = { RequestInterval: 10, FailureThreshold: 1 };
  aws.route53.addHealthCheck({ Type: 'HTTPS', ...endpoint, ...pace, Inverted: true }, healthCheck, false);
};

const buildPair = (aws: SimulatedAws, parts: PlanParts, spec: Health): void => {
  const zone = `Z${parts.plan.plan.replaceAll('-', '').toUpperCase()}000`;
  aws.route53.addZone({ id: zone, name: zoneNameOf(spec.name) });
  buildSwitch(aws, spec, parts.regionOf(spec.switch.region));
  const primary = cname(spec.name, parts.balancers.primary, spec.ttl);
  const secondary = cname(spec.name, spec.expect, spec.ttl);
  aws.route53.addRecord(zone, {
    ...primary,
    SetIdentifier: 'primary',
    Failover: 'PRIMARY',
    HealthCheckId: spec.healthCheck,
  });
  aws.route53.addRecord(zone, { ...secondary, SetIdentifier: 'standby', Failover: 'SECONDARY' });
};

const buildRecord = (aws: SimulatedAws, { zone, name, from }: Records): void => {
  aws.route53.addZone({ id: zone, name: zoneNameOf(name) });
  if ('cname' in from) aws.route53.addRecord(zone, cname(name, from.cname, from.ttl));
  else {
    const target = { HostedZoneId: from.aliasZone, DNSName: from.alias, EvaluateTargetHealth: false };
    aws.route53.addRecord(zone, { Name: name, Type: 'A', AliasTarget: target });
  }
};

/** The service's name as it stands before the failover: a failover pair with its switch, or one record. */
export const buildNames = (aws: SimulatedAws, parts: PlanParts): void => {
  for (const { switchDns } of stepsWith(parts.steps, 'switchDns'))
    if (switchDns.strategy === 'health') buildPair(aws, parts, switchDns);
    else buildRecord(aws, switchDns);
};
