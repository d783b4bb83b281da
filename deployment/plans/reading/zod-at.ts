import * as z from 'zod';
import { Plan } from '../../../shared/contracts/plan.ts';
import { isObject } from '../../is-object.ts';
import { valueAt } from './schema-at.ts';

type Path = readonly PropertyKey[];
type Schema = z.core.$ZodType;

/** The schema of the kind that the author meant at a path; undefined where a thing is of one kind only, or of none that can be told. */
export function meantKindAt(path: Path, data: unknown): z.ZodType | undefined {
  let schema: Schema | undefined = Plan;
  let kind: Schema | undefined;
  for (const [depth, key] of [...path, undefined].entries()) {
    if (schema === undefined) return undefined;
    kind = schema instanceof z.ZodUnion ? meantOption(schema.options, valueAt(data, path.slice(0, depth))) : undefined;
    if (key !== undefined) schema = childAt(kind ?? schema, key);
  }
  return kind instanceof z.ZodType ? kind : undefined;
}

/** Of several kinds the one that has a field which no other has, and which the author wrote. */
const meantOption = (options: readonly Schema[], written: unknown): Schema | undefined =>
  options.find((option) =>
    fieldsOf(option).some(
      (field) =>
        isObject(written) &&
        field in written &&
        options.every((other) => other === option || !fieldsOf(other).includes(field)),
    ),
  );

const fieldsOf = (schema: Schema): string[] => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);

function childAt(schema: Schema, key: PropertyKey): Schema | undefined {
  if (schema instanceof z.ZodArray) return bare(schema.element);
  if (schema instanceof z.ZodRecord) return bare(schema.valueType);
  const child: unknown = schema instanceof z.ZodObject ? schema.shape[String(key)] : undefined;
  return child instanceof z.ZodType ? bare(child) : undefined;
}

const bare = (schema: Schema): Schema =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? bare(schema.unwrap())
    : schema;
