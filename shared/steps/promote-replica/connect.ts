import { connectCloudWatch } from '../../aws/cloud-watch.ts';
import { connectRds } from '../../aws/rds.ts';
import type { Tables } from '../../executor/step-task.ts';
import { connectDatabases } from '../../postgres/connect.ts';
import type { PromoteReplicaDependencies } from './dependencies.ts';
import { openPromotions } from './promotions.ts';

export const connectPromoteReplica = ({ control, ledgerOf }: Tables): PromoteReplicaDependencies => ({
  rds: connectRds(),
  cloudWatch: connectCloudWatch(),
  withDatabase: connectDatabases(),
  promotions: openPromotions(control, ledgerOf),
});
