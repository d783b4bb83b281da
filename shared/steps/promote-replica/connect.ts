import { connectCloudWatch } from '../../aws/cloud-watch.ts';
import { createWithDatabase } from '../../aws/database.ts';
import { connectSecrets, createGetSecret } from '../../aws/get-secret.ts';
import { connectRds } from '../../aws/rds.ts';
import type { PromoteReplicaDependencies } from './observe.ts';

export const connectPromoteReplica = (): PromoteReplicaDependencies => ({
  rds: connectRds(),
  cloudWatch: connectCloudWatch(),
  withDatabase: createWithDatabase(createGetSecret(connectSecrets())),
});
