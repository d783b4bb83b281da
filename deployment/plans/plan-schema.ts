import * as z from 'zod';
import { inUnits } from '../../shared/contracts/fields.ts';
import { Plan } from '../../shared/contracts/plan.ts';

/** The JSON schema of a plan as people write it: what editors check plan files with, and what docs/plan.md is made from. */
export const planSchema = () => z.toJSONSchema(Plan, { io: 'input', override: complete });

type Finished = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>;

/** zod leaves examples and default of a duration out, since it is read as another type than it is written in. */
const complete: Finished = ({ zodSchema, jsonSchema }) => {
  const examples = z.globalRegistry.get(zodSchema)?.examples;
  if (Array.isArray(examples) && examples.length > 0) jsonSchema.examples = examples;
  else delete jsonSchema.examples;
  const { def } = zodSchema._zod;
  if (def.type === 'default') jsonSchema.default = asWritten(def.defaultValue, jsonSchema.unit);
};

/** As a plan writes it: a duration is read as seconds. */
const asWritten = (value: unknown, unit: unknown): unknown =>
  typeof value === 'number' && typeof unit === 'string' && unit.startsWith('duration') ? inUnits(value) : value;
