import { AwsFault } from '../../../call.ts';
import { membersOf } from '../clusters/cluster.ts';
import type { Instance } from '../instances/instance.ts';
import type { Cluster, GlobalCluster } from '../records.ts';
import type { Store } from '../store.ts';
import { shownTags } from '../tags.ts';

export function findGlobal(store: Store, id = ''): GlobalCluster {
  const found = store.globals.get(id.toLowerCase());
  if (found !== undefined) return found;
  throw new AwsFault('GlobalClusterNotFoundFault', `Global cluster ${id} not found.`, { status: 404 });
}

export const globalInState = (message: string): AwsFault => new AwsFault('InvalidGlobalClusterStateFault', message);

export const globalOf = (store: Store, { arn }: Cluster): GlobalCluster | undefined =>
  [...store.globals.values()].find(({ members }) => members.has(arn));

export const primaryOf = (store: Store, { writer }: GlobalCluster): Cluster | undefined =>
  writer === undefined ? undefined : store.clusters.get(writer);

/** The instance whose writes reach the storage of this cluster: its own writer, or that of the primary of its global cluster. */
export function leaderOf(store: Store, cluster: Cluster): Instance | undefined {
  const global = globalOf(store, cluster);
  const primary = global === undefined ? cluster : primaryOf(store, global);
  return primary === undefined ? undefined : writerOf(store, primary);
}

const writerOf = (store: Store, { writer }: Cluster): Instance | undefined =>
  writer === undefined ? undefined : store.instances.get(writer);

/** The instance behind the global writer endpoint. */
export function globalWriterBehind(store: Store, host: string): string | undefined {
  const global = [...store.globals.values()].find((one) => globalEndpoint(one) === host);
  const primary = global && primaryOf(store, global);
  return primary && writerOf(store, primary)?.address;
}

const globalEndpoint = ({ id, resourceId }: GlobalCluster): string =>
  `${id}.global-${resourceId.slice(-12)}.global.rds.amazonaws.com`;

/** As the SDK's GlobalCluster, whose list of states lacks `switching-over`, of which its text tells. */
export const shownGlobal = (store: Store, global: GlobalCluster) => ({
  GlobalClusterIdentifier: global.id,
  GlobalClusterResourceId: global.resourceId,
  GlobalClusterArn: global.arn,
  Status: global.status,
  Engine: 'aurora-postgresql',
  EngineVersion: global.engineVersion,
  DatabaseName: global.databaseName,
  StorageEncrypted: global.isEncrypted,
  DeletionProtection: global.isProtected,
  Endpoint: globalEndpoint(global),
  GlobalClusterMembers: [...global.members].map((arn) => shownMember(store, global, arn)),
  FailoverState: global.failover && {
    Status: global.failover.status,
    FromDbClusterArn: global.failover.from,
    ToDbClusterArn: global.failover.to,
    IsDataLossAllowed: global.failover.isDataLossAllowed,
  },
  TagList: shownTags(global.tags),
});

function shownMember(store: Store, global: GlobalCluster, arn: string) {
  const isWriter = arn === global.writer;
  const cluster = store.clusters.get(arn);
  return {
    DBClusterArn: arn,
    Readers: isWriter ? [...global.members].filter((one) => one !== arn) : [],
    IsWriter: isWriter,
    ...(cluster === undefined || membersOf(store, cluster).length === 0
      ? {}
      : { SynchronizationStatus: global.toResync.has(arn) ? ('pending-resync' as const) : ('connected' as const) }),
  };
}
