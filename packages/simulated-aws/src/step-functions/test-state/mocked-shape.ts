import type { NormalizedSchema } from '@smithy/core/schema';
import { notSimulated } from '../../call.ts';
import type { Clock } from '../../clock/clock.ts';
import { requiredMembersOf } from '../../wire/model.ts';
import type { Resource } from '../definition/resource.ts';
import { sdkServiceOf } from '../definition/sdk-services.ts';
import { javaMemberName, plainName, type Style } from '../integrations/members.ts';
import { loadModel, operationName } from '../integrations/models.ts';
import { isList, isObject, type Json } from '../json.ts';
import { invalid } from './invalid.ts';

const kinds: readonly Readonly<{
  name: string;
  has: (schema: NormalizedSchema) => boolean;
  is: (value: Json) => boolean;
}>[] = [
  { name: 'an object', has: (schema) => schema.isStructSchema() || schema.isMapSchema(), is: isObject },
  { name: 'an array', has: (schema) => schema.isListSchema(), is: isList },
  { name: 'a boolean', has: (schema) => schema.isBooleanSchema(), is: (value) => typeof value === 'boolean' },
  { name: 'a number', has: (schema) => schema.isNumericSchema(), is: (value) => typeof value === 'number' },
  { name: 'a string', has: (schema) => schema.isStringSchema(), is: (value) => typeof value === 'string' },
  {
    name: 'a timestamp',
    has: (schema) => schema.isTimestampSchema(),
    is: (value) => typeof value === 'number' || (typeof value === 'string' && !Number.isNaN(Date.parse(value))),
  },
];

/** What an optimised integration changes of the API's answer. */
const added = new Set(['SdkHttpMetadata', 'SdkResponseMetadata']);
const parsedByIntegration: Readonly<Record<string, readonly string[]>> = {
  'lambda:invoke': ['Payload'],
  'states:startExecution.sync:2': ['Input', 'Output'],
};
const polled: Readonly<Record<string, string>> = { 'states:startExecution': 'describeExecution' };
const free = new Set(['activity', 'http']);

/**
 * Whether a mocked result has the shape of the API's answer: docs.aws.amazon.com/step-functions/latest/apireference/
 * API_MockInput.html. A `.sync` job answers with the description that it is polled for; a callback, an activity, a
 * function and an HTTP endpoint answer as they like. Services whose SDK is not here are refused by name.
 */
type Mode = 'STRICT' | 'PRESENT';

/** Throws ValidationException for a result that the API would not give. */
export async function checkResultShape(
  resource: Resource,
  value: Json,
  { mode, clock }: { mode: Mode; clock: Clock },
): Promise<void> {
  if (resource.kind === 'function' || resource.pattern === 'waitForTaskToken' || free.has(resource.service)) return;
  const output = await outputOf(resource, clock);
  if (!isObject(value)) throw rejected('The result must be an object');
  const nameOf = resource.kind === 'sdk' ? javaMemberName : plainName;
  checkMembers(output, withoutAdded(resource, value), { mode, nameOf });
}

type Called = Exclude<Resource, { kind: 'function' }>;

async function outputOf(resource: Called, clock: Clock): Promise<NormalizedSchema> {
  const { service, action, pattern, kind, arn } = resource;
  const call = pattern.startsWith('sync') ? polled[`${service}:${action}`] : action;
  const signingName = kind === 'sdk' ? sdkServiceOf(service)?.signingName : service;
  const model = signingName === undefined ? undefined : await loadModel(clock, signingName);
  const operation = call === undefined ? undefined : model?.operations.get(operationName(call));
  if (operation === undefined) throw notSimulated(`states:TestState with fieldValidationMode of ${arn}`);
  return operation.output;
}

const rejected = (what: string) => invalid(`Mock result schema validation error: ${what}`);

type Rules = Readonly<{ mode: Mode; nameOf: Style['nameOf'] }>;

function checkMembers(schema: NormalizedSchema, value: Json, rules: Rules): void {
  const { mode, nameOf } = rules;
  if (!isObject(value)) return;
  const members = new Map([...schema.structIterator()].map(([name, member]) => [nameOf(name), member] as const));
  const missing = requiredMembersOf(schema)
    .map(nameOf)
    .find((name) => !(name in value));
  if (mode === 'STRICT' && missing !== undefined) throw rejected(`Required field '${missing}' is missing`);
  for (const [name, inner] of Object.entries(value)) {
    const member = members.get(name);
    if (member === undefined) throw rejected(`Field '${name}' is not part of the API's response`);
    checkValue(member, inner, { ...rules, field: name });
  }
}

function checkValue(schema: NormalizedSchema, value: Json, rules: Rules & { field: string }): void {
  const { field } = rules;
  const kind = kinds.find(({ has }) => has(schema));
  if (kind !== undefined && !kind.is(value)) throw rejected(`Field '${field}' must be ${kind.name}`);
  if (schema.isStructSchema()) checkMembers(schema, value, rules);
  const inner = schema.isListSchema() || schema.isMapSchema() ? schema.getValueSchema() : undefined;
  if (inner === undefined || typeof value !== 'object' || value === null) return;
  for (const item of Object.values(value)) checkValue(inner, item, rules);
}

function withoutAdded(resource: Called, value: Json): Json {
  if (resource.kind === 'sdk' || !isObject(value)) return value;
  const parsed = parsedByIntegration[resource.arn.replace(/^arn:[^:]+:states:::/, '')] ?? [];
  return Object.fromEntries(Object.entries(value).filter(([name]) => !added.has(name) && !parsed.includes(name)));
}
