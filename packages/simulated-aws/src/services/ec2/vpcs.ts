import type { Store } from './store.ts';
import type { Vpc } from './vpc.ts';

/** docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html */
const acrossRegions = ['s3', 'iam', 'ecr.api', 'ecr.dkr', 'kms', 'ecs', 'lambda', 'route53'];

/** What other services ask of a Region's subnets and security groups. */
export type Vpcs = Readonly<{
  /** The VPC that a subnet lies in; undefined: there is no such subnet in the Region. */
  ofSubnet: (region: string, id: string) => Vpc | undefined;
  ofGroup: (region: string, id: string) => Vpc | undefined;
  byId: (id: string) => Vpc | undefined;
  defaultOf: (region: string) => Vpc | undefined;
}>;

/** Throws where AWS would not make it so. */
export function addVpc({ vpcs }: Pick<Store, 'vpcs'>, spec: Vpc): void {
  if (vpcs.some(({ id }) => id === spec.id)) throw new Error(`There is a VPC ${spec.id} already.`);
  if (spec.isDefault && vpcs.some(({ isDefault, region }) => isDefault && region === spec.region))
    throw new Error(`There is a default VPC in ${spec.region} already.`);
  for (const name of spec.endpoints ?? []) requireEndpoint(name, spec);
  vpcs.push(spec);
}

function requireEndpoint(name: string, { region, id }: Vpc): void {
  const [, where, service = ''] = /^com\.amazonaws\.([a-z]{2}(?:-[a-z]+)+-\d)\.(.+)$/.exec(name) ?? [];
  const isOwn = where === region || acrossRegions.includes(service);
  if (where === undefined || !isOwn)
    throw new Error(`The VPC ${id} in ${region} cannot have the endpoint ${name}: AWS has none of that name there.`);
}

export const createVpcs = ({ vpcs }: Pick<Store, 'vpcs'>): Vpcs => ({
  ofSubnet: (region, id) => vpcs.find((vpc) => vpc.region === region && vpc.subnets.includes(id)),
  ofGroup: (region, id) => vpcs.find((vpc) => vpc.region === region && vpc.securityGroups.includes(id)),
  byId: (id) => vpcs.find((vpc) => vpc.id === id),
  defaultOf: (region) => vpcs.find((vpc) => vpc.region === region && vpc.isDefault),
});
