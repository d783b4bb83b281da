import type { DnsAnswer, DnsType, Resolver } from '../../dns/resolver.ts';
import type { Random } from '../../random.ts';
import { createChoice, longestChain } from './choose-record.ts';
import { hostName, isWithin, normalName } from './names.ts';
import type { RecordSet } from './record-set.ts';
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
  random: Pick<Random, 'next'>;
}>;

/** A question: how far from the name that a client has asked it is. */
type Question = Readonly<{ type: DnsType; depth: number }>;

/** What a name leads to: the answers on the way, and the host at the end where it is one of AWS's own. */
type Walk = Readonly<{ answers: readonly DnsAnswer[]; host: string | undefined }>;

/**
 * Route 53's name servers, together with a resolver in us-east-1 that keeps nothing: what a question would be answered now. Public zones only. The
 * hosts of AWS themselves have IPv4 alone.
 */
export function createDataPlane({ zones, isHealthy, addressOf, random }: Dependencies) {
  const choose = createChoice({ isHealthy, random });

  const zoneOf = (name: string): Zone | undefined =>
    zones()
      .filter((zone) => !zone.isPrivate && isWithin(name, zone.name))
      .sort((left, right) => right.name.length - left.name.length)[0];

  const walkOutside = (asked: string, type: DnsType): Walk => {
    const name = hostName(asked);
    const host = name.replace(dualStack, '');
    const address = type === 'A' ? addressOf(host) : undefined;
    return { answers: address === undefined ? [] : [{ name, type: 'A', ttl: awsTtl, value: address }], host };
  };

  /** An alias answers in its own name with what its target would. */
  const walkAlias = (name: string, target: string, { type, depth }: Question): Walk => {
    const { answers, host } = walk(target, { type, depth: depth + 1 });
    const found = answers.filter((answer) => answer.type === type);
    return { answers: found.map((answer) => ({ ...answer, name: hostName(name) })), host };
  };

  const walkRecord = (name: string, record: RecordSet, question: Question): Walk => {
    if (record.AliasTarget?.DNSName !== undefined) return walkAlias(name, record.AliasTarget.DNSName, question);
    const values = (record.ResourceRecords ?? []).map(({ Value = '' }) => Value);
    const { type, depth } = question;
    const answer = { name: hostName(name), ttl: record.TTL ?? awsTtl };
    if (record.Type === type && type !== 'CNAME')
      return { answers: values.map((value) => ({ ...answer, type, value })), host: undefined };
    const target = normalName(values[0] ?? '');
    const own: DnsAnswer = { ...answer, type: 'CNAME', value: hostName(target) };
    if (type === 'CNAME') return { answers: [own], host: undefined };
    const rest = walk(target, { type, depth: depth + 1 });
    return { answers: [own, ...rest.answers], host: rest.host };
  };

  const walk = (name: string, question: Question): Walk => {
    const zone = zoneOf(name);
    if (zone === undefined) return walkOutside(name, question.type);
    const records = question.depth > longestChain ? [] : choose(zone, name, question.type);
    const walks = records.map((record) => walkRecord(name, record, question));
    return { answers: walks.flatMap(({ answers }) => answers), host: walks[0]?.host };
  };

  const resolver: Resolver = { resolve: (name, type = 'A') => walk(normalName(name), { type, depth: 0 }).answers };

  /** For the network: which host a connection to this name reaches; undefined for names of no zone. */
  const hostBehind = (name: string): string | undefined =>
    zoneOf(normalName(name)) === undefined ? undefined : walk(normalName(name), { type: 'A', depth: 0 }).host;

  return { resolver, hostBehind };
}
