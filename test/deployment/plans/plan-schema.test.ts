import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { planSchema } from '../../../deployment/plans/plan-schema.ts';
import { Plan } from '../../../shared/contracts/plan.ts';
import { planPage } from '../../../tools/docs/plan-page.ts';

type Field = Readonly<{ path: string; field: z.core.$ZodType }>;

/** What is held by a list, a map, an optional field, or stands behind a default. */
const innerOf = (schema: z.core.$ZodType): readonly z.core.$ZodType[] => {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (schema instanceof z.ZodUnion) return schema.options;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return [schema.unwrap()];
  return [];
};

const fieldsIn = (schema: z.core.$ZodType, path: string): Field[] => {
  if (!(schema instanceof z.ZodObject)) return innerOf(schema).flatMap((inner) => fieldsIn(inner, path));
  return Object.entries<z.core.$ZodType>(schema.shape).flatMap(([name, field]) => [
    { path: `${path}.${name}`, field },
    ...fieldsIn(field, `${path}.${name}`),
  ]);
};

const fields = fieldsIn(Plan, 'plan');
const aboutOf = ({ field }: Field) => z.globalRegistry.get(field) ?? {};
const hasOwnFields = ({ path }: Field) => fields.some((other) => other.path.startsWith(`${path}.`));
const examplesOf = (field: Field): readonly unknown[] => z.array(z.unknown()).parse(aboutOf(field).examples ?? []);

describe('the fields of a plan', () => {
  it('are all found', () => {
    expect(fields.length).toBeGreaterThan(120);
    expect(fields.map(({ path }) => path)).toContain('plan.runbooks.stages.steps.fenceDatabase.unreachableFor');
  });

  it('say each what they mean, in sentences', () => {
    const mute = fields.filter((field) => !/^\S.*\.$/.test(String(aboutOf(field).description ?? '')));
    expect(mute.map(({ path }) => path)).toEqual([]);
  });

  it('give each an example that the plan would take, unless they hold others', () => {
    const leaves = fields.filter((field) => !hasOwnFields(field));
    const without = leaves.filter((field) => examplesOf(field).length === 0);
    expect(without.map(({ path }) => path)).toEqual([]);
    const refused = leaves.flatMap((field) =>
      examplesOf(field)
        .filter((example) => !z.safeParse(field.field, example).success)
        .map((example) => `${field.path}: ${JSON.stringify(example)}`),
    );
    expect(refused).toEqual([]);
  });

  it('name each unit of a number', () => {
    const numbers = fields.filter(({ field }) => {
      const inner = field instanceof z.ZodDefault || field instanceof z.ZodOptional ? field.unwrap() : field;
      return inner instanceof z.ZodNumber;
    });
    expect(numbers.length).toBeGreaterThan(8);
    expect(numbers.filter((field) => typeof aboutOf(field).unit !== 'string').map(({ path }) => path)).toEqual([]);
  });
});

describe('plan.schema.json', () => {
  const text = readFileSync('plans/plan.schema.json', 'utf8');

  it('has defaults and examples of durations as a plan writes them', () => {
    const parsed = z.looseObject({ properties: z.record(z.string(), z.json()) }).parse(JSON.parse(text));
    expect(parsed.properties.response).toMatchObject({
      properties: { escalateAfter: { default: '15m', examples: ['10m'], unit: 'duration, 1m to 1d' } },
    });
  });
});

describe('docs/plan.md', () => {
  const page = planPage(planSchema());

  it.each(fields.map(({ path, field }) => ({ path, description: z.globalRegistry.get(field)?.description ?? '' })))(
    'has a line for $path',
    ({ path, description }) => {
      const name = path.split('.').at(-1);
      const rows = page.split('\n').filter((line) => line.startsWith(`| \`${name}\` |`));
      expect([...rows, page].some((row) => row.includes(description.replaceAll('|', String.raw`\|`)))).toBe(true);
    },
  );

  it('shows no heading twice', () => {
    const headings = page.split('\n').filter((line) => line.startsWith('#'));
    expect(headings).toEqual([...new Set(headings)]);
  });
});
