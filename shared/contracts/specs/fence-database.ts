import * as z from 'zod';
import { DbInstanceId, Side } from '../fields.ts';

export const FenceDatabaseSpec = z.strictObject({
  instance: DbInstanceId,
  region: Side,
  /** What to do when the Region of the instance does not answer: go on (and say so in the record) or refuse. */
  ifUnreachable: z.enum(['proceed', 'refuse']),
});
export type FenceDatabaseSpec = z.output<typeof FenceDatabaseSpec>;
