import * as z from 'zod';
import { SecretName } from '../aws-names.ts';
import { DataCheck } from '../data-check.ts';
import { defineKind } from '../define-kind.ts';
import { DbInstanceId, durationWithin, Side } from '../fields.ts';

export const CheckDataSpec = z.strictObject({
  instance: DbInstanceId,
  region: Side,
  /** Secrets Manager name of `{ username, password }` of a role that can only read. */
  secret: SecretName,
  database: z.string().min(1),
  /** A look has 70 s for all of them. */
  statementTimeout: durationWithin('1s', '70s').default(30),
  checks: z.array(DataCheck).min(1).max(50),
});
export type CheckDataSpec = z.output<typeof CheckDataSpec>;

export const checkData = defineKind({
  name: 'checkData',
  spec: CheckDataSpec,
  effect: 'looks',
  names: ({ region, instance, secret }) => [
    { type: 'database', region, instance },
    { type: 'secret', region, secret },
  ],
});
