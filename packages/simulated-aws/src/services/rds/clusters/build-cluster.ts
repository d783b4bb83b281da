import { AwsFault } from '../../../call.ts';
import type { Snapshot } from '../../../postgres/database.ts';
import { addEvent } from '../events.ts';
import { groupsIn, type Surroundings } from '../instances/enrol.ts';
import { familyOf, groupFor } from '../parameters/parameter-group.ts';
import { subnetGroupFor } from '../parameters/subnet-groups.ts';
import type { Cluster } from '../records.ts';
import type { Store } from '../store.ts';
import type { Tags } from '../tags.ts';
import { clusterArn, turn } from './cluster.ts';

/** What both ways to make a cluster take from their requests. */
export type ClusterOrder = Readonly<{
  DBClusterIdentifier: string | undefined;
  DBSubnetGroupName?: string | undefined;
  VpcSecurityGroupIds?: string[] | undefined;
  DBClusterParameterGroupName?: string | undefined;
  DeletionProtection?: boolean | undefined;
  BackupRetentionPeriod?: number | undefined;
  CopyTagsToSnapshot?: boolean | undefined;
}>;

type Origin = Readonly<{
  region: string;
  engineVersion: string;
  masterUsername: string;
  databaseName: string;
  masterPassword: string | undefined;
  kmsKey: string | undefined;
  content: Snapshot | undefined;
  tags: Tags;
}>;

/** Storage, `creating` for a while, without an instance: nobody can connect before one has been added. */
export function buildCluster(
  store: Store,
  { order, origin }: Readonly<{ order: ClusterOrder; origin: Origin }>,
  { scene, namesOf }: Surroundings,
): Cluster {
  const { world } = store;
  const id = order.DBClusterIdentifier?.toLowerCase() ?? '';
  const arn = clusterArn(world, origin.region, id);
  if (store.clusters.has(arn)) throw new AwsFault('DBClusterAlreadyExistsFault', `DB Cluster already exists: ${id}`);
  const cluster: Cluster = {
    ...settingsOf(store, order, origin),
    ...origin,
    ...{ id, arn, createdAt: world.clock.now(), status: 'creating', writer: undefined },
    ...{ storage: undefined, masterSecret: undefined, isBusy: false, stoppedAt: undefined },
    resourceId: `cluster-${world.random.hex(26).toUpperCase()}`,
    label: namesOf(origin.region).label.slice(1),
  };
  store.clusters.set(arn, cluster);
  world.clock.after(world.awsTime(scene.durations?.restoreSeconds ?? 420), () => {
    if (cluster.status !== 'creating') return;
    addEvent(store, cluster, { event: 'RDS-EVENT-0170' });
    turn(store, cluster, 'available');
  });
  return cluster;
}

const settingsOf = (store: Store, order: ClusterOrder, { region, engineVersion }: Origin) => ({
  subnetGroup: subnetGroupFor(store, region, order.DBSubnetGroupName).id,
  securityGroups: groupsIn(store, region, order.VpcSecurityGroupIds).securityGroups ?? [],
  parameterGroup: groupFor(store, {
    ...{ sort: 'cluster-pg', region, name: order.DBClusterParameterGroupName },
    family: familyOf('aurora-postgresql', engineVersion),
  }),
  isProtected: order.DeletionProtection ?? false,
  copiesTags: order.CopyTagsToSnapshot ?? false,
  backupRetentionDays: order.BackupRetentionPeriod ?? 1,
});
