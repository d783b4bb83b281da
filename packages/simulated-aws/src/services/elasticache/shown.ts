import type { CacheCluster, ReplicationGroup as Shown, NodeGroup as ShownNodeGroup } from '@aws-sdk/client-elasticache';
import { endpointsOf } from './endpoints.ts';
import { globalOf } from './faults.ts';
import { type CacheNode, type NodeGroup, nodesOf, type ReplicationGroup, type Store } from './store.ts';

/** Roles of single nodes are told for one shard only; clients of several shards ask the nodes. */
export const shownGroup = (store: Store, group: ReplicationGroup): Shown => ({
  ReplicationGroupId: group.id,
  ARN: group.arn,
  Description: group.description,
  Status: group.status,
  PendingModifiedValues: group.pending,
  MemberClusters: nodesOf(group).map(({ clusterId }) => clusterId),
  NodeGroups: group.nodeGroups.map((nodeGroup) => shownNodeGroup(group, nodeGroup)),
  AutomaticFailover: group.automaticFailover,
  MultiAZ: group.isMultiAz ? 'enabled' : 'disabled',
  ...(group.isClustered && isReady(group) ? { ConfigurationEndpoint: endpointsOf(group).configuration() } : {}),
  SnapshotRetentionLimit: group.snapshotRetentionLimit,
  ClusterEnabled: group.isClustered,
  CacheNodeType: group.nodeType,
  ReplicationGroupCreateTime: new Date(group.createdAt),
  Engine: group.engine,
  ...group.ordered.group,
  ...globalInfo(store, group),
});

function shownNodeGroup(group: ReplicationGroup, nodeGroup: NodeGroup): ShownNodeGroup {
  const names = endpointsOf(group);
  const ofGroup =
    group.isClustered || !isReady(group)
      ? {}
      : { PrimaryEndpoint: names.primary(nodeGroup), ReaderEndpoint: names.reader(nodeGroup) };
  const ofNode = (node: CacheNode) =>
    group.isClustered ? {} : { CurrentRole: node.role, ReadEndpoint: names.node(node) };
  return {
    NodeGroupId: nodeGroup.id,
    Status: group.status === 'snapshotting' ? 'available' : group.status,
    ...ofGroup,
    NodeGroupMembers: nodeGroup.nodes.map((node) => ({
      CacheClusterId: node.clusterId,
      CacheNodeId: '0001',
      PreferredAvailabilityZone: node.zone,
      ...(isReady(group) ? ofNode(node) : {}),
    })),
  };
}

/** There are no endpoints until the group has been made. */
const isReady = ({ status }: ReplicationGroup): boolean => status !== 'creating';

function globalInfo(store: Store, group: ReplicationGroup) {
  const global = globalOf(store, group);
  const role = global?.members.find(({ region }) => region === group.region)?.role;
  return global === undefined
    ? {}
    : { GlobalReplicationGroupInfo: { GlobalReplicationGroupId: global.id, GlobalReplicationGroupMemberRole: role } };
}

export const shownCluster = (group: ReplicationGroup, node: CacheNode, withNodes: boolean): CacheCluster => ({
  CacheClusterId: node.clusterId,
  ARN: clusterArn(group, node.clusterId),
  ReplicationGroupId: group.id,
  CacheClusterStatus: group.status,
  CacheNodeType: group.nodeType,
  Engine: group.engine,
  EngineVersion: group.engineVersion,
  NumCacheNodes: 1,
  PreferredAvailabilityZone: node.zone,
  CacheClusterCreateTime: new Date(group.createdAt),
  SnapshotRetentionLimit: group.snapshotRetentionLimit,
  ...group.ordered.cluster,
  ...(withNodes && isReady(group)
    ? {
        CacheNodes: [
          {
            CacheNodeId: '0001',
            CacheNodeStatus: 'available',
            CacheNodeCreateTime: new Date(group.createdAt),
            Endpoint: endpointsOf(group).node(node),
            CustomerAvailabilityZone: node.zone,
          },
        ],
      }
    : {}),
});

const clusterArn = ({ arn }: ReplicationGroup, clusterId: string): string =>
  `${arn.split(':').slice(0, 5).join(':')}:cluster:${clusterId}`;
