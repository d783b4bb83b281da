import * as z from 'zod';
import { about } from './about.ts';

/** One statement, one row, one number. At least one bound: `count >= 0` proves nothing. */
export const DataCheck = z
  .strictObject({
    name: z.string().min(1).max(80).meta(about('What is checked, as the record shows it.', 'organizations')),
    sql: z
      .string()
      .regex(/^\s*(select|with)\b[^;]*$/i, 'a single SELECT without a semicolon')
      .meta(about('One SELECT that answers one row with one number.', 'SELECT count(*) FROM organizations')),
    atLeast: z
      .number()
      .optional()
      .meta(about('The least that the number may be. Give `atLeast`, `atMost` or both.', 1, 'that of the statement')),
    atMost: z
      .number()
      .optional()
      .meta(about('The most that the number may be.', 0, 'that of the statement')),
  })
  .refine((check) => check.atLeast !== undefined || check.atMost !== undefined, 'give atLeast or atMost, or both');
export type DataCheck = z.output<typeof DataCheck>;
