import type { NormalizedSchema } from '@smithy/core/schema';
import type { Selection } from '../../src/members/selection.ts';
import { catalogue } from '../../src/wire/catalogue.ts';
import { readModel } from '../../src/wire/model.ts';

/** The input of each operation of a service, as the SDK describes it. */
export const inputsOf = async (service: string): Promise<ReadonlyMap<string, NormalizedSchema>> => {
  const entry = catalogue.find(({ name }) => name === service);
  if (entry === undefined) throw new Error(`there is no client for ${service}`);
  const { operations } = readModel(entry, await entry.load());
  return new Map([...operations].map(([name, { input }]) => [name, input]));
};

/** A list's or a map's values, however deep. */
export const innermost = (schema: NormalizedSchema): NormalizedSchema =>
  schema.isListSchema() || schema.isMapSchema() ? innermost(schema.getValueSchema()) : schema;

export const membersOf = (schema: NormalizedSchema): readonly [string, NormalizedSchema][] =>
  schema.isStructSchema() ? [...schema.structIterator()] : [];

/** What stands around a structure: nothing, a list, or a map. */
const wrapped = (schema: NormalizedSchema, value: unknown): unknown => {
  if (schema.isListSchema()) return [wrapped(schema.getValueSchema(), value)];
  return schema.isMapSchema() ? { any: wrapped(schema.getValueSchema(), value) } : value;
};

/** The members of a structure's selection, past the `*` of maps. */
export const inside = (selection: Selection | undefined): Selection | undefined => {
  const each = selection?.get('*');
  return each === undefined ? selection : inside(each);
};

export type Outside = Readonly<{ path: string; input: Readonly<Record<string, unknown>> }>;

/** A request for each member that a selection leaves out, on each level that it looks into. */
export const outsidesOf = (schema: NormalizedSchema, selection: Selection): Outside[] => {
  if (selection.has('**')) return [];
  return membersOf(schema).flatMap(([name, member]) => {
    if (!selection.has(name)) return [{ path: name, input: { [name]: wrapped(member, 'x') } }];
    const inner = inside(selection.get(name));
    if (inner === undefined) return [];
    return outsidesOf(innermost(member), inner).map(({ path, input }) => ({
      path: `${name}.${path}`,
      input: { [name]: wrapped(member, input) },
    }));
  });
};
