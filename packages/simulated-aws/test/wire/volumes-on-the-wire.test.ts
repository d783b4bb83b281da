import {
  CreateSnapshotCommand,
  CreateVolumeCommand,
  type CreateVolumeCommandInput,
  DeleteSnapshotCommand,
  DeleteVolumeCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInstancesCommand,
  DescribeRegionsCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  type DescribeVolumesCommandInput,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedAws, openToOperators } from './operators-wire.ts';

const AvailabilityZone = 'us-west-2a';

let opened: OpenedAws;
let client: EC2Client;
let SnapshotId: string;

beforeEach(async () => {
  opened = await openToOperators();
  client = new EC2Client(opened.settings);
  const of = { volumeId: 'vol-01234567', startTime: new Date(0), sizeGiB: 8, tags: {} };
  SnapshotId = opened.aws.ec2.addSnapshot({ ...of, region: 'us-west-2', state: 'completed' }).id;
});
afterEach(async () => {
  client.destroy();
  await opened.aws.close();
  expect(opened.errors).toEqual([]);
});

const pass = (seconds: number) => opened.clock.advance(seconds * 1000);
const create = (input: CreateVolumeCommandInput = {}) =>
  client.send(new CreateVolumeCommand({ AvailabilityZone, SnapshotId, ...input }));
const volumes = async (input: DescribeVolumesCommandInput = {}) =>
  (await client.send(new DescribeVolumesCommand(input))).Volumes ?? [];

describe('a volume', () => {
  it('is made from a snapshot, creating and then available, and deleted', async () => {
    const Tags = [{ Key: 'run', Value: 'r-1' }];
    const made = await create({ TagSpecifications: [{ ResourceType: 'volume', Tags }] });
    expect(made).toMatchObject({
      State: 'creating',
      Size: 8,
      SnapshotId,
      AvailabilityZone,
      VolumeType: 'gp2',
      Iops: 100,
      Tags,
    });
    const { VolumeId } = made;
    await expect(client.send(new DeleteVolumeCommand({ VolumeId }))).rejects.toMatchObject({ name: 'IncorrectState' });
    await pass(10);
    expect(await volumes({ Filters: [{ Name: 'tag:run', Values: ['r-*'] }] })).toMatchObject([
      { VolumeId, State: 'available' },
    ]);
    await client.send(new DeleteVolumeCommand({ VolumeId }));
    expect(await volumes()).toMatchObject([{ State: 'deleting' }]);
    await pass(5);
    await expect(volumes({ VolumeIds: [VolumeId ?? ''] })).rejects.toMatchObject({ name: 'InvalidVolume.NotFound' });
  });

  it('is made once by a token, and not by another request with it', async () => {
    const first = await create({ ClientToken: 't' });
    expect((await create({ ClientToken: 't' })).VolumeId).toBe(first.VolumeId);
    await expect(create({ ClientToken: 't', Size: 9 })).rejects.toMatchObject({ name: 'IdempotentParameterMismatch' });
    expect(await volumes()).toHaveLength(1);
  });

  it('is not made by a dry run, which says whether it might be', async () => {
    await expect(create({ DryRun: true })).rejects.toMatchObject({ name: 'DryRunOperation' });
    await expect(create({ DryRun: true, AvailabilityZone: 'us-west-2z' })).rejects.toMatchObject({
      name: 'InvalidZone.NotFound',
    });
    expect(await volumes()).toEqual([]);
  });

  it('gives a snapshot that is pending until it is completed, and can be deleted', async () => {
    const { VolumeId } = await create();
    await pass(10);
    const taken = await client.send(new CreateSnapshotCommand({ VolumeId, Description: 'by hand' }));
    expect(taken).toMatchObject({ State: 'pending', Progress: '0%', VolumeSize: 8, Description: 'by hand' });
    const SnapshotIds = [taken.SnapshotId ?? ''];
    await expect(create({ SnapshotId: SnapshotIds[0] })).rejects.toMatchObject({ name: 'IncorrectState' });
    await pass(120);
    const { Snapshots } = await client.send(new DescribeSnapshotsCommand({ SnapshotIds }));
    expect(Snapshots).toMatchObject([{ State: 'completed', Progress: '100%' }]);
    await client.send(new DeleteSnapshotCommand({ SnapshotId: taken.SnapshotId }));
    await expect(client.send(new DescribeSnapshotsCommand({ SnapshotIds }))).rejects.toMatchObject({
      name: 'InvalidSnapshot.NotFound',
    });
  });
});

it('volumes come in pages of the size that is asked for', async () => {
  for (let count = 0; count < 6; count += 1) await create();
  const first = await client.send(new DescribeVolumesCommand({ MaxResults: 5 }));
  expect(first.Volumes).toHaveLength(5);
  expect(await volumes({ NextToken: first.NextToken })).toHaveLength(1);
});

it('Regions and zones are shown, and none that does not exist', async () => {
  const { Regions = [] } = await client.send(new DescribeRegionsCommand({}));
  expect(Regions).toHaveLength(17);
  expect(Regions).toContainEqual(
    expect.objectContaining({ RegionName: 'us-west-2', Endpoint: 'ec2.us-west-2.amazonaws.com' }),
  );
  const { AvailabilityZones } = await client.send(new DescribeAvailabilityZonesCommand({}));
  expect(AvailabilityZones?.map(({ ZoneName, ZoneId }) => [ZoneName, ZoneId])).toEqual([
    ['us-west-2a', 'usw2-az1'],
    ['us-west-2b', 'usw2-az2'],
    ['us-west-2c', 'usw2-az3'],
  ]);
  await expect(client.send(new DescribeRegionsCommand({ RegionNames: ['mars-1'] }))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

it.each([
  ['InvalidSnapshot.NotFound', () => create({ SnapshotId: 'snap-01234567' })],
  ['InvalidParameterValue', () => create({ Size: 7 })],
  ['MissingParameter', () => create({ AvailabilityZone: undefined })],
  ['NotSimulated', () => create({ VolumeType: 'io2' })],
  ['NotSimulated', () => create({ Encrypted: true })],
  ['InvalidVolume.NotFound', () => client.send(new CreateSnapshotCommand({ VolumeId: 'vol-01234567' }))],
  ['InvalidParameterValue', () => volumes({ VolumeIds: ['x'] })],
  ['NotSimulated', () => client.send(new DescribeInstancesCommand({}))],
])('a request is answered with %s', async (name, ask) => {
  await expect(ask()).rejects.toMatchObject({ name });
});
