import type { DnsAnswer, Resolver } from '../../dns/resolver.ts';
import { createChoice, longestChain } from './choose-record.ts';
import { hostName, isWithin, normalName } from './names.ts';
import type { Zone } from './zones.ts';

/** The TTL of load balancers and other AWS names, and of aliases to them. */
const awsTtl = 60;

/** What the console writes before the name of a load balancer: another name of the same one (routing-to-elb-load-balancer.html). */
const dualStack = /^dualstack\.(?=.+\.(?:elb|elb\.[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$)/;

type Dependencies = Readonly<{
  zones: () => readonly Zone[];
  isHealthy: (healthCheckId: string) => boolean;
  /** Undefined for a host that the network does not know. */
  addressOf: (host: string) => string | undefined;
}>;

/** What a name leads to: the answers on the way, and the host at the end where it is one of AWS's own. */
type Walk = Readonly<{ answers: readonly DnsAnswer[]; host: string | undefined }>;

/**
 * Route 53's name servers, together with a resolver that keeps nothing: what a question would be answered now. Public zones
 * only; A and CNAME. docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 */
export function createDataPlane({ zones, isHealthy, addressOf }: Dependencies) {
  const choose = createChoice(isHealthy);

  const zoneOf = (name: string): Zone | undefined =>
    zones()
      .filter((zone) => !zone.isPrivate && isWithin(name, zone.name))
      .sort((left, right) => right.name.length - left.name.length)[0];

  const walkOutside = (asked: string): Walk => {
    const name = hostName(asked);
    const host = name.replace(dualStack, '');
    const address = addressOf(host);
    return { answers: address === undefined ? [] : [{ name, type: 'A', ttl: awsTtl, value: address }], host };
  };

  /** An alias answers in its own name with what its target would. */
  const walkAlias = (name: string, target: string, depth: number): Walk => {
    const { answers, host } = walk(target, depth + 1);
    const addresses = answers.filter(({ type }) => type === 'A');
    return { answers: addresses.map((answer) => ({ ...answer, name: hostName(name) })), host };
  };

  const walk = (name: string, depth: number): Walk => {
    const zone = zoneOf(name);
    if (zone === undefined) return walkOutside(name);
    const record = depth > longestChain ? undefined : choose(zone, name);
    if (record === undefined) return { answers: [], host: undefined };
    if (record.AliasTarget?.DNSName !== undefined) return walkAlias(name, record.AliasTarget.DNSName, depth);
    const values = (record.ResourceRecords ?? []).map(({ Value = '' }) => Value);
    const answer = { name: hostName(name), ttl: record.TTL ?? awsTtl };
    if (record.Type === 'A')
      return { answers: values.map((value) => ({ ...answer, type: 'A', value }) as const), host: undefined };
    const target = normalName(values[0] ?? '');
    const rest = walk(target, depth + 1);
    return { answers: [{ ...answer, type: 'CNAME', value: hostName(target) }, ...rest.answers], host: rest.host };
  };

  const resolver: Resolver = { resolve: (name) => walk(normalName(name), 0).answers };

  /** For the network: which host a connection to this name reaches; undefined for names of no zone. */
  const hostBehind = (name: string): string | undefined =>
    zoneOf(normalName(name)) === undefined ? undefined : walk(normalName(name), 0).host;

  return { resolver, hostBehind };
}
