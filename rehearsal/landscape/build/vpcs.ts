import { createHash } from 'node:crypto';
import type { SimulatedAws } from 'simulated-aws';
import * as z from 'zod';

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

/** The VPC that the network file names for this Region, where it names one: what people have made before they deploy. */
export function layVpcs(aws: SimulatedAws, template: unknown, region: string): void {
  const configs = Object.values(Template.parse(template).Resources).flatMap(
    ({ Properties }) => Properties?.VpcConfig ?? [],
  );
  if (configs.length === 0) return;
  const each = (name: 'SubnetIds' | 'SecurityGroupIds') => [...new Set(configs.flatMap((config) => config[name]))];
  const id = `vpc-${createHash('sha256').update(region).digest('hex').slice(0, 17)}`;
  aws.ec2.addVpc({ id, region, subnets: each('SubnetIds'), securityGroups: each('SecurityGroupIds') });
}
