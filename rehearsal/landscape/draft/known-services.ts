import type { Side } from '../../../shared/contracts/fields.ts';
import type { Rehearsal } from '../../../shared/contracts/rehearsal.ts';
import { type Claimed, claimsOf, type Expectation } from '../claims/claim.ts';
import type { DatabaseDraft } from './draft.ts';
import type { Hosts } from './hosts.ts';

const sides = ['primary', 'standby'] as const;

export type ServiceSettings = Readonly<{
  planName: string;
  claims: readonly Claimed[];
  rehearsal: Rehearsal;
  from: Side;
  to: Side;
  databases: readonly DatabaseDraft[];
  hosts: Hosts;
  expectations: readonly Expectation[];
}>;

/** A service of one side, in the order in which the steps name them. */
export type KnownService = Readonly<{
  side: Side;
  cluster: string;
  service: string;
  isNamed: boolean;
  startsIdle: boolean;
}>;

export function namedServices({ claims, planName }: ServiceSettings): KnownService[] {
  const named = claimsOf(claims, 'service');
  const known = [...Map.groupBy(named, ({ side, cluster, service }) => `${side} ${cluster}/${service}`).values()];
  const services = known.flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { side, cluster, service } = first;
    return [{ side, cluster, service, isNamed: true, startsIdle: own.some(({ startsIdle }) => startsIdle) }];
  });
  if (services.length > 0) return services;
  return [{ side: 'primary', cluster: planName, service: 'application', isNamed: false, startsIdle: false }];
}

/** What the steps name on one side stands on the other, too, by the same name. */
export const onBothSides = (services: readonly KnownService[]): KnownService[] =>
  sides.flatMap((side) => {
    const own = services.filter((one) => one.side === side);
    const mirrored = services
      .filter((one) => one.side !== side && !own.some(({ service }) => service === one.service))
      .map((one) => ({ ...one, side, isNamed: false, startsIdle: false }));
    return [...own, ...mirrored];
  });
