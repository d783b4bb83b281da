import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { describeSnapshots } from './describe-snapshots.ts';
import { addSnapshot, arnOf, type SnapshotSpec, type Store } from './snapshot.ts';

export type Elasticache = SimulatedService &
  Readonly<{ addSnapshot: (spec: SnapshotSpec) => Readonly<{ arn: string }> }>;

/**
 * Snapshots of ElastiCache, as they are listed: docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeSnapshots.html.
 * They do not change by themselves. Replication groups, clusters, serverless caches and their snapshots, the configuration of shards,
 * and all else are not modelled: NotSimulated.
 */
export const createElasticache = (world: World): Elasticache => {
  const store: Store = { world, snapshots: [] };
  return {
    name: 'elasticache',
    operations: { DescribeSnapshots: describeSnapshots(store) },
    /** docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticache.html */
    resources: {
      DescribeSnapshots: ({ SnapshotName = '*' }: { SnapshotName?: string | undefined }, { region }: Call) => [
        arnOf(world, region, SnapshotName),
      ],
    },
    addSnapshot: (spec) => addSnapshot(store, spec),
  };
};
