import type {
  ListObjectsOutput,
  ListObjectsRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
} from '@aws-sdk/client-s3';
import { AwsFault, notSimulated } from '../../call.ts';
import { defined } from '../../defined.ts';
import { type Bucket, compareKeys, currentOf, keysOf } from './buckets.ts';
import { type EncodeName, nameEncoder } from './encode-name.ts';

const largestPage = 1000;

/** docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html; the token says after which entry to go on. */
export function listObjectsV2(bucket: Bucket, input: ListObjectsV2Request): ListObjectsV2Output {
  if (input.FetchOwner === true) throw notSimulated('s3:ListObjectsV2 with FetchOwner');
  const { ContinuationToken, StartAfter } = input;
  const after = ContinuationToken === undefined ? (StartAfter ?? '') : decode(ContinuationToken);
  const { shown, written, next, count } = pageAfter(bucket, { ...input, after });
  return {
    ...shown,
    KeyCount: count,
    ...(StartAfter === undefined ? {} : { StartAfter: written(StartAfter) }),
    ...defined({ ContinuationToken }),
    ...(next === undefined ? {} : { NextContinuationToken: encode(next) }),
  };
}

function decode(token: string): string {
  const name = Buffer.from(token, 'base64url').toString();
  if (name === '') throw new AwsFault('InvalidArgument', 'The continuation token provided is incorrect');
  return name;
}

type Wanted = Readonly<
  Pick<ListObjectsRequest, 'Prefix' | 'Delimiter' | 'EncodingType' | 'MaxKeys'> & { after: string }
>;

/** One page, with what both listings show of it in the same way. */
function pageAfter(bucket: Bucket, { Prefix = '', Delimiter, EncodingType, after, ...wanted }: Wanted) {
  const written = nameEncoder(EncodingType);
  const MaxKeys = Math.min(wanted.MaxKeys ?? largestPage, largestPage);
  const rest = entriesOf(bucket, Prefix, Delimiter).filter(({ name }) => compareKeys(name, after) > 0);
  const page = rest.slice(0, MaxKeys);
  const last = page.at(-1);
  const next = rest.length > page.length ? last?.name : undefined;
  const shown = {
    Name: bucket.name,
    Prefix: written(Prefix),
    ...(Delimiter === undefined ? {} : { Delimiter: written(Delimiter) }),
    ...defined({ EncodingType }),
    MaxKeys,
    IsTruncated: next !== undefined,
    Contents: page.filter(({ isPrefix }) => !isPrefix).flatMap(({ name }) => contentOf(bucket, name, written)),
    CommonPrefixes: page.filter(({ isPrefix }) => isPrefix).map(({ name }) => ({ Prefix: written(name) })),
  };
  return { shown, written, next, count: page.length };
}

/** A key, or the common prefix that stands for all keys that begin with it. */
type Entry = Readonly<{ name: string; isPrefix: boolean }>;

function entriesOf(bucket: Bucket, prefix: string, delimiter: string | undefined): Entry[] {
  const entries = keysOf(bucket)
    .filter((key) => key.startsWith(prefix) && currentOf(bucket, key) !== undefined)
    .map((key) => entryOf(key, prefix, delimiter));
  return entries.filter((entry, index) => entry.name !== entries[index - 1]?.name);
}

function entryOf(key: string, prefix: string, delimiter: string | undefined): Entry {
  const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
  if (delimiter === undefined || end < 0) return { name: key, isPrefix: false };
  return { name: key.slice(0, end + delimiter.length), isPrefix: true };
}

function contentOf(bucket: Bucket, key: string, written: EncodeName) {
  const version = currentOf(bucket, key);
  if (version === undefined) return [];
  const { etag, lastModified, body } = version;
  return [
    {
      Key: written(key),
      ETag: etag,
      LastModified: new Date(lastModified),
      Size: body.length,
      StorageClass: 'STANDARD' as const,
    },
  ];
}

const encode = (name: string): string => Buffer.from(name).toString('base64url');

/** The older listing: docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html; NextMarker comes with a delimiter only. */
export function listObjects(bucket: Bucket, input: ListObjectsRequest): ListObjectsOutput {
  const { Marker = '', Delimiter } = input;
  const { shown, written, next } = pageAfter(bucket, { ...input, after: Marker });
  const more = next === undefined || Delimiter === undefined ? {} : { NextMarker: written(next) };
  return { ...shown, Marker: written(Marker), ...more };
}
