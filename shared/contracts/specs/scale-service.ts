import * as z from 'zod';
import { EcsName } from '../aws-names.ts';
import { defineKind } from '../define-kind.ts';
import { Side } from '../fields.ts';

export const ScaleServiceSpec = z.strictObject({
  cluster: EcsName,
  service: EcsName,
  region: Side,
  /** Never lowers: a service that already runs more tasks stays as it is. */
  desired: z.int().min(1).max(5000),
});
export type ScaleServiceSpec = z.output<typeof ScaleServiceSpec>;

export const scaleService = defineKind({
  name: 'scaleService',
  spec: ScaleServiceSpec,
  effect: 'changes',
  undo: { isPossible: true, how: 'set the number of tasks by hand' },
  names: ({ region, cluster, service }) => [{ type: 'service', region, cluster, service, changed: 'service' }],
});
