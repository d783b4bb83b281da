import * as z from 'zod';
import { ParameterPath, SecretName } from '../aws-names.ts';
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
