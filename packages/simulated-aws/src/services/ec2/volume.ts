import type { Volume as ShownVolume } from '@aws-sdk/client-ec2';
import { shownTags, type Tags } from './request.ts';

export type VolumeType = 'gp2' | 'gp3' | 'standard';

export type Volume = {
  readonly region: string;
  readonly id: string;
  readonly zone: string;
  readonly sizeGiB: number;
  readonly snapshotId: string | undefined;
  readonly type: VolumeType;
  readonly createdAt: number;
  readonly tags: Tags;
  state: 'creating' | 'available' | 'deleting';
};

export const shownVolume = (volume: Volume): ShownVolume => ({
  VolumeId: volume.id,
  AvailabilityZone: volume.zone,
  Size: volume.sizeGiB,
  SnapshotId: volume.snapshotId ?? '',
  VolumeType: volume.type,
  ...performanceOf(volume),
  State: volume.state,
  CreateTime: new Date(volume.createdAt),
  Encrypted: false,
  MultiAttachEnabled: false,
  Attachments: [],
  Tags: shownTags(volume.tags),
});

/** docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html: three for each GiB in gp2, at least 100. */
function performanceOf({ type, sizeGiB }: Volume) {
  if (type === 'gp3') return { Iops: 3000, Throughput: 125 };
  return type === 'gp2' ? { Iops: Math.min(16_000, Math.max(100, 3 * sizeGiB)) } : {};
}
