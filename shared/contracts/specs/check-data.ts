import * as z from 'zod';
import { SecretName } from '../aws-names.ts';
import { DataCheck } from '../data-check.ts';
import { DbInstanceId, Duration, Side } from '../fields.ts';

export const CheckDataSpec = z.strictObject({
  instance: DbInstanceId,
  region: Side,
  /** Secrets Manager name of `{ username, password }` of a role that can only read. */
  secret: SecretName,
  database: z.string().min(1),
  statementTimeout: Duration.default(30),
  checks: z.array(DataCheck).min(1).max(50),
});
export type CheckDataSpec = z.output<typeof CheckDataSpec>;
