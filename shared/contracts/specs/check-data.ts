import * as z from 'zod';
import { about } from '../about.ts';
import { SecretName } from '../aws-names.ts';
import { DataCheck } from '../data-check.ts';
import { defineKind } from '../define-kind.ts';
import { DbInstanceId, durationWithin, Side } from '../fields.ts';

export const CheckDataSpec = z
  .strictObject({
    instance: DbInstanceId.meta(about('Identifier of the RDS instance that is asked.', 'shielda-replica-us-east-1')),
    region: Side.meta(about('The side on which it stands.', 'standby')),
    secret: SecretName.meta(
      about(
        'Secrets Manager name of `{ "username", "password" }` of a role that can only read.',
        'shielda/lifeboat-reader',
      ),
    ),
    database: z.string().min(1).meta(about('The database to connect to.', 'shielda')),
    statementTimeout: durationWithin('1s', '70s')
      .default(30)
      .meta(about('How long one statement may take. A look has 70 s for all of them.', '30s')),
    checks: z.array(DataCheck).min(1).max(50).meta(about('The statements, each with its bounds.')),
  })
  .meta(about('Asks the database itself whether its data are there.'));
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
