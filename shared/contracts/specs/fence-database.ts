import * as z from 'zod';
import { defineKind } from '../define-kind.ts';
import { DbInstanceId, durationWithin, Side } from '../fields.ts';

export const FenceDatabaseSpec = z.strictObject({
  instance: DbInstanceId,
  region: Side,
  /**
   * The instance's only security group from then on: no rule lets anything in. RDS cannot stop an instance that has a
   * replica (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html), so its network is cut instead.
   */
  closedSecurityGroup: z.string().regex(/^sg-[0-9a-f]{8,17}$/, 'a security group id such as sg-0123456789abcdef0'),
  /** What to do when the Region of the instance does not answer: go on (and say so in the record) or refuse. */
  ifUnreachable: z.enum(['proceed', 'refuse']),
  /** How long RDS there must be silent, or fail, without a break, before its Region counts as one that does not answer. */
  unreachableFor: durationWithin('0s', '10m').default(15),
  /** A fence that could not be made is tried for so long after the promotion, beside the run and after it; then it is given up. */
  keepTrying: durationWithin('10m', '30d').default(604_800),
});
export type FenceDatabaseSpec = z.output<typeof FenceDatabaseSpec>;

export const fenceDatabase = defineKind({
  name: 'fenceDatabase',
  spec: FenceDatabaseSpec,
  effect: 'closes',
  undo: { isPossible: true, how: 'give the old primary its security groups back' },
  names: ({ region, instance }) => [{ type: 'database', region, instance, changed: 'instance' }],
});
