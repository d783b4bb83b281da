import { NormalizedSchema } from '@smithy/core/schema';
import type { CatalogueEntry } from './catalogue.ts';

export const textRef = 0;

const operationKind = 9;
const errorKind = -3;

/**
 * Reads the schemas that a client of the SDK exports. Their layout is the SDK's own business: arrays whose first element
 * tells the kind. It is read in this file alone, and a client that has another layout is an error here, not later.
 */
export type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** A structure of the wire's own making, and the reference to a string in it. */
export type StructureRef = Extract<SchemaRef, [3, ...unknown[]]>;

export type OperationModel = Readonly<{
  name: string;
  input: NormalizedSchema;
  output: NormalizedSchema;
  /** Only the REST protocols have it. */
  http?: Readonly<{ method: string; uri: string; status: number }>;
}>;

export type ErrorModel = Readonly<{
  name: string;
  schema: NormalizedSchema;
  status: number | undefined;
  /** Its code and status in the query protocol, where they are not name and status. */
  query: Readonly<{ code: string; status: number }> | undefined;
}>;

export type ServiceModel = Readonly<{
  entry: CatalogueEntry;
  operations: ReadonlyMap<string, OperationModel>;
  errors: ReadonlyMap<string, ErrorModel>;
}>;

export function readModel(entry: CatalogueEntry, client: object): ServiceModel {
  const exported: readonly unknown[] = Object.values(client);
  const operations = byName(exported.filter(isOperationSchema).map(readOperation));
  const errors = byName(exported.filter(isErrorSchema).map(readError));
  const isRest = entry.protocol.startsWith('rest');
  const withoutRoute = isRest ? [...operations.values()].find(({ http }) => http === undefined) : undefined;
  if (operations.size === 0 || errors.size === 0 || withoutRoute !== undefined)
    throw new Error(
      `The client of ${entry.name} has no schemas as the wire knows them: is it another version of the SDK?`,
    );
  return { entry, operations, errors };
}

const byName = <T extends { name: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.name, item]));

type OperationSchema = readonly [typeof operationKind, string, string, unknown, SchemaRef, SchemaRef];

const isOperationSchema = (value: unknown): value is OperationSchema =>
  Array.isArray(value) &&
  value[0] === operationKind &&
  typeof value[2] === 'string' &&
  isRef(value[4]) &&
  isRef(value[5]);

const isRef = (value: unknown): boolean => typeof value === 'function' || Array.isArray(value) || value === 'unit';

function readOperation([, , name, traits, input, output]: OperationSchema): OperationModel {
  const http = httpOf(traits);
  const schemas = { name, input: NormalizedSchema.of(input), output: NormalizedSchema.of(output) };
  return http === undefined ? schemas : { ...schemas, http };
}

function httpOf(traits: unknown): OperationModel['http'] {
  if (typeof traits !== 'object' || traits === null || !('http' in traits) || !isHttpTrait(traits.http))
    return undefined;
  const [method, uri, status] = traits.http;
  return { method, uri, status };
}

const isHttpTrait = (value: unknown): value is readonly [string, string, number] =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string' && typeof value[2] === 'number';

type ErrorSchema = Extract<SchemaRef, readonly [typeof errorKind, ...unknown[]]>;

const isErrorSchema = (value: unknown): value is ErrorSchema =>
  Array.isArray(value) && value[0] === errorKind && typeof value[2] === 'string' && Array.isArray(value[4]);

function readError(static_: ErrorSchema): ErrorModel {
  const schema = NormalizedSchema.of(static_);
  const { httpError, awsQueryError } = schema.getMergedTraits();
  return {
    name: static_[2],
    schema,
    status: typeof httpError === 'number' ? httpError : undefined,
    query: isQueryErrorTrait(awsQueryError) ? { code: awsQueryError[0], status: awsQueryError[1] } : undefined,
  };
}

const isQueryErrorTrait = (value: unknown): value is readonly [string, number] =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';

/** How many members a structure demands; they are its first ones. */
export function requiredMembersOf(schema: NormalizedSchema): readonly string[] {
  const inner = schema.getSchema();
  const parts: readonly unknown[] = Array.isArray(inner) ? inner : [];
  const [, , , , names, , count] = parts;
  return Array.isArray(names) && typeof count === 'number' ? names.slice(0, count).map(String) : [];
}
