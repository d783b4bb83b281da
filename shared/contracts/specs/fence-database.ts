import * as z from 'zod';
import { about } from '../about.ts';
import { defineKind } from '../define-kind.ts';
import { DbInstanceId, durationWithin, Side } from '../fields.ts';

export const FenceDatabaseSpec = z
  .strictObject({
    instance: DbInstanceId.meta(
      about('Identifier of the RDS instance that is fenced: the old primary.', 'shielda-prod'),
    ),
    region: Side.meta(about('The side on which it stands.', 'primary')),
    /**
     * The instance's only security group from then on: no rule lets anything in. RDS cannot stop an instance that has a
     * replica (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html), so its network is cut instead.
     */
    closedSecurityGroup: z
      .string()
      .regex(/^sg-[0-9a-f]{8,17}$/, 'a security group id such as sg-0123456789abcdef0')
      .meta(
        about(
          'A security group of the VPC of the instance, without any rule. It becomes the only one of the instance.',
          'sg-0c105ed00000000a1',
        ),
      ),
    ifUnreachable: z
      .enum(['proceed', 'refuse'])
      .meta(
        about(
          'When the Region of the instance does not answer: `proceed` goes on and owes the fence, `refuse` ends the run.',
          'proceed',
        ),
      ),
    unreachableFor: durationWithin('0s', '10m')
      .default(15)
      .meta(
        about(
          'How long RDS must be silent there, or fail, without a break, before its Region counts as unreachable.',
          '15s',
        ),
      ),
    keepTrying: durationWithin('10m', '30d')
      .default(604_800)
      .meta(about('How long a fence that is owed is tried after the promotion. Then it is given up.', '7d')),
  })
  .meta(about('Keeps the old primary from taking writes: closes its network, then reboots it.'));
export type FenceDatabaseSpec = z.output<typeof FenceDatabaseSpec>;

export const fenceDatabase = defineKind({
  name: 'fenceDatabase',
  spec: FenceDatabaseSpec,
  effect: 'closes',
  undo: { isPossible: true, how: 'give the old primary its security groups back' },
  names: ({ region, instance }) => [{ type: 'database', region, instance, changed: 'instance' }],
});
