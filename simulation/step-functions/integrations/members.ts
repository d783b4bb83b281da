import type { NormalizedSchema } from '@smithy/core/schema';
import { runtimeError } from '../failure.ts';
import { isList, isObject, type Json, jsonOf } from '../json.ts';

/**
 * Between the members of a Task and those of the SDK, along the SDK's own schema: keys of free maps stay as they are.
 * docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html: names are those of the Java SDK with a
 * capital, which softens the acronym that a name begins with: cluster is Cluster, DBInstanceArn is DbInstanceArn.
 */
export const memberName = (name: string): string => {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return capital.replace(/^([A-Z])([A-Z]*)(?=[A-Z][a-z]|[^A-Za-z]|$)/, (_whole, first: string, rest: string) => {
    return first + rest.toLowerCase();
  });
};

const membersOf = (schema: NormalizedSchema): ReadonlyMap<string, readonly [string, NormalizedSchema]> =>
  new Map([...schema.structIterator()].map(([name, member]) => [memberName(name), [name, member] as const]));

const structureToSdk = (schema: NormalizedSchema, value: Json): unknown => {
  if (!isObject(value)) return value;
  const members = membersOf(schema);
  const entries = Object.entries(value).map(([key, inner]) => {
    const known = members.get(key);
    if (known === undefined) throw runtimeError(`The field "${key}" is not supported by Step Functions`);
    return [known[0], toSdk(known[1], inner)];
  });
  return Object.fromEntries(entries);
};

const scalarToSdk = (schema: NormalizedSchema, value: Json): unknown => {
  if (schema.isBlobSchema() && typeof value === 'string') return new TextEncoder().encode(value);
  if (!schema.isTimestampSchema() || typeof value !== 'string') return value;
  return new Date(value);
};

/** In the SDK's own shape, as a call takes it. Throws States.Runtime for a member that the SDK does not know. */
export const toSdk = (schema: NormalizedSchema, value: Json): unknown => {
  if (schema.isStructSchema()) return structureToSdk(schema, value);
  if (schema.isListSchema() && isList(value)) return value.map((item) => toSdk(schema.getValueSchema(), item));
  if (!schema.isMapSchema() || !isObject(value)) return scalarToSdk(schema, value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toSdk(schema.getValueSchema(), inner)]));
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const structureFromSdk = (schema: NormalizedSchema, value: Readonly<Record<string, unknown>>): Json => {
  const members = [...schema.structIterator()]
    .filter(([name]) => value[name] !== undefined)
    .map(([name, member]) => [memberName(name), fromSdk(member, value[name])] as const);
  return Object.fromEntries(members);
};

/** An answer of the SDK as the result of a Task. */
export const fromSdk = (schema: NormalizedSchema, value: unknown): Json => {
  if (schema.isStructSchema() && isRecord(value)) return structureFromSdk(schema, value);
  if (schema.isListSchema() && Array.isArray(value)) return value.map((item) => fromSdk(schema.getValueSchema(), item));
  if (schema.isMapSchema() && isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, fromSdk(schema.getValueSchema(), inner)]),
    );
  return jsonOf(value) ?? null;
};
