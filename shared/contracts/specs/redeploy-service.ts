import * as z from 'zod';
import { about } from '../about.ts';
import { EcsName } from '../aws-names.ts';
import { defineKind } from '../define-kind.ts';
import { Side } from '../fields.ts';

export const RedeployServiceSpec = z
  .strictObject({
    cluster: EcsName.meta(about('Name of the ECS cluster.', 'shielda')),
    service: EcsName.meta(about('Name of the ECS service.', 'control-plane')),
    region: Side.meta(about('The side on which it runs.', 'primary')),
  })
  .meta(about('Starts new tasks in place of those that run, by a forced deployment.'));
export type RedeployServiceSpec = z.output<typeof RedeployServiceSpec>;

export const redeployService = defineKind({
  name: 'redeployService',
  spec: RedeployServiceSpec,
  effect: 'changes',
  undo: {
    isPossible: false,
    how: 'the former tasks are gone; the new ones run the same task definition, with what its image tags name now',
  },
  names: ({ region, cluster, service }) => [{ type: 'service', region, cluster, service, changed: 'service' }],
});
