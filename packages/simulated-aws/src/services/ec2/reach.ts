import { readHost } from '../../wire/hosts.ts';
import type { Standing, Vpc } from './vpc.ts';
import type { Vpcs } from './vpcs.ts';

/** What stands behind a security group: a database. */
export type Guarded = Readonly<{
  /** Undefined: in no VPC that the scene has set. */
  vpc: Vpc | undefined;
  isPublic: boolean;
  /** Security groups that let somebody in, and whom: everybody where they name nobody. */
  groups: readonly Readonly<{ from: readonly string[] | undefined }>[];
}>;

/** What is behind a host, where it is a database. */
export type GuardedAt = (host: string) => Guarded | undefined;

/**
 * Whether packets of whoever stands somewhere arrive at a host. What is private is reached from inside its VPC, or from one that is peered
 * with it, and through its security groups; what is public from outside any VPC. A function in a VPC has no public address: without a NAT
 * gateway it reaches nothing public, and of AWS's APIs those with an endpoint. Security groups let everything out, as they do when they
 * are made; network ACLs and route tables are not modelled.
 * docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html, docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.Scenarios.html,
 * docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
export const createReach =
  (vpcs: Pick<Vpcs, 'byId'>, guardedAt: GuardedAt) =>
  (standing: Standing, host: string): boolean => {
    const guarded = guardedAt(host);
    if (guarded !== undefined) return reachesGuarded(standing, guarded);
    const { vpc } = standing;
    if (vpc === undefined || vpc.hasNat) return true;
    const api = readHost(host);
    if (api === undefined) return false;
    const wanted = `com.amazonaws.${api.region}.${api.service}`;
    const near = [vpc, ...(vpc.peers ?? []).map(vpcs.byId)];
    return near.some((one) => one?.endpoints?.includes(wanted));
  };

function reachesGuarded({ vpc, securityGroups }: Standing, guarded: Guarded): boolean {
  const isNear = vpc !== undefined && guarded.vpc !== undefined && isJoined(vpc, guarded.vpc);
  if (!isNear) return guarded.isPublic && (vpc === undefined || vpc.hasNat === true) && lets(guarded, []);
  // A group of a VPC in another Region cannot be named in a rule.
  return lets(guarded, vpc.region === guarded.vpc.region ? securityGroups : []);
}

const isJoined = (one: Vpc, other: Vpc): boolean =>
  one.id === other.id || one.peers?.includes(other.id) === true || other.peers?.includes(one.id) === true;

const lets = ({ groups }: Guarded, own: readonly string[]): boolean =>
  groups.some(({ from }) => from === undefined || from.some((id) => own.includes(id)));
