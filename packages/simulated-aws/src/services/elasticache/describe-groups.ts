import type {
  CacheClusterMessage,
  DescribeCacheClustersMessage,
  DescribeReplicationGroupsMessage,
  ReplicationGroupMessage,
} from '@aws-sdk/client-elasticache';
import { AwsFault, type Call } from '../../call.ts';
import { requireGroup } from './faults.ts';
import { pageOfRecords } from './paging.ts';
import { shownCluster, shownGroup } from './shown.ts';
import { nodesOf, type Store } from './store.ts';

export const describeReplicationGroups =
  (store: Store) =>
  (input: DescribeReplicationGroupsMessage, call: Call): ReplicationGroupMessage => {
    const { ReplicationGroupId: id } = input;
    if (id !== undefined) return { ReplicationGroups: [shownGroup(store, requireGroup(store, id, call))] };
    const here = store.groups.filter(({ region }) => region === call.region);
    const { items, next } = pageOfRecords(here, input);
    return { ReplicationGroups: items.map((group) => shownGroup(store, group)), Marker: next };
  };

/** Every cluster here belongs to a replication group. */
export const describeCacheClusters =
  (store: Store) =>
  (input: DescribeCacheClustersMessage, { region }: Call): CacheClusterMessage => {
    const { CacheClusterId: id, ShowCacheNodeInfo: withNodes = false } = input;
    const all = store.groups
      .filter((group) => group.region === region)
      .flatMap((group) => nodesOf(group).map((node) => ({ group, node })));
    const found = all.filter(({ node }) => node.clusterId === (id ?? node.clusterId));
    if (id !== undefined && found.length === 0)
      throw new AwsFault('CacheClusterNotFoundFault', `CacheCluster not found: ${id}`, { status: 404 });
    const isAlone = input.ShowCacheClustersNotInReplicationGroups === true;
    const { items, next } = pageOfRecords(isAlone ? [] : found, input);
    return { CacheClusters: items.map(({ group, node }) => shownCluster(group, node, withNodes)), Marker: next };
  };
