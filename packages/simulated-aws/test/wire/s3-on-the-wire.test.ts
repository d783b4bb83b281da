import { request } from 'node:http';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, expect, it } from 'vitest';
import { createAnsweringWire, credentials, memoryAgent } from './answering-wire.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

const bucketService = async (output: Record<string, unknown> = {}) => {
  const { wire, calls } = createAnsweringWire(() => output);
  close = wire.close;
  const port = await wire.listen(0);
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({ region: 'us-west-2', endpoint, credentials, maxAttempts: 1 });
  return { wire, client, calls, port };
};

it('streams bytes back with type, date and metadata', async () => {
  const Body = new Uint8Array([0, 1, 255]);
  const about = { ContentType: 'image/png', LastModified: new Date('2026-01-05T03:00:00Z'), ETag: '"e"' };
  const { client, calls } = await bucketService({ Body, ...about, Metadata: { run: 'r-1' } });
  const got = await client.send(new GetObjectCommand({ Bucket: 'records', Key: 'runs/a b/é.png', VersionId: 'v' }));
  expect(got).toMatchObject({ ...about, ContentLength: 3, Metadata: { run: 'r-1' } });
  expect(await got.Body?.transformToByteArray()).toEqual(Body);
  expect(calls[0]).toMatchObject({
    operation: 'GetObject',
    input: { Bucket: 'records', Key: 'runs/a b/é.png', VersionId: 'v' },
  });
});

it('receives a body that is sent whole', async () => {
  const { client, calls } = await bucketService({ ETag: '"e"' });
  const put = { Bucket: 'records', Key: 'a', Body: 'hello', ContentType: 'text/plain', Metadata: { run: 'r-1' } };
  await client.send(new PutObjectCommand({ ...put, IfNoneMatch: '*' }));
  expect(calls[0]).toMatchObject({
    operation: 'PutObject',
    input: { ...put, Body: Buffer.from('hello'), IfNoneMatch: '*', ContentLength: 5 },
  });
});

it('receives a stream in chunks, whose checksum follows in a trailer', async () => {
  const { client, calls } = await bucketService({ ETag: '"e"' });
  const Body = Readable.from([Buffer.alloc(70_000, 'a'), Buffer.from('end')]);
  await client.send(new PutObjectCommand({ Bucket: 'records', Key: 'a', Body, ContentLength: 70_003 }));
  const expected = Buffer.concat([Buffer.alloc(70_000, 'a'), Buffer.from('end')]);
  expect(calls[0]?.input).toMatchObject({ ContentLength: 70_003, ChecksumCRC32: expect.stringMatching(/^.{6}==$/) });
  expect(calls[0]?.input).not.toHaveProperty('ContentEncoding');
  expect(Buffer.from(Object(calls[0]?.input).Body).equals(expected)).toBe(true);
});

it('receives an empty object', async () => {
  const { client, calls } = await bucketService({});
  await client.send(new PutObjectCommand({ Bucket: 'records', Key: 'empty', Body: new Uint8Array() }));
  expect(calls[0]?.input).toMatchObject({ Body: Buffer.alloc(0) });
});

it('leaves an object compressed that was stored so', async () => {
  const { client, calls } = await bucketService({});
  const Body = Buffer.from([0x1f, 0x8b, 0x08]);
  await client.send(new PutObjectCommand({ Bucket: 'records', Key: 'a.gz', Body, ContentEncoding: 'gzip' }));
  expect(calls[0]?.input).toMatchObject({ ContentEncoding: 'gzip', Body });
});

it('answers HEAD with the length of what it does not send', async () => {
  const { client } = await bucketService({ ContentLength: 12, ETag: '"e"' });
  const head = await client.send(new HeadObjectCommand({ Bucket: 'records', Key: 'a' }));
  expect(head).toMatchObject({ ContentLength: 12, ETag: '"e"' });
});

it('tells operations with the same path apart', async () => {
  const { client, calls } = await bucketService({ CopyObjectResult: {} });
  const Bucket = 'records';
  await client.send(new ListBucketsCommand({}));
  await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'runs/', MaxKeys: 2 }));
  await client.send(new ListObjectVersionsCommand({ Bucket }));
  await client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: 'records/a' }));
  await client.send(new UploadPartCommand({ Bucket, Key: 'b', PartNumber: 1, UploadId: 'u', Body: 'x' }));
  expect(calls.map(({ operation }) => operation)).toEqual([
    ...['ListBuckets', 'ListObjectsV2', 'ListObjectVersions', 'CopyObject', 'UploadPart'],
  ]);
  expect(calls[1]?.input).toEqual({ Bucket, Prefix: 'runs/', MaxKeys: 2 });
});

it('finds the bucket in the host name, and keeps a key that begins with a slash', async () => {
  const { wire, calls } = await bucketService({});
  const agent = memoryAgent(wire.server);
  const client = new S3Client({
    ...{ region: 'us-west-2', credentials, maxAttempts: 1 },
    endpoint: 'http://s3.us-west-2.amazonaws.com',
    requestHandler: { httpAgent: agent },
  });
  await client.send(new HeadObjectCommand({ Bucket: 'records', Key: '/runs/../a' }));
  agent.destroy();
  expect(calls[0]).toMatchObject({ region: 'us-west-2', input: { Bucket: 'records', Key: '/runs/../a' } });
});

type Plain = Readonly<{ method?: string; path: string; headers: Record<string, string> }>;

/** As a browser or a health check asks: without signature, without the SDK's hints. */
const ask = (port: number, plain: Plain): Promise<{ status: number | undefined; text: string }> =>
  new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', ...plain }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    })
      .on('error', reject)
      .end();
  });

it.each([
  { style: 'its bucket in the host', host: 'switch.s3.us-east-2.amazonaws.com', path: '/harbour', region: 'us-east-2' },
  { style: 'its bucket in the path', host: 's3.us-east-2.amazonaws.com', path: '/switch/harbour', region: 'us-east-2' },
  { style: 'the old name without a Region', host: 'switch.s3.amazonaws.com', path: '/harbour', region: 'us-east-1' },
])('reads anonymously, with $style', async ({ host, path, region }) => {
  const { calls, port } = await bucketService({ Body: Buffer.from('on') });
  expect(await ask(port, { path, headers: { host } })).toEqual({ status: 200, text: 'on' });
  expect(calls[0]).toMatchObject({
    ...{ service: 's3', operation: 'GetObject', region },
    principal: { kind: 'service', service: 'anonymous' },
    input: { Bucket: 'switch', Key: 'harbour' },
  });
});

it.each([
  { operation: 'PutObject', method: 'PUT', query: '', headers: {} },
  { operation: 'CopyObject', method: 'PUT', query: '', headers: { 'x-amz-copy-source': 'records/a' } },
  { operation: 'UploadPart', method: 'PUT', query: '?partNumber=1&uploadId=u', headers: {} },
  { operation: 'AbortMultipartUpload', method: 'DELETE', query: '?uploadId=u', headers: {} },
  { operation: 'DeleteObject', method: 'DELETE', query: '?versionId=v', headers: {} },
  { operation: 'GetObjectTagging', method: 'GET', query: '?tagging', headers: {} },
])('knows $operation without the hint of the SDK', async ({ operation, method, query, headers }) => {
  const { calls, port } = await bucketService({ CopyObjectResult: {} });
  const host = 'records.s3.us-west-2.amazonaws.com';
  expect(await ask(port, { method, path: `/k${query}`, headers: { ...headers, host } })).toMatchObject({
    status: expect.toSatisfy((status: number) => status < 300),
  });
  expect(calls.map((call) => call.operation)).toEqual([operation]);
});
