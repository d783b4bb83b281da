import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { describeSnapshots } from './describe-snapshots.ts';
import { addSnapshot, type SnapshotSpec, type Store } from './snapshot.ts';

export type Ec2 = SimulatedService & Readonly<{ addSnapshot: (spec: SnapshotSpec) => Readonly<{ id: string }> }>;

/**
 * EBS snapshots of one's own, as they are listed: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html.
 * IAM knows no resource for that call. Snapshots do not change by themselves; shared and public ones, dry runs, archiving, the recycle
 * bin, filters other than those of filters.ts, and all else of EC2 are not modelled: NotSimulated.
 */
export const createEc2 = (world: World): Ec2 => {
  const store: Store = { world, snapshots: [] };
  return {
    name: 'ec2',
    operations: { DescribeSnapshots: describeSnapshots(store) },
    resources: {},
    addSnapshot: (spec) => addSnapshot(store, spec),
  };
};
