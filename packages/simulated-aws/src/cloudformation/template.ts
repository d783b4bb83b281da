import * as z from 'zod';

/** A template as osls packages it. Sections that are not listed (Transform, Mappings, Rules, Macros) are refused. */
const Resource = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z
    .union([z.string(), z.array(z.string())])
    .transform((one) => [one].flat())
    .default([]),
  Condition: z.string().optional(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Metadata: z.unknown().optional(),
});

const Parameter = z.looseObject({
  Type: z.enum(['String', 'Number', 'CommaDelimitedList']),
  Default: z.unknown().optional(),
});

const Output = z.strictObject({
  Value: z.unknown(),
  Condition: z.string().optional(),
  Description: z.string().optional(),
  Export: z.strictObject({ Name: z.unknown() }).optional(),
});

const Template = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09').optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), Parameter).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), Resource),
  Outputs: z.record(z.string(), Output).default({}),
});
export type Template = z.output<typeof Template>;

export function parseTemplate(template: unknown): Template {
  const parsed = Template.safeParse(template);
  if (!parsed.success) throw new Error(`Template format error: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
