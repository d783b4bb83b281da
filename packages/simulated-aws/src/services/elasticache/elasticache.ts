import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { copySnapshot, createSnapshot, deleteSnapshot } from './change-snapshots.ts';
import { createReplicationGroup } from './create-group.ts';
import { deleteReplicationGroup } from './delete-group.ts';
import { describeCacheClusters, describeReplicationGroups } from './describe-groups.ts';
import { describeSnapshots } from './describe-snapshots.ts';
import { describeEvents } from './events.ts';
import { createGlobalOperations } from './global-groups.ts';
import { modifyReplicationGroup } from './modify-group.ts';
import { createResources } from './resources.ts';
import { addSnapshot, type SnapshotSpec } from './snapshot.ts';
import type { Store } from './store.ts';
import { createTagOperations } from './tags.ts';
import { testFailover } from './test-failover.ts';

export type Elasticache = SimulatedService &
  Readonly<{ addSnapshot: (spec: SnapshotSpec) => Readonly<{ arn: string }> }>;

/**
 * Amazon ElastiCache for Redis OSS and Valkey: its control plane.
 *
 * Models: replication groups and their snapshots with AWS's statuses, nodes that change roles, global datastores that change
 * primaries. There is no Redis behind: endpoints are names that nobody listens under, and no data are lost or kept.
 * Encryption, parameter, subnet and security groups are taken and forgotten.
 * From: docs.aws.amazon.com/AmazonElastiCache/latest/APIReference
 * Not modelled: serverless caches, clusters outside of groups, more or fewer shards and replicas, versions, users,
 * maintenance windows, automatic snapshots, failovers that nobody called for.
 */
export function createElasticache(world: World): Elasticache {
  const store: Store = { world, groups: [], globals: [], snapshots: [], events: [], testFailovers: new Map() };
  return {
    name: 'elasticache',
    operations: {
      DescribeReplicationGroups: describeReplicationGroups(store),
      DescribeCacheClusters: describeCacheClusters(store),
      CreateReplicationGroup: createReplicationGroup(store),
      ModifyReplicationGroup: modifyReplicationGroup(store),
      DeleteReplicationGroup: deleteReplicationGroup(store),
      TestFailover: testFailover(store),
      DescribeSnapshots: describeSnapshots(store),
      CreateSnapshot: createSnapshot(store),
      CopySnapshot: copySnapshot(store),
      DeleteSnapshot: deleteSnapshot(store),
      DescribeEvents: describeEvents(store),
      ...createGlobalOperations(store),
      ...createTagOperations(store),
    },
    resources: createResources(world.account),
    tagsOf: (arn) => store.groups.find((group) => group.arn === arn)?.tags ?? {},
    addSnapshot: (spec) => addSnapshot(store, spec),
  };
}
