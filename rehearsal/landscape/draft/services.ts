import type { Side } from '../../../shared/contracts/fields.ts';
import { claimsOf } from '../claims/claim.ts';
import type { DatabaseDraft, ServiceDraft } from './draft.ts';
import { endsOf, type Hosts } from './hosts.ts';
import { type KnownService, namedServices, onBothSides, type ServiceSettings } from './known-services.ts';
import { servicesBehind } from './services-behind.ts';

/** The services of both sides, and which of them each load balancer leads to. */
export function draftServices(settings: ServiceSettings) {
  const { claims, hosts, expectations, from } = settings;
  const known = onBothSides(namedServices(settings));
  const isConfigured = (side: Side) => claimsOf(claims, 'configuration').some((one) => one.side === side);
  const balancers = hosts.balancers.map((balancer) => {
    const aliases = hostsOf(balancer.host, hosts);
    return { ...balancer, aliases, services: servicesBehind({ ...balancer, aliases }, known, settings) };
  });
  const services = known.map((one): ServiceDraft => {
    const { side, cluster, service, isNamed, startsIdle } = one;
    const own = balancers.filter((balancer) => balancer.side === side && balancer.services.includes(service));
    const aliases = own.flatMap((balancer) => balancer.aliases);
    return {
      ...{ side, cluster, service },
      desired: startsIdle && side !== from ? 0 : 1,
      isRereading: !isNamed && side !== from && isConfigured(side),
      databases: databasesOf(one, settings),
      expectations: expectations.filter(({ host }) => aliases.includes(host)),
    };
  });
  return {
    services,
    balancers: balancers.map(({ host, side, services: behind }) => ({ host, side, services: behind })),
  };
}

/** Hosts by which clients and checks come to a load balancer: its own, and names that lead to it, now or in the end. */
const hostsOf = (host: string, { names }: Hosts): string[] => [
  host,
  ...names.flatMap(({ name, leadsTo, spec }) => {
    const isEnd = spec !== undefined && endsOf(spec).to === host;
    return leadsTo === host || isEnd ? [name] : [];
  }),
];

function databasesOf({ service }: KnownService, settings: ServiceSettings): string[] {
  const { rehearsal, databases } = settings;
  const said = rehearsal.services.find((one) => one.service === service)?.databases;
  if (said === undefined) return usualDatabases(settings).map(({ primary }) => primary.instance);
  const isSaid = ({ primary, replicas }: DatabaseDraft) =>
    [primary, ...replicas].some(({ instance }) => said.some((one) => one === instance));
  return databases.filter(isSaid).map(({ primary }) => primary.instance);
}

/** What takes writes where the service is; of databases that take none there, all. */
function usualDatabases({ databases, from }: ServiceSettings): readonly DatabaseDraft[] {
  const here = databases.filter(({ primary }) => primary.side === from);
  return here.length > 0 ? here : databases;
}
