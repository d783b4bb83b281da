import * as z from 'zod';
import { DbInstanceId, Side } from '../fields.ts';

/** A secret (one key of its JSON) or a parameter that must name the endpoint of the database from now on. */
export const UpdateConfigurationSpec = z.strictObject({
  region: Side,
  target: z.union([
    z.strictObject({ secret: z.string().min(1), key: z.string().min(1) }),
    z.strictObject({ parameter: z.string().regex(/^\/[\w./-]+$/, 'a parameter path such as /app/database-host') }),
  ]),
  value: z.strictObject({ endpointOf: DbInstanceId }),
});
export type UpdateConfigurationSpec = z.output<typeof UpdateConfigurationSpec>;
