import * as z from 'zod';
import { isArnPattern, literally } from './wildcard.ts';

/**
 * The JSON policy language as far as it is evaluated here:
 * docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const value = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const values = z.union([value, z.array(value)]).transform((one) => [one].flat());

export const Conditions = z.record(z.string(), z.record(z.string(), values));

const Resource = list.refine(
  (patterns) => patterns.every(isArnPattern),
  'each Resource is "*" or an ARN of six fields',
);

const elements = {
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: list.optional(),
  NotAction: list.optional(),
  Resource: Resource.optional(),
  NotResource: Resource.optional(),
  Condition: Conditions.optional(),
};

const eachOnce = 'either Action or NotAction, and either Resource or NotResource';

const Statement = z.strictObject(elements).refine(namesEach, eachOnce);

const IdentityPolicy = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: oneOrMore(Statement),
});

const principals = z.record(z.string(), list);

const TrustStatement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principals,
  Action: list,
  Condition: Conditions.optional(),
});

const TrustPolicy = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: oneOrMore(TrustStatement),
});

const everybody = z.literal('*').transform((): Record<string, string[]> => ({ AWS: ['*'] }));

const ResourceStatement = z
  .strictObject({ ...elements, Principal: z.union([everybody, principals]) })
  .refine(namesEach, eachOnce);

const ResourcePolicy = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: oneOrMore(ResourceStatement),
});

/** Only this version knows variables; in the one that is taken when none is named they are text like any other. */
const versionWithVariables = '2012-10-17';

export type Conditions = z.output<typeof Conditions>;

export type Statement = z.output<typeof Statement>;

export const parsePolicy = (document: unknown, where: string): readonly Statement[] =>
  parse(IdentityPolicy, document, where).Statement;

function parse<T>(schema: z.ZodType<T>, document: unknown, where: string): T {
  const parsed = schema.safeParse(isOfVersion(document) ? document : withoutVariables(document));
  if (!parsed.success) throw new Error(`MalformedPolicyDocument: ${where}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const isOfVersion = (document: unknown): boolean =>
  typeof document === 'object' &&
  document !== null &&
  'Version' in document &&
  document.Version === versionWithVariables;

function withoutVariables(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', literally('${'));
  if (Array.isArray(value)) return value.map(withoutVariables);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutVariables(inner)]));
}

export type TrustStatement = z.output<typeof TrustStatement>;

export const parseTrust = (document: unknown, where: string): readonly TrustStatement[] =>
  parse(TrustPolicy, document, where).Statement;

export type ResourceStatement = z.output<typeof ResourceStatement>;

export const parseResourcePolicy = (document: unknown, where: string): readonly ResourceStatement[] =>
  parse(ResourcePolicy, document, where).Statement;

type Elements = Readonly<Partial<Record<'Action' | 'NotAction' | 'Resource' | 'NotResource', unknown>>>;

function namesEach(one: Elements): boolean {
  return (
    (one.Action === undefined) !== (one.NotAction === undefined) &&
    (one.Resource === undefined) !== (one.NotResource === undefined)
  );
}

function oneOrMore<T extends z.ZodType>(schema: T) {
  return z.union([z.array(schema), schema.transform((one) => [one])]);
}
