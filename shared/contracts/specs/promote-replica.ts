import * as z from 'zod';
import { about } from '../about.ts';
import { SecretName } from '../aws-names.ts';
import { defineKind } from '../define-kind.ts';
import { DbInstanceId, durationWithin, Side } from '../fields.ts';

export const PromoteReplicaSpec = z
  .strictObject({
    instance: DbInstanceId.meta(about('Identifier of the RDS read replica.', 'shielda-replica-us-east-1')),
    region: Side.meta(about('The side on which it stands.', 'standby')),
    maxLag: durationWithin('0s', '30d').meta(
      about(
        'The most data that may be lost without asking, as time. At most the RPO. Beyond it a person is asked.',
        '5m',
      ),
    ),
    secret: SecretName.meta(
      about(
        'Secrets Manager name of `{ "username", "password" }` of a role that may connect, with `pg_read_all_stats`.',
        'shielda/lifeboat-reader',
      ),
    ),
    database: z.string().min(1).default('postgres').meta(about('The database to connect to.', 'shielda')),
    backupRetentionDays: z
      .int()
      .min(1)
      .max(35)
      .meta(
        about(
          'For how long RDS keeps the backups of the new primary. Unless it is told, RDS keeps one day.',
          35,
          'days',
        ),
      ),
  })
  .meta(about('Makes a cross-Region read replica of RDS the primary.'));
export type PromoteReplicaSpec = z.output<typeof PromoteReplicaSpec>;

export const promoteReplica = defineKind({
  name: 'promoteReplica',
  spec: PromoteReplicaSpec,
  effect: 'takesOver',
  undo: {
    isPossible: false,
    how: 'the replica becomes a primary for good, and what it had not received is lost to it; going back means a new replica',
  },
  names: ({ region, instance, secret }) => [
    { type: 'database', region, instance, changed: 'instance' },
    { type: 'secret', region, secret },
  ],
});
