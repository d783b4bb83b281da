import { connectCloudWatch } from '../../aws/cloud-watch.ts';
import { connectSecrets, createGetSecret } from '../../aws/get-secret.ts';
import { connectRds } from '../../aws/rds.ts';
import type { Tables } from '../../executor/step-task.ts';
import { createWithDatabase } from '../../postgres/database.ts';
import type { PromoteReplicaDependencies } from './dependencies.ts';
import { openPromotions } from './promotions.ts';

export const connectPromoteReplica = ({ control, ledgerOf }: Tables): PromoteReplicaDependencies => ({
  rds: connectRds(),
  cloudWatch: connectCloudWatch(),
  withDatabase: createWithDatabase(createGetSecret(connectSecrets())),
  promotions: openPromotions(control, ledgerOf),
});
