import * as z from 'zod';
import { about } from '../about.ts';
import { ParameterPath, SecretName } from '../aws-names.ts';
import { defineKind } from '../define-kind.ts';
import { DbInstanceId, Side } from '../fields.ts';

/** A secret (one key of its JSON) or a parameter that must name the endpoint of the database from now on. */
export const UpdateConfigurationSpec = z
  .strictObject({
    region: Side.meta(about('The side on which secret or parameter, and the database, are.', 'standby')),
    target: z
      .union([
        z.strictObject({
          secret: SecretName.meta(about('Name of the secret, whose value is JSON.', 'shielda/control-plane/database')),
          key: z.string().min(1).meta(about('The key in that JSON.', 'host')),
        }),
        z.strictObject({
          parameter: ParameterPath.meta(
            about('Name of the parameter of the Parameter Store.', '/shielda/database-host'),
          ),
        }),
      ])
      .meta(about('What is changed: one key of a secret, or a parameter.')),
    value: z
      .strictObject({
        endpointOf: DbInstanceId.meta(
          about('Identifier of the RDS instance whose endpoint is written there.', 'shielda-replica-us-east-1'),
        ),
      })
      .meta(about('What is written there.')),
  })
  .meta(about('Writes where the database is from now on.'));
export type UpdateConfigurationSpec = z.output<typeof UpdateConfigurationSpec>;

export const updateConfiguration = defineKind({
  name: 'updateConfiguration',
  spec: UpdateConfigurationSpec,
  effect: 'changes',
  undo: { isPossible: true, how: 'put the former value back' },
  names: ({ region, target, value }) => [
    'secret' in target
      ? { type: 'secret', region, ...target, changed: 'target' }
      : { type: 'parameter', region, ...target, changed: 'target' },
    { type: 'database', region, instance: value.endpointOf },
  ],
});
