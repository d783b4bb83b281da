import * as z from 'zod';
import type { PackagedStack } from '../../rehearsal/packaging/package-stack.ts';

const Statement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
});
const Policy = z.looseObject({ PolicyDocument: z.looseObject({ Statement: z.array(Statement) }) });
const Role = z.looseObject({
  Type: z.literal('AWS::IAM::Role'),
  Properties: z.looseObject({ Policies: z.array(Policy).default([]) }),
});
const Template = z.looseObject({ Resources: z.record(z.string(), z.unknown()) });

/** The packaged stack without the statement of this role that allows the action. */
export const withoutStatement =
  (role: string, action: string) =>
  (packaged: PackagedStack): PackagedStack => {
    const template = Template.parse(packaged.template);
    // Another stack than the one that has the role.
    if (!(role in template.Resources)) return packaged;
    const without = Role.parse(template.Resources[role]);
    for (const { PolicyDocument } of without.Properties.Policies)
      PolicyDocument.Statement = PolicyDocument.Statement.filter(
        ({ Effect, Action }) => Effect === 'Deny' || !Action.includes(action),
      );
    return { ...packaged, template: { ...template, Resources: { ...template.Resources, [role]: without } } };
  };

/** As it is packaged where the network file names no subnets. */
export const outsideAnyVpc = (packaged: PackagedStack): PackagedStack => {
  const { Resources, ...template } = Template.parse(packaged.template);
  return { ...packaged, template: { ...template, Resources: mapValues(Resources, withoutVpc) } };
};

const PlacedFunction = z.looseObject({
  Type: z.literal('AWS::Lambda::Function'),
  Properties: z.looseObject({
    VpcConfig: z.unknown().optional(),
    Environment: z.looseObject({ Variables: z.looseObject({ NETWORK: z.string().optional() }) }).optional(),
  }),
});

function withoutVpc(resource: unknown): unknown {
  const parsed = PlacedFunction.safeParse(resource);
  if (!parsed.success || parsed.data.Properties.VpcConfig === undefined) return resource;
  const { VpcConfig: _inVpc, ...Properties } = parsed.data.Properties;
  const Variables = { ...Properties.Environment?.Variables, NETWORK: 'outside' };
  return { ...parsed.data, Properties: { ...Properties, Environment: { Variables } } };
}

const mapValues = (record: Readonly<Record<string, unknown>>, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
