import * as z from 'zod';

/** As much of a JSON schema as the page of the plan shows. */
const shape = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  unit: z.string().optional(),
  pattern: z.string().optional(),
  enum: z.array(z.string()).optional(),
  const: z.string().optional(),
  default: z.unknown().optional(),
  examples: z.array(z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxItems: z.number().optional(),
  get properties() {
    return z.record(z.string(), shape).optional();
  },
  get items() {
    return shape.optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), shape]).optional();
  },
  get anyOf() {
    return z.array(shape).optional();
  },
  get oneOf() {
    return z.array(shape).optional();
  },
});
export const Schema = shape;
export type Schema = z.output<typeof Schema>;

/** The forms that a value may have: one, or one of several. */
export const formsOf = (schema: Schema): readonly Schema[] => schema.anyOf ?? schema.oneOf ?? [schema];

/** What a list or a map holds; of anything else itself. `suffix` as a path of it is written. */
export function heldBy(schema: Schema): Readonly<{ schema: Schema; suffix: string }> {
  if (schema.items !== undefined) return { schema: schema.items, suffix: '[]' };
  const { additionalProperties: each, properties } = schema;
  if (properties === undefined && typeof each === 'object') return { schema: each, suffix: '.<name>' };
  return { schema, suffix: '' };
}

/** Whether it has fields of its own, in one of its forms at least. */
export const hasFields = (schema: Schema): boolean =>
  formsOf(heldBy(schema).schema).some(({ properties }) => properties !== undefined);

export type Field = Readonly<{ name: string; schema: Schema; isRequired: boolean }>;

export const fieldsOf = ({ properties = {}, required }: Schema): Field[] =>
  Object.entries(properties).map(([name, schema]) => ({ name, schema, isRequired: required.includes(name) }));

/** Of the fields of several forms: those that all of them have, alike. */
export function sharedBy(forms: readonly Schema[]): readonly Field[] {
  const [first, ...others] = forms.map(fieldsOf);
  return (first ?? []).filter((field) =>
    others.every((other) => other.some((one) => JSON.stringify(one) === JSON.stringify(field))),
  );
}

/** What tells a form from the others: a value that only it has, or a field that they do not need. */
export function markOf(form: Schema, others: readonly Schema[]): Field | undefined {
  const isOwn = ({ name, isRequired }: Field) => isRequired && others.every(({ required }) => !required.includes(name));
  return fieldsOf(form).find(({ schema }) => schema.const !== undefined) ?? fieldsOf(form).find(isOwn);
}
