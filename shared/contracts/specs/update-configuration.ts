import * as z from 'zod';
import { ParameterPath, SecretName } from '../aws-names.ts';
import { defineKind } from '../define-kind.ts';
import { DbInstanceId, Side } from '../fields.ts';

/** A secret (one key of its JSON) or a parameter that must name the endpoint of the database from now on. */
export const UpdateConfigurationSpec = z.strictObject({
  region: Side,
  target: z.union([
    z.strictObject({ secret: SecretName, key: z.string().min(1) }),
    z.strictObject({ parameter: ParameterPath }),
  ]),
  value: z.strictObject({ endpointOf: DbInstanceId }),
});
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
