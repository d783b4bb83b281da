import { createHash } from 'node:crypto';
import type { SimulatedAws } from 'simulated-aws';
import { readFunctions } from '../../../deployment/function-file.ts';
import { endpointsOf } from '../../../deployment/network/endpoints.ts';
import { readNetwork } from '../../../deployment/network/network.ts';
import { networkFor } from '../../packaging/network-for.ts';

/**
 * What people have made before they deploy, as docs/deploy.md ("The network") says: one VPC a Region, where all databases lie, private, with the
 * subnets and security groups that the network file names. They are peered with each other.
 */
export function layVpcs(aws: SimulatedAws): void {
  for (const region of aws.regions) {
    const { subnets, securityGroups } = readNetwork(networkFor(region)).network[region] ?? nothing;
    aws.ec2.addVpc({
      ...{ id: idOf(region), region, isDefault: true, subnets, securityGroups },
      endpoints: endpointsIn(region),
      peers: aws.regions.filter((other) => other !== region).map(idOf),
    });
  }
}

const nothing = { subnets: [], securityGroups: [] };

/** The same id each time: chance is for AWS. */
const idOf = (region: string): string => `vpc-${createHash('sha256').update(region).digest('hex').slice(0, 17)}`;

const endpointsIn = (region: string): string[] => {
  const wanted = readFunctions().filter(({ connectsToDatabases }) => connectsToDatabases);
  return [...new Set(wanted.flatMap(endpointsOf).map(({ service }) => `com.amazonaws.${region}.${service}`))];
};
