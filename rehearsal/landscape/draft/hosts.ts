import type { Side } from '../../../shared/contracts/fields.ts';
import type { SwitchDnsSpec } from '../../../shared/contracts/specs/switch-dns.ts';
import { type Claimed, claimsOf } from '../claims/claim.ts';
import type { Refusals } from './databases.ts';
import type { NameDraft } from './draft.ts';

/** Where a name leads before the run, as far as its step says, and where in the end. */
export const endsOf = (spec: SwitchDnsSpec): Readonly<{ from: string | undefined; to: string }> =>
  spec.strategy === 'records'
    ? { from: hostOf(spec.from), to: hostOf(spec.to) }
    : { from: undefined, to: withoutDualstack(spec.expect) };

const hostOf = (value: Extract<SwitchDnsSpec, { strategy: 'records' }>['from']): string =>
  withoutDualstack('cname' in value ? value.cname : value.alias);

const withoutDualstack = (host: string): string => host.replace(/^dualstack\./, '');

export type HostSettings = Readonly<{
  planName: string;
  claims: readonly Claimed[];
  /** Names that health checks ask. */
  checkedHosts: readonly string[];
  regionOf: (side: Side) => string;
  /** Where the service is before the run, and where it can be moved to. */
  from: Side;
  to: Side;
  /** Where this runbook leads it. */
  led: Side;
}>;

/** Load balancers by host, and the names that lead to them. */
export type Hosts = Readonly<{
  balancers: readonly Readonly<{ host: string; side: Side }>[];
  names: readonly NameDraft[];
  refusals: Refusals;
}>;

type Placed = Readonly<{ host: string; side: Side | undefined; by: string }>;

/** Load balancers and names of the service. */
export function draftHosts(settings: HostSettings): Hosts {
  const { from, to, planName } = settings;
  const moved = movedNames(settings);
  const names = moved.map(({ spec }, index): NameDraft => {
    const leadsTo = endsOf(spec).from ?? usualBalancer(settings, index + 1);
    return { name: spec.name, spec, leadsTo };
  });
  const ends = moved.flatMap(({ spec, by }, index): Placed[] => [
    { host: names[index]?.leadsTo ?? '', side: from, by },
    { host: endsOf(spec).to, side: to, by },
  ]);
  const asked = askedHosts(
    settings,
    names.map(({ name }) => name),
  );
  const own = asked.filter((host) => regionIn(host) !== undefined || byOf(settings, host).startsWith('step '));
  const checked = own.map((host): Placed => ({ host, side: undefined, by: byOf(settings, host) }));
  const balancers = firstOfEach(
    [
      ...ends.map(({ host, side = from }) => ({ host, side })),
      ...own.map((host) => ({ host, side: sideOfHost(settings, host) ?? usualSide(settings, host) })),
    ],
    ({ host }) => host,
  );
  const serving = balancers.filter(({ side }) => side === from);
  const known = serving.length > 0 ? balancers : [...balancers, { host: usualBalancer(settings, 1), side: from }];
  const [first = { host: usualBalancer(settings, 1) }] = known.filter(({ side }) => side === from);
  const others = asked.filter((host) => !own.includes(host));
  const unmoved = names.length + others.length > 0 ? others : [`${planName}.example.com`];
  return {
    balancers: known,
    names: [...names, ...unmoved.map((name): NameDraft => ({ name, spec: undefined, leadsTo: first.host }))],
    refusals: [...ends, ...checked].flatMap((one) => checkPlace(settings, one)),
  };
}

/** Each name by the step that moves it first. */
const movedNames = ({ claims }: HostSettings) => firstOfEach(claimsOf(claims, 'name'), ({ spec }) => spec.name);

const firstOfEach = <T>(all: readonly T[], keyOf: (one: T) => string): T[] =>
  [...new Map(all.toReversed().map((one) => [keyOf(one), one])).values()].toReversed();

const usualBalancer = ({ planName, regionOf, from }: HostSettings, number: number): string =>
  `${planName}-${number}.${regionOf(from)}.elb.amazonaws.com`;

/** Hosts that are asked and that no step moves: load balancers by their own names, or names of some other kind. */
function askedHosts({ claims, checkedHosts }: HostSettings, moved: readonly string[]): string[] {
  const asked = claimsOf(claims, 'expectation').map(({ expectation }) => expectation.host);
  return [...new Set([...asked, ...checkedHosts])].filter((host) => !moved.includes(host));
}

/** docs.aws.amazon.com/general/latest/gr/elb.html: name-id.region.elb.amazonaws.com, and elb.region for network load balancers. */
const regionIn = (host: string): string | undefined =>
  /\.(?:elb\.)?([a-z]{2}(?:-[a-z]+)+-\d)\.(?:elb\.)?amazonaws\.com(?:\.cn)?$/.exec(host)?.[1];

const byOf = ({ claims }: HostSettings, host: string): string =>
  claimsOf(claims, 'expectation').find(({ expectation }) => expectation.host === host)?.by ?? 'detection.signals';

function sideOfHost({ regionOf }: HostSettings, host: string): Side | undefined {
  const region = regionIn(host);
  if (region === undefined) return undefined;
  return region === regionOf('primary') ? 'primary' : 'standby';
}

/** What asks a host before any name is moved asks the side that the service is led to; signals ask where it is. */
const usualSide = (settings: HostSettings, host: string): Side =>
  byOf(settings, host).startsWith('step ') ? settings.led : settings.from;

/** Which of the Regions of the plan a load balancer is in, where its name says so. */
function checkPlace(settings: HostSettings, { host, side, by }: Placed): string[] {
  const region = regionIn(host);
  const { regionOf } = settings;
  if (region === undefined) return [];
  if (region !== regionOf('primary') && region !== regionOf('standby'))
    return [
      `${by}: ${host} is in ${region}, and the Regions of the plan are ${regionOf('primary')} and ${regionOf('standby')}`,
    ];
  if (side === undefined || region === regionOf(side)) return [];
  return [
    `${by}: ${host} is in ${region}, and ${regionOf(side)} is the ${side} Region: are the Regions the wrong way round?`,
  ];
}
