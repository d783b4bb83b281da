import * as z from 'zod';
import { about } from '../about.ts';
import { EcsName } from '../aws-names.ts';
import { defineKind } from '../define-kind.ts';
import { Side } from '../fields.ts';

export const ScaleServiceSpec = z
  .strictObject({
    cluster: EcsName.meta(about('Name of the ECS cluster.', 'shielda')),
    service: EcsName.meta(about('Name of the ECS service.', 'control-plane')),
    region: Side.meta(about('The side on which it runs.', 'standby')),
    desired: z
      .int()
      .min(1)
      .max(5000)
      .meta(about('How many tasks it must run. A service that runs more stays as it is.', 2, 'tasks')),
  })
  .meta(about('Raises the number of tasks of an ECS service.'));
export type ScaleServiceSpec = z.output<typeof ScaleServiceSpec>;

export const scaleService = defineKind({
  name: 'scaleService',
  spec: ScaleServiceSpec,
  effect: 'changes',
  undo: { isPossible: true, how: 'set the number of tasks by hand' },
  names: ({ region, cluster, service }) => [{ type: 'service', region, cluster, service, changed: 'service' }],
});
