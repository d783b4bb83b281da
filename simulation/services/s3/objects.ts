import { createHash } from 'node:crypto';
import type {
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
  PutObjectOutput,
  PutObjectRequest,
} from '@aws-sdk/client-s3';
import { AwsFault, type Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { onlyModelled } from '../only-modelled.ts';
import type { Access } from './access.ts';
import { type Bucket, currentOf, newVersionId, store, type Version } from './buckets.ts';
import { readMembers, writtenMembers } from './members.ts';

export const keyOf = (key: string | undefined): string => {
  if (key === undefined || key === '') throw new AwsFault('InvalidArgument', 'A key must be specified');
  if (Buffer.byteLength(key) > 1024) throw new AwsFault('KeyTooLongError', 'Your key is too long');
  return key;
};

const bytesOf = (body: unknown): Uint8Array => {
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  throw new TypeError('An object arrives as bytes: whoever decodes the request collects its stream.');
};

/** Conditional writes: docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */
const checkCondition = ({ IfNoneMatch, IfMatch }: PutObjectRequest, current: Version | undefined): void => {
  const failed = (Condition: string): AwsFault => {
    const message = 'At least one of the pre-conditions you specified did not hold';
    return new AwsFault('PreconditionFailed', message, { status: 412, fields: { Condition } });
  };
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') {
    const message = 'A header you provided implies functionality that is not implemented';
    throw new AwsFault('NotImplemented', message, { status: 501, fields: { Header: 'If-None-Match' } });
  }
  if (IfNoneMatch === '*' && current !== undefined) throw failed('If-None-Match');
  if (IfMatch === undefined) return;
  if (current === undefined) throw new AwsFault('NoSuchKey', 'The specified key does not exist.', { status: 404 });
  if (current.etag !== IfMatch) throw failed('If-Match');
};

const headersOf = (input: PutObjectRequest): Version['headers'] => {
  const {
    ContentType = 'binary/octet-stream',
    CacheControl,
    ContentDisposition,
    ContentEncoding,
    ContentLanguage,
  } = input;
  return {
    ContentType,
    ...(CacheControl === undefined ? {} : { CacheControl }),
    ...(ContentDisposition === undefined ? {} : { ContentDisposition }),
    ...(ContentEncoding === undefined ? {} : { ContentEncoding }),
    ...(ContentLanguage === undefined ? {} : { ContentLanguage }),
  };
};

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

/** PutObject, GetObject and HeadObject. Reads after writes are consistent, as on S3. */
export const createObjects = (world: World, access: Access) => {
  const { clock, random } = world;

  const putObject = (input: PutObjectRequest, call: Call): PutObjectOutput => {
    onlyModelled('s3:PutObject', input, writtenMembers);
    const bucket = access.bucketFor(input.Bucket, call);
    const key = keyOf(input.Key);
    checkCondition(input, currentOf(bucket, key));
    const body = Uint8Array.from(bytesOf(input.Body));
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const versionId = newVersionId(bucket, random);
    const [headers, metadata] = [headersOf(input), input.Metadata ?? {}];
    store(bucket, { key, versionId, isDeleteMarker: false, body, etag, lastModified: clock.now(), headers, metadata });
    return { ETag: etag, ServerSideEncryption: 'AES256', ...(bucket.isVersioned ? { VersionId: versionId } : {}) };
  };

  const found = (input: GetObjectRequest | HeadObjectRequest, call: Call) => {
    onlyModelled(`s3:${call.operation}`, input, readMembers);
    const bucket = access.bucketFor(input.Bucket, call);
    const key = keyOf(input.Key);
    const { VersionId } = input;
    const version =
      VersionId === undefined
        ? currentOf(bucket, key)
        : bucket.versions.get(key)?.find(({ versionId }) => versionId === VersionId);
    if (version === undefined) throw access.missing(bucket, key, call);
    if (version.isDeleteMarker)
      throw new AwsFault('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
        status: 405,
      });
    return { bucket, version };
  };

  const headObject = (input: HeadObjectRequest, call: Call): HeadObjectOutput => {
    const { bucket, version } = found(input, call);
    return describe(bucket, version);
  };

  const getObject = (input: GetObjectRequest, call: Call) => {
    const { bucket, version } = found(input, call);
    return { ...describe(bucket, version), Body: Uint8Array.from(version.body) };
  };

  return { putObject, headObject, getObject };
};
