import type { SimulatedAws } from 'simulated-aws';
import type { SwitchDnsSpec } from '../../../shared/contracts/specs/switch-dns.ts';
import type { Draft, NameDraft } from '../draft/draft.ts';

const unmovedTtl = 60;

/** The names that clients know, as they stand before the run: failover pairs with their switches, or one record each. */
export function buildNames(aws: SimulatedAws, draft: Draft): void {
  const settings = { aws, draft };
  const switches = new Map(
    draft.names.flatMap(({ spec }) => (spec?.strategy === 'health' ? [[spec.healthCheck, spec] as const] : [])),
  );
  const buckets = new Map([...switches.values()].map(({ switch: { bucket, region } }) => [bucket, region]));
  for (const [name, side] of buckets) aws.s3.addBucket({ name, region: draft.regionOf(side), publicRead: true });
  for (const spec of switches.values()) buildSwitch(settings, spec);
  for (const one of draft.names) {
    const { name, spec, leadsTo } = one;
    if (spec === undefined) aws.route53.addRecord(addZone(settings, name), cname(name, leadsTo, unmovedTtl));
    else {
      if (spec.strategy === 'health') buildPair(settings, one, spec);
      else buildRecord(settings, name, spec);
      buildStaying(settings, name, spec);
    }
  }
}

type NameSettings = Readonly<{ aws: SimulatedAws; draft: Draft }>;

type Health = Extract<SwitchDnsSpec, { strategy: 'health' }>;

/** The switch: an object in the standby Region that is not there yet, and an inverted health check that looks for it. */
function buildSwitch({ aws, draft }: NameSettings, { healthCheck, switch: { bucket, key, region } }: Health): void {
  const host = `${bucket}.s3.${draft.regionOf(region)}.amazonaws.com`;
  const endpoint = { FullyQualifiedDomainName: host, Port: 443, ResourcePath: `/${key}` };
  const pace = { RequestInterval: 10, FailureThreshold: 1 };
  aws.route53.addHealthCheck({ Type: 'HTTPS', ...endpoint, ...pace, Inverted: true }, healthCheck, false);
}

/** The zone that holds a name: the one that the plan names, or one of our own for its domain. */
function addZone(settings: NameSettings, name: string): string {
  const { aws, draft } = settings;
  const pinned = draft.plan.pins.zones.find((zone) => name === zone.name || name.endsWith(`.${zone.name}`));
  const domain = pinned?.name ?? domainOf(name);
  const id = zoneIds(settings).get(domain) ?? `Z${domain.replaceAll(/[^a-z0-9]/g, '').toUpperCase()}000`;
  aws.route53.addZone({ id, name: domain, ...(pinned && { private: pinned.private }) });
  return id;
}

const domainOf = (name: string): string => name.split('.').slice(-2).join('.');

const zoneIds = ({ draft }: NameSettings): ReadonlyMap<string, string> =>
  new Map([
    ...draft.plan.pins.zones.map(({ name, zone }) => [name, zone] as const),
    ...draft.names.flatMap(({ name, spec }) =>
      spec?.zone === undefined ? [] : [[domainOf(name), spec.zone] as const],
    ),
  ]);

const cname = (name: string, value: string, ttl: number) => ({
  Name: name,
  Type: 'CNAME' as const,
  TTL: ttl,
  ResourceRecords: [{ Value: value }],
});

function buildPair(settings: NameSettings, { name, leadsTo }: NameDraft, spec: Health): void {
  const { aws } = settings;
  const zone = addZone(settings, name);
  const primary = { ...cname(name, leadsTo, spec.ttl), SetIdentifier: 'primary', Failover: 'PRIMARY' } as const;
  aws.route53.addRecord(zone, { ...primary, HealthCheckId: spec.healthCheck });
  const secondary = { ...cname(name, spec.expect, spec.ttl), SetIdentifier: 'standby', Failover: 'SECONDARY' } as const;
  aws.route53.addRecord(zone, secondary);
}

type Records = Extract<SwitchDnsSpec, { strategy: 'records' }>;

function buildRecord(settings: NameSettings, name: string, { zone, from, also }: Records): void {
  const { aws } = settings;
  const id = addZone(settings, name);
  if (id !== zone) aws.route53.addZone({ id: zone, name: domainOf(name) });
  for (const { type: Type, from: beside } of also) {
    if ('values' in beside) aws.route53.addRecord(zone, valued(name, Type, beside));
    else aws.route53.addRecord(zone, { Name: name, Type, AliasTarget: targetOf(beside) });
  }
  if ('cname' in from) aws.route53.addRecord(zone, cname(name, from.cname, from.ttl));
  else aws.route53.addRecord(zone, { Name: name, Type: 'A', AliasTarget: targetOf(from) });
}

const targetOf = ({ alias, aliasZone }: Readonly<{ alias: string; aliasZone: string }>) => ({
  HostedZoneId: aliasZone,
  DNSName: alias,
  EvaluateTargetHealth: false,
});

type Valued = Readonly<{ values: readonly string[]; ttl: number }>;
type Type = SwitchDnsSpec['stays'][number]['type'];

const valued = (name: string, Type: Type, { values, ttl }: Valued) => ({
  Name: name,
  Type,
  TTL: ttl,
  ResourceRecords: values.map((Value) => ({ Value })),
});

/** What the plan says that stays beside. */
function buildStaying(settings: NameSettings, name: string, { stays }: SwitchDnsSpec): void {
  const zone = addZone(settings, name);
  for (const [type, those] of Map.groupBy(stays, (one) => one.type)) {
    const values = those.map(({ value }) => value);
    settings.aws.route53.addRecord(zone, valued(name, type, { values, ttl: unmovedTtl }));
  }
}
