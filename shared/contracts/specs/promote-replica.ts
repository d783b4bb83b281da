import * as z from 'zod';
import { SecretName } from '../aws-names.ts';
import { defineKind } from '../define-kind.ts';
import { DbInstanceId, durationWithin, Side } from '../fields.ts';

export const PromoteReplicaSpec = z.strictObject({
  instance: DbInstanceId,
  region: Side,
  maxLag: durationWithin('0s', '30d'),
  /** Secrets Manager name of `{ username, password }`, a role that may connect and read. */
  secret: SecretName,
  database: z.string().min(1).default('postgres'),
  /** RDS gives a promoted instance one day of backups unless it is told. 0 is refused: the new primary needs them. */
  backupRetentionDays: z.int().min(1).max(35),
});
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
