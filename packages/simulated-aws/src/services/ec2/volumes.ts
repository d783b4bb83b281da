import type {
  CreateVolumeRequest,
  DeleteVolumeRequest,
  DescribeVolumesRequest,
  DescribeVolumesResult,
  Volume as ShownVolume,
} from '@aws-sdk/client-ec2';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { type Filterable, meetsAll } from './filters.ts';
import { type Kind, pageOfThings, pageSize, requireThing, requireThings } from './look-up.ts';
import { refuseDryRun, tagsFor } from './request.ts';
import { snapshotKind } from './snapshot.ts';
import type { Store } from './store.ts';
import { shownVolume, type Volume, type VolumeType } from './volume.ts';
import { requireZone } from './zones.ts';

/** Estimates. */
const creatingSeconds = 10;
const deletingSeconds = 5;

export const volumeKind: Kind = { word: 'volume', prefix: 'vol', set: 'volumeSet' };

const filterable: Filterable<Volume> = {
  operation: 'ec2:DescribeVolumes',
  texts: {
    'availability-zone': ({ zone }) => [zone],
    size: ({ sizeGiB }) => [String(sizeGiB)],
    'snapshot-id': ({ snapshotId }) => [snapshotId],
    status: ({ state }) => [state],
    'volume-id': ({ id }) => [id],
    'volume-type': ({ type }) => [type],
  },
};

type Input = CreateVolumeRequest;

export const createVolume =
  (store: Store) =>
  (input: Input, call: Call): ShownVolume => {
    if (input.Encrypted === true) throw notSimulated('ec2:CreateVolume with Encrypted');
    const { known, remember } = madeBefore(store, input, call);
    if (known !== undefined) return shownVolume(known);
    const volume = newVolume(store, input, call);
    remember(volume);
    return shownVolume(volume);
  };

/** docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html: the same token with the same request makes nothing new. */
function madeBefore({ tokens }: Store, { ClientToken: token, ...input }: Input, { region }: Call) {
  const key = `${region}/${token}`;
  const request = JSON.stringify(input);
  const known = token === undefined ? undefined : tokens.get(key);
  if (known !== undefined && known.request !== request)
    throw new AwsFault(
      'IdempotentParameterMismatch',
      'The request uses the same client token as a previous, but non-identical request.',
    );
  const remember = (volume: Volume): void => {
    if (token !== undefined) tokens.set(key, { request, volume });
  };
  return { known: known?.volume, remember };
}

function newVolume(store: Store, input: Input, call: Call): Volume {
  const { world } = store;
  const volume: Volume = {
    ...{
      region: call.region,
      id: `vol-0${world.random.hex(16)}`,
      zone: requireZone(input.AvailabilityZone, call.region),
    },
    ...{ sizeGiB: sizeOf(store, input, call), snapshotId: input.SnapshotId, type: typeOf(input), state: 'creating' },
    ...{ createdAt: world.clock.now(), tags: tagsFor('volume', input.TagSpecifications) },
  };
  refuseDryRun(input);
  store.volumes.push(volume);
  world.clock.after(world.awsTime(creatingSeconds), () => {
    volume.state = 'available';
  });
  return volume;
}

/** A volume may be larger than the snapshot that it is made from, not smaller. */
function sizeOf({ snapshots }: Store, { Size, SnapshotId: id }: Input, { region }: Call): number {
  if (id === undefined) {
    if (Size === undefined)
      throw new AwsFault('MissingParameter', 'The request must contain the parameter size/snapshot');
    return Size;
  }
  const here = snapshots.filter((one) => one.region === region);
  const { state, sizeGiB } = requireThing(snapshotKind, here, id);
  if (state !== 'completed') throw new AwsFault('IncorrectState', `Snapshot is in invalid state - ${state}`);
  if ((Size ?? sizeGiB) < sizeGiB)
    throw new AwsFault('InvalidParameterValue', `Snapshot '${id}' is larger than the requested size of ${Size} GiB.`);
  return Size ?? sizeGiB;
}

function typeOf({ VolumeType: type = 'gp2' }: Input): VolumeType {
  if (!isModelled(type)) throw notSimulated(`ec2:CreateVolume of the type ${type}`);
  return type;
}

const isModelled = (type: string): type is VolumeType => type === 'gp2' || type === 'gp3' || type === 'standard';

export const deleteVolume =
  ({ world, volumes }: Store) =>
  (input: DeleteVolumeRequest, { region }: Call): object => {
    const here = volumes.filter((one) => one.region === region);
    const volume = requireThing(volumeKind, here, input.VolumeId);
    if (volume.state !== 'available')
      throw new AwsFault('IncorrectState', `The volume '${volume.id}' is '${volume.state}'`);
    refuseDryRun(input);
    volume.state = 'deleting';
    world.clock.after(world.awsTime(deletingSeconds), () => void volumes.splice(volumes.indexOf(volume), 1));
    return {};
  };

export const describeVolumes =
  ({ volumes }: Store) =>
  (input: DescribeVolumesRequest, { region }: Call): DescribeVolumesResult => {
    refuseDryRun(input);
    const { VolumeIds: ids = [], Filters: filters = [] } = input;
    const size = pageSize(volumeKind, { ...input, ids });
    const here = volumes.filter((one) => one.region === region);
    const named = ids.length === 0 ? here : requireThings(volumeKind, here, ids);
    const found = named.filter(meetsAll(filters, filterable));
    const { items, next } = pageOfThings(found, size, input.NextToken);
    return { Volumes: items.map(shownVolume), NextToken: next };
  };
