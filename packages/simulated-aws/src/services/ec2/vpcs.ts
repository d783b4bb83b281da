import type { Store } from './store.ts';
import type { Vpc } from './vpc.ts';

/** What other services ask of a Region's subnets and security groups. */
export type Vpcs = Readonly<{
  /** The VPC that a subnet lies in; undefined: there is no such subnet in the Region. */
  ofSubnet: (region: string, id: string) => Vpc | undefined;
  ofGroup: (region: string, id: string) => Vpc | undefined;
}>;

export function addVpc({ vpcs }: Pick<Store, 'vpcs'>, spec: Vpc): void {
  if (vpcs.some(({ id }) => id === spec.id)) throw new Error(`There is a VPC ${spec.id} already.`);
  vpcs.push(spec);
}

export const createVpcs = ({ vpcs }: Pick<Store, 'vpcs'>): Vpcs => ({
  ofSubnet: (region, id) => vpcs.find((vpc) => vpc.region === region && vpc.subnets.includes(id)),
  ofGroup: (region, id) => vpcs.find((vpc) => vpc.region === region && vpc.securityGroups.includes(id)),
});
