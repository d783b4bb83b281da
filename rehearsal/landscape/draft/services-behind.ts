import { claimsOf } from '../claims/claim.ts';
import type { BalancerDraft } from './draft.ts';
import type { KnownService, ServiceSettings } from './known-services.ts';

type Balancer = Pick<BalancerDraft, 'host' | 'side'> & Readonly<{ aliases: readonly string[] }>;

/**
 * The services behind a load balancer: what the plan's `rehearsal` says, else those of its side whose name is a word of one of its hosts,
 * else those that no other host is called by. It serves only while each of them has a task, so that what is not known shows nothing good.
 */
export function servicesBehind(
  balancer: Balancer,
  known: readonly KnownService[],
  settings: ServiceSettings,
): string[] {
  const { rehearsal, hosts } = settings;
  const own = known.filter(({ side }) => side === balancer.side);
  const said = rehearsal.services.filter(({ hosts: names = [] }) =>
    names.some((name) => balancer.aliases.includes(name)),
  );
  if (said.length > 0) return said.map(({ service }) => service);
  const called = own.filter(({ service }) => balancer.aliases.some((host) => isIn(host, service)));
  if (called.length > 0) return namesOf(called);
  const allHosts = [...hosts.balancers.map(({ host }) => host), ...hosts.names.map(({ name }) => name)];
  const left = own.filter(({ service }) => !allHosts.some((host) => isIn(host, service)));
  const candidates = left.length > 0 ? left : own;
  const started = startedBefore(balancer, candidates, settings);
  return namesOf(started.length > 0 ? started : candidates);
}

/** `orders-api` in orders-api-dr-1093712205.eu-central-1.elb.amazonaws.com, as a word of its own. */
const isIn = (host: string, service: string): boolean =>
  new RegExp(`(?:^|[.-])${service.replaceAll(/[^a-zA-Z0-9]/g, '.')}(?:[.-]|$)`, 'i').test(host);

const namesOf = (services: readonly KnownService[]): string[] => services.map(({ service }) => service);

/** Services whose steps come before the first question to one of these hosts: what is asked has been started. */
function startedBefore({ aliases }: Balancer, own: readonly KnownService[], { claims }: ServiceSettings) {
  const asked = claims.findIndex((claim) => claim.is === 'expectation' && aliases.includes(claim.expectation.host));
  const before = claimsOf(claims.slice(0, asked < 0 ? undefined : asked), 'service');
  return own.filter(({ service, side }) => before.some((one) => one.service === service && one.side === side));
}
