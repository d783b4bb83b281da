import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/**
 * What AWS demands of the members of requests, as the models of botocore say it: `npm run constraints` makes a table for each
 * service, of the operations that are modelled. `min` and `max` are lengths of strings, blobs, lists and maps, and values of
 * numbers. What is not constrained is not in a table.
 */
const Shape = z.strictObject({
  type: z.enum(['structure', 'list', 'map', 'string', 'blob', 'number']),
  required: z.array(z.string()).optional(),
  members: z.record(z.string(), z.string()).optional(),
  member: z.string().optional(),
  key: z.string().optional(),
  value: z.string().optional(),
  enum: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().optional(),
  /** Its value is not repeated in an error. */
  sensitive: z.literal(true).optional(),
});

export const ConstraintTable = z.strictObject({
  /** botocore's release, and its file. */
  source: z.string(),
  /** The shape of each operation's input. */
  operations: z.record(z.string(), z.string()),
  shapes: z.record(z.string(), Shape),
});

export type Shape = z.infer<typeof Shape>;

export const tableFile = (service: string): string => fileURLToPath(new URL(`tables/${service}.json`, import.meta.url));

export type ConstraintTable = z.infer<typeof ConstraintTable>;

/** Undefined for a service of which nothing is known, as tests make them. */
export function readTable(service: string): ConstraintTable | undefined {
  const file = tableFile(service);
  return existsSync(file) ? ConstraintTable.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
