import * as z from 'zod';
import type { PackagedStack } from '../../simulation/packaging/package-stack.ts';

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

/** What every function has and no call of the simulation needs: its logs and traces go to nobody. */
const observing = /^(logs|xray):/;

export type RoleStatement = Readonly<{ role: string; actions: readonly string[] }>;

/** Statements of the packaged roles, those of logs and traces aside. */
export const statementsIn = ({ template }: PackagedStack): RoleStatement[] =>
  Object.entries(Template.parse(template).Resources).flatMap(([role, resource]) => {
    const { data } = Role.safeParse(resource);
    const statements = data?.Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) ?? [];
    return statements
      .filter(({ Effect }) => Effect === 'Allow')
      .map(({ Action }) => ({ role, actions: Action }))
      .filter(({ actions }) => !actions.some((action) => observing.test(action)));
  });

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
