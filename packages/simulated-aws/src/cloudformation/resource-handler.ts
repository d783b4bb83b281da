import * as z from 'zod';
import { type Call, notSimulated } from '../call.ts';
import { refusalOf } from '../constraints/constraints.ts';
import type { StackContext, Tags } from './services.ts';

export type ResourceRequest = Readonly<{
  logicalId: string;
  type: string;
  /** All functions carried out. */
  properties: unknown;
  context: StackContext;
}>;

type CreatedResource = Readonly<{ physicalId: string; attributes: Readonly<Record<string, string>> }>;

export type ResourceHandler = (request: ResourceRequest) => Promise<CreatedResource>;

/**
 * Parses the properties by a closed schema. A property that the schema does not list might change the outcome, so it is
 * refused by name; those that make no difference here are listed as z.unknown().
 */
export function propertiesOf<T>(schema: z.ZodType<T>, { logicalId, type, properties }: ResourceRequest): T {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown !== undefined)
    throw notSimulated(`${type} ${[...unknown.path, unknown.keys.join(', ')].join('.')} (${logicalId})`);
  throw new Error(`Properties validation failed for resource ${logicalId} (${type}): ${z.prettifyError(parsed.error)}`);
}

/** As most types have them. Its tags `aws:cloudformation:…` are not modelled. */
export const TagList = z.array(z.strictObject({ Key: z.string(), Value: z.string() })).default([]);

/** The resource's own tags, and those of the stack, which give way to them: …/UserGuide/cfn-console-add-tags.html */
export const tagsOf = (own: z.output<typeof TagList>, { context }: ResourceRequest): Tags => ({
  ...context.tags,
  ...Object.fromEntries(own.map(({ Key, Value }) => [Key, Value])),
});

/**
 * The name that CloudFormation makes up: stack, logical id and twelve characters of chance. What is too long it cuts, by a rule that no
 * page tells; here the end of stack and id.
 */
export function generatedName({ logicalId, context }: ResourceRequest, most = 255): string {
  const chance = `-${context.random.hex(12).toUpperCase()}`;
  return `${`${context.stackName}-${logicalId}`.slice(0, most - chance.length)}${chance}`;
}

/** CloudFormation calls the service, which holds the request against its constraints: names, lengths, ranges. */
export function requireSound(request: Pick<Call, 'service' | 'operation' | 'input'>): void {
  const refusal = refusalOf(request);
  if (refusal !== undefined) throw refusal;
}

export const arnIn = ({ context }: ResourceRequest, service: string, resource: string): string =>
  `arn:aws:${service}:${context.region}:${context.account}:${resource}`;
