import * as z from 'zod';
import { EcsName } from '../aws-names.ts';
import { Side } from '../fields.ts';

export const ScaleServiceSpec = z.strictObject({
  cluster: EcsName,
  service: EcsName,
  region: Side,
  /** Never lowers: a service that already runs more tasks stays as it is. */
  desired: z.int().min(1).max(5000),
});
export type ScaleServiceSpec = z.output<typeof ScaleServiceSpec>;
