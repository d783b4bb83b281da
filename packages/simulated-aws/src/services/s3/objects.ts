import { createHash } from 'node:crypto';
import type {
  CopyObjectRequest,
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
  PutObjectOutput,
  PutObjectRequest,
} from '@aws-sdk/client-s3';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { defined } from '../../defined.ts';
import type { World } from '../../world.ts';
import type { Access } from './access.ts';
import { type Bucket, currentOf, newVersionId, store, type Version } from './buckets.ts';
import { checkDigests, otherKeeping } from './checksums.ts';
import { partOf } from './range.ts';
import { requireChecksum, retentionIn } from './retention.ts';

export function keyOf(key: string | undefined): string {
  if (key === undefined || key === '') throw new AwsFault('InvalidArgument', 'A key must be specified');
  if (Buffer.byteLength(key) > 1024) throw new AwsFault('KeyTooLongError', 'Your key is too long');
  return key;
}

type Wanted = Readonly<{ key: string; versionId: string | undefined }>;

export function requireVersion(bucket: Bucket, { key, versionId }: Wanted, missing: () => AwsFault): Version {
  const version =
    versionId === undefined
      ? currentOf(bucket, key)
      : bucket.versions.get(key)?.find((one) => one.versionId === versionId);
  if (version === undefined) throw missing();
  if (version.isDeleteMarker)
    throw new AwsFault('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      status: 405,
    });
  return version;
}

export function headersOf(input: PutObjectRequest | CopyObjectRequest): Version['headers'] {
  const {
    ContentType = 'binary/octet-stream',
    CacheControl,
    ContentDisposition,
    ContentEncoding,
    ContentLanguage,
  } = input;
  return {
    ContentType,
    ...defined({ CacheControl, ContentDisposition, ContentEncoding, ContentLanguage }),
  };
}

/** PutObject, GetObject and HeadObject. Reads after writes are consistent, as on S3. */
export function createObjects(world: World, access: Access) {
  const { clock, random } = world;

  const putObject = (input: PutObjectRequest, call: Call): PutObjectOutput => {
    const other = otherKeeping(input);
    if (other !== undefined) throw notSimulated(`s3:PutObject with ${other}`);
    const bucket = access.bucketFor(input.Bucket, call);
    const key = keyOf(input.Key);
    requireChecksum(bucket, input);
    checkCondition(input, currentOf(bucket, key));
    const body = Uint8Array.from(bytesOf(input.Body));
    checkDigests(input, body);
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const versionId = newVersionId(bucket, random);
    const about = { headers: headersOf(input), metadata: input.Metadata ?? {}, retention: retentionIn(bucket, world) };
    store(bucket, { key, versionId, isDeleteMarker: false, body, etag, lastModified: clock.now(), ...about });
    return { ETag: etag, ServerSideEncryption: 'AES256', ...(bucket.isVersioned ? { VersionId: versionId } : {}) };
  };

  const found = (input: GetObjectRequest | HeadObjectRequest, call: Call) => {
    const bucket = access.bucketFor(input.Bucket, call);
    const key = keyOf(input.Key);
    const wanted = { key, versionId: input.VersionId };
    const version = requireVersion(bucket, wanted, () => access.missing(bucket, key, call));
    if (input.IfMatch !== undefined && input.IfMatch !== version.etag) throw failed('If-Match');
    const { body, ...part } = partOf(version.body, input.Range);
    return { body, head: { ...describe(bucket, version), ContentLength: body.length, ...part } };
  };

  const headObject = (input: HeadObjectRequest, call: Call): HeadObjectOutput => found(input, call).head;

  const getObject = (input: GetObjectRequest, call: Call) => {
    const { body, head } = found(input, call);
    return { ...head, Body: Uint8Array.from(body) };
  };

  return { putObject, headObject, getObject };
}

/** Conditional writes: docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */
function checkCondition({ IfNoneMatch, IfMatch }: PutObjectRequest, current: Version | undefined): void {
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') {
    const message = 'A header you provided implies functionality that is not implemented';
    throw new AwsFault('NotImplemented', message, { status: 501, fields: { Header: 'If-None-Match' } });
  }
  if (IfNoneMatch === '*' && current !== undefined) throw failed('If-None-Match');
  if (IfMatch === undefined) return;
  if (current === undefined) throw new AwsFault('NoSuchKey', 'The specified key does not exist.', { status: 404 });
  if (current.etag !== IfMatch) throw failed('If-Match');
}

const failed = (Condition: string): AwsFault =>
  new AwsFault('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    fields: { Condition },
  });

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  throw new TypeError('An object arrives as bytes: whoever decodes the request collects its stream.');
}

const describe = (bucket: Bucket, version: Version): HeadObjectOutput => ({
  ...version.headers,
  AcceptRanges: 'bytes',
  ContentLength: version.body.length,
  ETag: version.etag,
  // The Last-Modified header knows whole seconds.
  LastModified: new Date(Math.floor(version.lastModified / 1000) * 1000),
  Metadata: { ...version.metadata },
  ServerSideEncryption: 'AES256',
  ...(bucket.isVersioned ? { VersionId: version.versionId } : {}),
});
