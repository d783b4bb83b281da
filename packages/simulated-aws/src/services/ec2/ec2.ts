import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { createSnapshot, deleteSnapshot } from './change-snapshots.ts';
import { describeSnapshots } from './describe-snapshots.ts';
import { addSnapshot, type SnapshotSpec } from './snapshot.ts';
import type { Store } from './store.ts';
import { createVolume, deleteVolume, describeVolumes } from './volumes.ts';
import type { Vpc } from './vpc.ts';
import { addVpc, createVpcs, type Vpcs } from './vpcs.ts';
import { describeAvailabilityZones, describeRegions } from './zones.ts';

export type Ec2 = SimulatedService &
  Readonly<{
    addSnapshot: (spec: SnapshotSpec) => Readonly<{ id: string }>;
    /** A VPC as it stands when the simulation starts. */
    addVpc: (vpc: Vpc) => void;
    /** What other services ask of subnets and security groups. */
    vpcs: Vpcs;
  }>;

/**
 * Amazon EC2: EBS volumes and snapshots of one's own; VPCs that a scene sets.
 *
 * Models: volumes and snapshots made and deleted with AWS's states, idempotent by token; three zones in each Region. No data
 * are behind them, and nothing can be attached. Of VPCs: which subnets and security groups they have, and what is reached from inside (reach.ts). IAM knows no resource for what only describes.
 * From: docs.aws.amazon.com/AWSEC2/latest/APIReference
 * Not modelled: shared and public snapshots, archiving, the recycle bin, encryption, tags of the request as conditions of
 * IAM, filters other than those of each listing, and all else of EC2.
 */
export function createEc2(world: World): Ec2 {
  const store: Store = { world, snapshots: [], volumes: [], vpcs: [], tokens: new Map() };
  return {
    name: 'ec2',
    operations: {
      DescribeSnapshots: describeSnapshots(store),
      CreateSnapshot: createSnapshot(store),
      DeleteSnapshot: deleteSnapshot(store),
      DescribeVolumes: describeVolumes(store),
      CreateVolume: createVolume(store),
      DeleteVolume: deleteVolume(store),
      DescribeRegions: describeRegions,
      DescribeAvailabilityZones: describeAvailabilityZones,
    },
    resources: createResources(world.account),
    addSnapshot: (spec) => addSnapshot(store, spec),
    addVpc: (vpc) => addVpc(store, vpc),
    vpcs: createVpcs(store),
  };
}

type Named = Readonly<{ VolumeId?: string | undefined; SnapshotId?: string | undefined }>;

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html; ARNs of snapshots bear no account. */
function createResources(account: string): SimulatedService['resources'] {
  const volume = (id: string, { region }: Call) => `arn:aws:ec2:${region}:${account}:volume/${id}`;
  const snapshot = (id: string, { region }: Call) => `arn:aws:ec2:${region}::snapshot/${id}`;
  return {
    CreateVolume: ({ SnapshotId: id }: Named, call: Call) => [
      volume('*', call),
      ...(id === undefined ? [] : [snapshot(id, call)]),
    ],
    DeleteVolume: ({ VolumeId: id = '*' }: Named, call: Call) => [volume(id, call)],
    CreateSnapshot: ({ VolumeId: id = '*' }: Named, call: Call) => [snapshot('*', call), volume(id, call)],
    DeleteSnapshot: ({ SnapshotId: id = '*' }: Named, call: Call) => [snapshot(id, call)],
  };
}
