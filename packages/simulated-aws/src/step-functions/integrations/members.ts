import type { NormalizedSchema } from '@smithy/core/schema';
import { runtimeError } from '../failure.ts';
import { isList, isObject, type Json, jsonOf } from '../json.ts';

/** The second Java SDK has no member of the name null. */
const renamed: Readonly<Record<string, string>> = { NULL: 'Nul' };

const msPerSecond = 1000;

/** Optimised integrations name members as the API does, but for the capital. */
export const plainName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html: names are those of the Java SDK with a
 * capital, which softens the acronym that a name begins with: cluster is Cluster, DBInstanceArn is DbInstanceArn.
 */
export const javaMemberName = (name: string): string =>
  renamed[name] ??
  plainName(name).replace(
    /^([A-Z])([A-Z]*)(?=[A-Z][a-z]|[^A-Za-z]|$)/,
    (_whole, first: string, rest: string) => first + rest.toLowerCase(),
  );

/** How the members of a Task are named, and whether the service takes what stands on the wire. */
export type Style = Readonly<{ nameOf: (member: string) => string; isRaw: boolean }>;

/**
 * In the SDK's own shape, along its schema: keys of free maps stay as they are. Throws States.Runtime for a member that
 * the SDK does not know.
 */
export function toSdk(schema: NormalizedSchema, value: Json, style: Style): unknown {
  if (schema.isStructSchema()) return structureToSdk(schema, value, style);
  if (schema.isListSchema() && isList(value)) return value.map((item) => toSdk(schema.getValueSchema(), item, style));
  if (!schema.isMapSchema() || !isObject(value)) return scalarToSdk(schema, value, style);
  const inner = schema.getValueSchema();
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toSdk(inner, member, style)]));
}

function structureToSdk(schema: NormalizedSchema, value: Json, style: Style): unknown {
  if (!isObject(value)) return value;
  const members = new Map([...schema.structIterator()].map((entry) => [style.nameOf(entry[0]), entry]));
  const entries = Object.entries(value).map(([key, inner]) => {
    const known = members.get(key);
    if (known === undefined) throw runtimeError(`The field "${key}" is not supported by Step Functions`);
    return [known[0], toSdk(known[1], inner, style)];
  });
  return Object.fromEntries(entries);
}

function scalarToSdk(schema: NormalizedSchema, value: Json, { isRaw }: Style): unknown {
  if (isRaw || typeof value !== 'string') return value;
  if (schema.isBlobSchema()) return new TextEncoder().encode(value);
  return schema.isTimestampSchema() ? new Date(value) : value;
}

/** An answer of the SDK as the result of a Task. */
export function fromSdk(schema: NormalizedSchema, value: unknown, style: Style): Json {
  if (schema.isStructSchema() && isRecord(value)) return structureFromSdk(schema, value, style);
  if (schema.isListSchema() && Array.isArray(value))
    return value.map((item) => fromSdk(schema.getValueSchema(), item, style));
  if (!schema.isMapSchema() || !isRecord(value)) return scalarFromSdk(schema, value, style);
  const inner = schema.getValueSchema();
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fromSdk(inner, member, style)]));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function structureFromSdk(schema: NormalizedSchema, value: Readonly<Record<string, unknown>>, style: Style): Json {
  const members = [...schema.structIterator()]
    .filter(([name]) => value[name] !== undefined)
    .map(([name, member]) => [style.nameOf(name), fromSdk(member, value[name], style)] as const);
  return Object.fromEntries(members);
}

function scalarFromSdk(schema: NormalizedSchema, value: unknown, { isRaw }: Style): Json {
  const isSeconds = isRaw && typeof value === 'number' && schema.isTimestampSchema();
  return jsonOf(isSeconds ? new Date(value * msPerSecond) : value) ?? null;
}
