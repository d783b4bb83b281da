import {
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedAws, openToOperators } from './operators-wire.ts';

let opened: OpenedAws;
let client: S3Client;
const clients: S3Client[] = [];

const clientIn = (region: string): S3Client => {
  const made = new S3Client({ ...opened.settings, region });
  clients.push(made);
  return made;
};

beforeEach(async () => {
  opened = await openToOperators();
  const { s3 } = opened.aws;
  s3.addBucket({ name: 'records', region: 'us-west-2', publicRead: false });
  s3.addBucket({ name: 'versions', region: 'us-west-2', publicRead: false, isVersioned: true });
  s3.addBucket({ name: 'virginia', region: 'us-east-1', publicRead: false });
  client = clientIn('us-west-2');
});
afterEach(async () => {
  for (const one of clients.splice(0)) one.destroy();
  await opened.aws.close();
  expect(opened.errors).toEqual([]);
});

const put = (Key: string, Body = 'hello', Bucket = 'records') =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, Metadata: { run: 'r-1' } }));

describe('buckets', () => {
  it('of all Regions are listed by name, with their Region only where something is asked for', async () => {
    const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
    expect(Buckets.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([
      ['records', undefined],
      ['versions', undefined],
      ['virginia', undefined],
    ]);
    const first = await client.send(new ListBucketsCommand({ MaxBuckets: 2 }));
    const { ContinuationToken } = first;
    const rest = await client.send(new ListBucketsCommand({ MaxBuckets: 2, ContinuationToken }));
    expect(rest.Buckets).toMatchObject([{ Name: 'virginia', BucketRegion: 'us-east-1' }]);
  });

  it('tell their place, which in us-east-1 has no name, and their versioning', async () => {
    const location = (Bucket: string) => client.send(new GetBucketLocationCommand({ Bucket }));
    expect((await location('records')).LocationConstraint).toBe('us-west-2');
    expect((await location('virginia')).LocationConstraint ?? '').toBe('');
    const versioning = (Bucket: string) => client.send(new GetBucketVersioningCommand({ Bucket }));
    expect((await versioning('versions')).Status).toBe('Enabled');
    expect((await versioning('records')).Status).toBeUndefined();
    expect(await client.send(new HeadBucketCommand({ Bucket: 'records' }))).toMatchObject({
      BucketRegion: 'us-west-2',
    });
  });

  it('can be made, filled, emptied and deleted', async () => {
    await client.send(new CreateBucketCommand({ Bucket: 'fresh-one' }));
    await put('a', 'x', 'fresh-one');
    await expect(client.send(new DeleteBucketCommand({ Bucket: 'fresh-one' }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
    });
    const Delete = { Objects: [{ Key: 'a' }] };
    await client.send(new DeleteObjectsCommand({ Bucket: 'fresh-one', Delete }));
    await client.send(new DeleteBucketCommand({ Bucket: 'fresh-one' }));
    await expect(client.send(new HeadBucketCommand({ Bucket: 'fresh-one' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await client.send(new CreateBucketCommand({ Bucket: 'fresh-one' }));
  });

  it.each([
    ['InvalidBucketName', { Bucket: 'No_Capitals' }],
    ['InvalidBucketName', { Bucket: '10.0.0.1' }],
    ['BucketAlreadyOwnedByYou', { Bucket: 'records' }],
    [
      'IllegalLocationConstraintException',
      { Bucket: 'new', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } },
    ],
    ['NotSimulated', { Bucket: 'new', ObjectLockEnabledForBucket: true }],
  ])('are not made: %s for %o', async (name, input) => {
    await expect(client.send(new CreateBucketCommand(input))).rejects.toMatchObject({ name });
  });

  it('of another Region send the client there', async () => {
    await expect(client.send(new HeadBucketCommand({ Bucket: 'virginia' }))).rejects.toMatchObject({
      $response: { statusCode: 301, headers: { 'x-amz-bucket-region': 'us-east-1' } },
    });
    const following = new S3Client({ ...opened.settings, followRegionRedirects: true });
    clients.push(following);
    const { $metadata } = await following.send(new HeadBucketCommand({ Bucket: 'virginia' }));
    expect($metadata.httpStatusCode).toBe(200);
  });
});

describe('objects', () => {
  it.each([
    ['bytes=1-2', 'el', 'bytes 1-2/5'],
    ['bytes=3-', 'lo', 'bytes 3-4/5'],
    ['bytes=-2', 'lo', 'bytes 3-4/5'],
    ['bytes=4-99', 'o', 'bytes 4-4/5'],
  ])('give the part %s', async (Range, text, ContentRange) => {
    await put('a');
    const got = await client.send(new GetObjectCommand({ Bucket: 'records', Key: 'a', Range }));
    expect(got).toMatchObject({ ContentRange, ContentLength: text.length, $metadata: { httpStatusCode: 206 } });
    expect(await got.Body?.transformToString()).toBe(text);
  });

  it.each([
    ['InvalidRange', { Range: 'bytes=5-' }],
    ['PreconditionFailed', { IfMatch: '"other"' }],
    ['NotSimulated', { IfNoneMatch: '"other"' }],
  ])('are not given: %s for %o', async (name, input) => {
    await put('a');
    await expect(client.send(new GetObjectCommand({ Bucket: 'records', Key: 'a', ...input }))).rejects.toMatchObject({
      name,
    });
  });

  it('are copied with what is said of them, or with what is said anew', async () => {
    await put('from here');
    const copy = { Bucket: 'versions', CopySource: encodeURI('records/from here') };
    const { CopyObjectResult, VersionId } = await client.send(new CopyObjectCommand({ ...copy, Key: 'same' }));
    expect(CopyObjectResult?.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const same = await client.send(new HeadObjectCommand({ Bucket: 'versions', Key: 'same', VersionId }));
    expect(same.Metadata).toEqual({ run: 'r-1' });
    const anew = { MetadataDirective: 'REPLACE' as const, Metadata: { run: 'r-2' } };
    await client.send(new CopyObjectCommand({ ...copy, ...anew, Key: 'other' }));
    const other = await client.send(new HeadObjectCommand({ Bucket: 'versions', Key: 'other' }));
    expect(other.Metadata).toEqual({ run: 'r-2' });
  });

  it.each([
    ['NoSuchKey', { CopySource: 'records/none' }],
    ['NoSuchBucket', { CopySource: 'nobody/a' }],
    ['InvalidRequest', { CopySource: 'records/a' }],
    ['InvalidArgument', { CopySource: 'records' }],
  ])('are not copied: %s for %o', async (name, input) => {
    await put('a');
    const asked = client.send(new CopyObjectCommand({ Bucket: 'records', Key: 'a', ...input }));
    await expect(asked).rejects.toMatchObject({ name });
  });

  it('are deleted many at once, and leave delete markers where versions are kept', async () => {
    await put('a', 'x', 'versions');
    const Delete = { Objects: [{ Key: 'a' }, { Key: 'none' }] };
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket: 'versions', Delete }));
    expect(Deleted).toMatchObject([
      { Key: 'a', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
      { Key: 'none', DeleteMarker: true },
    ]);
    const none = client.send(new DeleteObjectsCommand({ Bucket: 'versions', Delete: { Objects: [] } }));
    await expect(none).rejects.toMatchObject({ name: 'MalformedXML' });
  });

  it('are listed with names as in a URL, where that is asked for', async () => {
    await put('a b/é+1');
    const EncodingType = 'url' as const;
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: 'records', EncodingType }));
    expect(Contents).toMatchObject([{ Key: 'a+b/%C3%A9%2B1' }]);
  });

  it('are listed the older way, from a marker on', async () => {
    for (const key of ['a/1', 'b', 'c']) await put(key);
    const first = await client.send(new ListObjectsCommand({ Bucket: 'records', Delimiter: '/', MaxKeys: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'b', CommonPrefixes: [{ Prefix: 'a/' }] });
    const rest = await client.send(new ListObjectsCommand({ Bucket: 'records', Marker: first.NextMarker }));
    expect(rest.Contents).toMatchObject([{ Key: 'c' }]);
  });

  it('in several parts are refused by name', async () => {
    await expect(client.send(new CreateMultipartUploadCommand({ Bucket: 'records', Key: 'a' }))).rejects.toMatchObject({
      name: 'NotSimulated',
      message: 'NotSimulated: s3:CreateMultipartUpload',
    });
  });
});
