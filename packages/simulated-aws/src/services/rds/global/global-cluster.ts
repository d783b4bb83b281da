import { AwsFault } from '../../../call.ts';
import { type Cluster, membersOf } from '../clusters/cluster.ts';
import type { Instance } from '../instances/instance.ts';
import type { Store } from '../store.ts';
import { shownTags, type Tags } from '../tags.ts';

/** An Aurora global database: a primary cluster, which writes, and secondary ones in other Regions. */
export type GlobalCluster = {
  readonly id: string;
  readonly arn: string;
  readonly resourceId: string;
  readonly engineVersion: string;
  readonly databaseName: string | undefined;
  readonly isEncrypted: boolean;
  readonly isProtected: boolean;
  tags: Tags;
  status: 'available' | 'switching-over' | 'failing-over' | 'deleting';
  /** ARNs of clusters. */
  readonly members: Set<string>;
  /** ARN of the primary cluster. */
  writer: string | undefined;
  /** Members that are behind for good until they have been made anew. */
  readonly toResync: Set<string>;
  failover:
    | Readonly<{
        status: 'pending' | 'switching-over' | 'failing-over' | 'cancelling';
        from: string;
        to: string;
        isDataLossAllowed: boolean;
      }>
    | undefined;
};

export const findGlobal = (store: Store, id = ''): GlobalCluster => {
  const found = store.globals.get(id.toLowerCase());
  if (found !== undefined) return found;
  throw new AwsFault('GlobalClusterNotFoundFault', `Global cluster ${id} not found.`, { status: 404 });
};

export const globalInState = (message: string): AwsFault => new AwsFault('InvalidGlobalClusterStateFault', message);

export const globalOf = (store: Store, { arn }: Cluster): GlobalCluster | undefined =>
  [...store.globals.values()].find(({ members }) => members.has(arn));

export const primaryOf = (store: Store, { writer }: GlobalCluster): Cluster | undefined =>
  writer === undefined ? undefined : store.clusters.get(writer);

const writerOf = (store: Store, { writer }: Cluster): Instance | undefined =>
  writer === undefined ? undefined : store.instances.get(writer);

/** The instance whose writes reach the storage of this cluster: its own writer, or that of the primary of its global cluster. */
export const leaderOf = (store: Store, cluster: Cluster): Instance | undefined => {
  const global = globalOf(store, cluster);
  const primary = global === undefined ? cluster : primaryOf(store, global);
  return primary === undefined ? undefined : writerOf(store, primary);
};

const globalEndpoint = ({ id, resourceId }: GlobalCluster): string =>
  `${id}.global-${resourceId.slice(-12)}.global.rds.amazonaws.com`;

/** The instance behind the global writer endpoint. */
export const globalWriterBehind = (store: Store, host: string): string | undefined => {
  const global = [...store.globals.values()].find((one) => globalEndpoint(one) === host);
  const primary = global && primaryOf(store, global);
  return primary && writerOf(store, primary)?.address;
};

const shownMember = (store: Store, global: GlobalCluster, arn: string) => {
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
};

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
