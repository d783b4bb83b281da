import { createHash } from 'node:crypto';
import type { SimulatedAws } from 'simulated-aws';
import * as z from 'zod';
import { readFunctions } from '../../../deployment/function-file.ts';
import { endpointsOf } from '../../../deployment/network/endpoints.ts';

const Ids = z.array(z.string()).default([]);

/** As much of a packaged template as says where its functions stand. */
const Template = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Properties: z
        .looseObject({ VpcConfig: z.looseObject({ SubnetIds: Ids, SecurityGroupIds: Ids }).optional() })
        .optional(),
    }),
  ),
});

/**
 * What people have made before they deploy, as docs/deploy.md ("The network") says: one VPC a Region, where all databases lie, private. That of
 * the stack has the subnets and security groups that the network file names. They are peered with each other.
 */
export function layVpcs(aws: SimulatedAws, template: unknown, region: string): void {
  const { subnets, securityGroups } = namedIn(template);
  for (const each of aws.regions)
    aws.ec2.addVpc({
      ...{ id: idOf(each), region: each, isDefault: true },
      ...(each === region ? { subnets, securityGroups } : { subnets: [], securityGroups: [] }),
      endpoints: endpointsIn(each),
      peers: aws.regions.filter((other) => other !== each).map(idOf),
    });
}

function namedIn(template: unknown) {
  const configs = Object.values(Template.parse(template).Resources).flatMap(
    ({ Properties }) => Properties?.VpcConfig ?? [],
  );
  const each = (name: 'SubnetIds' | 'SecurityGroupIds') => [...new Set(configs.flatMap((config) => config[name]))];
  return { subnets: each('SubnetIds'), securityGroups: each('SecurityGroupIds') };
}

/** The same id each time: chance is for AWS. */
const idOf = (region: string): string => `vpc-${createHash('sha256').update(region).digest('hex').slice(0, 17)}`;

const endpointsIn = (region: string): string[] => {
  const wanted = readFunctions().filter(({ connectsToDatabases }) => connectsToDatabases);
  return [...new Set(wanted.flatMap(endpointsOf).map(({ service }) => `com.amazonaws.${region}.${service}`))];
};
