import * as z from 'zod';

/** One statement, one row, one number. At least one bound: `count >= 0` proves nothing. */
export const DataCheck = z
  .strictObject({
    name: z.string().min(1).max(80),
    sql: z.string().regex(/^\s*(select|with)\b[^;]*$/i, 'a single SELECT without a semicolon'),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  })
  .refine((check) => check.atLeast !== undefined || check.atMost !== undefined, 'give atLeast or atMost, or both');
export type DataCheck = z.output<typeof DataCheck>;
