import type { CreateSnapshotRequest, DeleteSnapshotRequest, Snapshot } from '@aws-sdk/client-ec2';
import type { Call } from '../../call.ts';
import { requireThing } from './look-up.ts';
import { refuseDryRun, tagsFor } from './request.ts';
import { type StoredSnapshot, shown, snapshotKind } from './snapshot.ts';
import type { Store } from './store.ts';
import { volumeKind } from './volumes.ts';

/** An estimate: it depends on how much of the volume has changed. */
const snapshotSeconds = 120;

/** The data are those of the moment of the call, whenever the snapshot is `completed`. */
export const createSnapshot =
  ({ world, volumes, snapshots }: Store) =>
  (input: CreateSnapshotRequest, { region }: Call): Snapshot => {
    const here = volumes.filter((one) => one.region === region);
    const volume = requireThing(volumeKind, here, input.VolumeId);
    const tags = tagsFor('snapshot', input.TagSpecifications);
    refuseDryRun(input);
    const snapshot: StoredSnapshot = {
      ...{ region, id: `snap-0${world.random.hex(16)}`, volumeId: volume.id, sizeGiB: volume.sizeGiB, tags },
      ...{ startTime: new Date(world.clock.now()), state: 'pending', progress: 0 },
      description: input.Description ?? '',
    };
    snapshots.push(snapshot);
    world.clock.after(world.awsTime(snapshotSeconds), () =>
      Object.assign(snapshot, { state: 'completed', progress: 100 }),
    );
    return shown(snapshot, world);
  };

/** Volumes that were made from it stay. */
export const deleteSnapshot =
  ({ snapshots }: Store) =>
  (input: DeleteSnapshotRequest, { region }: Call): object => {
    const here = snapshots.filter((one) => one.region === region);
    const snapshot = requireThing(snapshotKind, here, input.SnapshotId);
    refuseDryRun(input);
    snapshots.splice(snapshots.indexOf(snapshot), 1);
    return {};
  };
