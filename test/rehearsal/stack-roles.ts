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
    const without = Role.parse(template.Resources[role]);
    for (const { PolicyDocument } of without.Properties.Policies)
      PolicyDocument.Statement = PolicyDocument.Statement.filter(
        ({ Effect, Action }) => Effect === 'Deny' || !Action.includes(action),
      );
    return { ...packaged, template: { ...template, Resources: { ...template.Resources, [role]: without } } };
  };
