import { isObject } from '../../is-object.ts';
import { planSchema } from '../plan-schema.ts';

/** A part of the schema of plans as JSON Schema has it. */
export type PartOfSchema = Readonly<Record<string, unknown>>;

let whole: PartOfSchema | undefined;

export const fieldsOf = (schema: PartOfSchema): string[] => Object.keys(part(schema.properties) ?? {});

const part = (value: unknown): PartOfSchema | undefined => (isObject(value) ? { ...value } : undefined);

type Path = readonly PropertyKey[];

export const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, key) => (isObject(at) ? at[String(key)] : undefined), data);

/** What may stand at a path of what the author wrote. */
export function schemaAt(path: Path, data: unknown): PartOfSchema | undefined {
  let schema: PartOfSchema | undefined = wholeSchema();
  for (const [depth, key] of path.entries()) {
    if (schema === undefined) return undefined;
    schema = childAt(meantBranch(schema, valueAt(data, path.slice(0, depth))), key);
  }
  return schema;
}

function wholeSchema(): PartOfSchema {
  whole ??= planSchema();
  return whole;
}

const childAt = (schema: PartOfSchema, key: PropertyKey): PartOfSchema | undefined =>
  typeof key === 'number'
    ? part(schema.items)
    : (part(part(schema.properties)?.[String(key)]) ?? part(schema.additionalProperties));

/** Of a thing of several kinds, the one that has most of the fields that the author wrote. */
function meantBranch(schema: PartOfSchema, written: unknown): PartOfSchema {
  const keys = isObject(written) ? Object.keys(written) : [];
  const unknown = (branch: PartOfSchema) => keys.filter((key) => !fieldsOf(branch).includes(key)).length;
  const [first = schema, ...rest] = branchesOf(schema);
  return rest.reduce((best, branch) => (unknown(branch) < unknown(best) ? branch : best), first);
}

/** The kinds that a thing may be of; a thing of one kind is the only one. */
function branchesOf(schema: PartOfSchema): PartOfSchema[] {
  const branches = [...list(schema.anyOf), ...list(schema.oneOf)].map(part).filter((each) => each !== undefined);
  return branches.length === 0 ? [schema] : branches;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The fields that a mapping at this path may have. */
export function knownFields(path: Path, data: unknown): string[] {
  const schema = schemaAt(path, data);
  return schema === undefined ? [] : fieldsOf(meantBranch(schema, valueAt(data, path)));
}

/** Fields that say of which kind a thing is, kind by kind. `own`: no other kind has them; else no other kind requires them. */
export function kindFields(schema: PartOfSchema, which: 'own' | 'required'): string[][] {
  const branches = branchesOf(schema);
  if (branches.length < 2) return [];
  const required = (branch: PartOfSchema): string[] => list(branch.required).map(String);
  const takenBy = which === 'own' ? fieldsOf : required;
  return branches.map((branch) =>
    required(branch).filter((field) => branches.every((other) => other === branch || !takenBy(other).includes(field))),
  );
}
