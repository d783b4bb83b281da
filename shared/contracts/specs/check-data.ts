import * as z from 'zod';
import { DbInstanceId, Duration, Side } from '../fields.ts';

/** One statement, one row, one number. At least one bound: `count >= 0` proves nothing. */
const Check = z
  .strictObject({
    name: z.string().min(1).max(80),
    sql: z.string().regex(/^\s*(select|with)\b[^;]*$/i, 'a single SELECT without a semicolon'),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  })
  .refine((check) => check.atLeast !== undefined || check.atMost !== undefined, 'give atLeast or atMost, or both');

export const CheckDataSpec = z.strictObject({
  instance: DbInstanceId,
  region: Side,
  /** Secrets Manager name of `{ username, password }` of a role that can only read. */
  secret: z.string().min(1),
  database: z.string().min(1),
  statementTimeout: Duration.default(30),
  checks: z.array(Check).min(1).max(50),
});
export type CheckDataSpec = z.output<typeof CheckDataSpec>;
