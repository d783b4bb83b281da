import {
  DescribeSnapshotsCommand,
  type DescribeSnapshotsCommandInput,
  EC2Client,
  type Filter,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { denied } from '../../../src/identity/denial.ts';
import { useAws } from '../../wire/operators-wire.ts';

const region = 'us-west-2';
const startTime = new Date('2026-01-05T03:00:00.250Z');
const snapshot = { region, volumeId: 'vol-1', startTime, state: 'completed', sizeGiB: 8, tags: {} } as const;

const stage = useAws(region);

const ask = (input: DescribeSnapshotsCommandInput, where = region) =>
  stage().client(EC2Client, where).send(new DescribeSnapshotsCommand(input));
const own = (input: DescribeSnapshotsCommandInput = {}) => ask({ OwnerIds: ['self'], ...input });
const idsOf = ({ Snapshots = [] }: { Snapshots?: { SnapshotId?: string | undefined }[] | undefined }) =>
  Snapshots.map(({ SnapshotId }) => SnapshotId);

const addMany = (count: number): string[] =>
  Array.from({ length: count }, () => stage().aws.ec2.addSnapshot(snapshot).id);

describe('DescribeSnapshots of EBS', () => {
  it('shows a snapshot as it is, in its own Region only', async () => {
    const tags = { Name: 'a <&> "b"', team: 'payments' };
    const { id } = stage().aws.ec2.addSnapshot({ ...snapshot, state: 'pending', progress: 42, tags });
    const { Snapshots } = await own();
    expect(Snapshots).toEqual([
      {
        SnapshotId: id,
        Description: '',
        VolumeId: 'vol-1',
        State: 'pending',
        StartTime: startTime,
        Progress: '42%',
        VolumeSize: 8,
        OwnerId: stage().aws.world.account,
        Tags: [
          { Key: 'Name', Value: 'a <&> "b"' },
          { Key: 'team', Value: 'payments' },
        ],
      },
    ]);
    expect(idsOf(await ask({ OwnerIds: ['self'] }, 'us-east-1'))).toEqual([]);
  });

  it('gives everything at once without a size, and each of them once by pages', async () => {
    const ids = addMany(1203);
    expect(idsOf(await own())).toEqual(ids);
    const sizes: number[] = [];
    const found: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await own({ MaxResults: 5000, NextToken });
      sizes.push(page.Snapshots?.length ?? 0);
      found.push(...idsOf(page));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(sizes).toEqual([1000, 203]);
    expect(found).toEqual(ids);
  });

  it.each<{ what: string; filters: Filter[]; found: string[] }>([
    { what: 'a tag', filters: [{ Name: 'tag:backup', Values: ['daily'] }], found: ['daily', 'both'] },
    { what: 'any of two values', filters: [{ Name: 'tag:backup', Values: ['x', 'daily'] }], found: ['daily', 'both'] },
    { what: 'a tag in another case', filters: [{ Name: 'tag:backup', Values: ['Daily'] }], found: [] },
    { what: 'a wildcard', filters: [{ Name: 'tag:backup', Values: ['d?i*'] }], found: ['daily', 'both', 'literal'] },
    { what: 'an escaped wildcard', filters: [{ Name: 'tag:backup', Values: ['dai\\*'] }], found: ['literal'] },
    { what: 'a key', filters: [{ Name: 'tag-key', Values: ['team'] }], found: ['both'] },
    {
      what: 'a volume that has a tag',
      filters: [
        { Name: 'tag:backup', Values: ['daily'] },
        { Name: 'volume-id', Values: ['vol-2'] },
      ],
      found: ['both'],
    },
    { what: 'a status', filters: [{ Name: 'status', Values: ['error', 'pending'] }], found: ['literal'] },
  ])('filters by $what', async ({ filters, found }) => {
    const { ec2 } = stage().aws;
    const names = new Map([
      [ec2.addSnapshot({ ...snapshot, tags: { backup: 'daily' } }).id, 'daily'],
      [ec2.addSnapshot({ ...snapshot, volumeId: 'vol-2', tags: { backup: 'daily', team: 'a' } }).id, 'both'],
      [ec2.addSnapshot({ ...snapshot, state: 'error', tags: { backup: 'dai*' } }).id, 'literal'],
    ]);
    expect(idsOf(await own({ Filters: filters })).map((id = '') => names.get(id))).toEqual(found);
  });

  it('finds by id, as an argument and as a filter', async () => {
    const [first = '', second = ''] = addMany(3);
    expect(idsOf(await ask({ SnapshotIds: [second, first] }))).toEqual([first, second]);
    expect(idsOf(await own({ Filters: [{ Name: 'snapshot-id', Values: [second] }] }))).toEqual([second]);
  });

  it.each<{ what: string; input: DescribeSnapshotsCommandInput; name: string }>([
    { what: 'an unknown id', input: { SnapshotIds: ['snap-01234567'] }, name: 'InvalidSnapshot.NotFound' },
    { what: 'what is no id', input: { SnapshotIds: ['x'] }, name: 'InvalidParameterValue' },
    { what: 'a page of four', input: { OwnerIds: ['self'], MaxResults: 4 }, name: 'InvalidParameterValue' },
    { what: 'a token of its own', input: { OwnerIds: ['self'], NextToken: 'x' }, name: 'InvalidPaginationToken' },
    {
      what: 'pages of named snapshots',
      input: { SnapshotIds: ['snap-01234567'], MaxResults: 5 },
      name: 'InvalidParameterCombination',
    },
    { what: 'what others have made public', input: {}, name: 'NotSimulated' },
    { what: 'what belongs to Amazon', input: { OwnerIds: ['amazon'] }, name: 'NotSimulated' },
    { what: 'a dry run', input: { OwnerIds: ['self'], DryRun: true }, name: 'NotSimulated' },
  ])('refuses $what', async ({ input, name }) => {
    await expect(ask(input)).rejects.toMatchObject({ name, $metadata: { requestId: expect.any(String) } });
  });

  it('refuses by name a filter that is not modelled', async () => {
    addMany(1);
    const asked = own({ Filters: [{ Name: 'description', Values: ['x'] }] });
    await expect(asked).rejects.toThrow('NotSimulated: ec2:DescribeSnapshots with the filter description');
  });
});

it('IAM turns a call to EC2 away in EC2’s own words', () => {
  const denial = {
    service: 'ec2',
    caller: 'c',
    action: 'ec2:DescribeSnapshots',
    resource: '*',
    policy: 'identity-based',
  } as const;
  expect(denied({ ...denial, decision: 'implicitlyDenied' })).toMatchObject({
    code: 'UnauthorizedOperation',
    status: 403,
  });
});
