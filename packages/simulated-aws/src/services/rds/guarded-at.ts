import type { Guarded } from '../ec2/reach.ts';
import type { Vpcs } from '../ec2/vpcs.ts';
import { subnetGroupFor } from './parameters/subnet-groups.ts';
import { openGroups, type Store } from './store.ts';

/** Who reaches the endpoint of an instance: its VPC, whether it is public, and its security groups. */
export function guardedAt(store: Store, host: string, vpcs: Pick<Vpcs, 'byId' | 'defaultOf'>): Guarded | undefined {
  const found = [...store.instances.values()].find(({ address }) => address === host);
  if (found === undefined) return undefined;
  const { vpc } = subnetGroupFor(store, found.region, found.subnetGroup);
  return {
    vpc: vpc === undefined ? vpcs.defaultOf(found.region) : vpcs.byId(vpc),
    isPublic: found.isPublic,
    groups: openGroups(store, found).map(({ from }) => ({ from })),
  };
}
