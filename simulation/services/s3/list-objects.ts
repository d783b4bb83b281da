import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3';
import { AwsFault } from '../../call.ts';
import { onlyModelled } from '../only-modelled.ts';
import { type Bucket, compareKeys, currentOf, keysOf } from './buckets.ts';

const largestPage = 1000;

const modelled = [
  'Bucket',
  'ContinuationToken',
  'Delimiter',
  'ExpectedBucketOwner',
  'FetchOwner',
  'MaxKeys',
  'Prefix',
  'StartAfter',
];

/** A key, or the common prefix that stands for all keys that begin with it. */
type Entry = Readonly<{ name: string; isPrefix: boolean }>;

const entryOf = (key: string, prefix: string, delimiter: string | undefined): Entry => {
  const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
  if (delimiter === undefined || end < 0) return { name: key, isPrefix: false };
  return { name: key.slice(0, end + delimiter.length), isPrefix: true };
};

const entriesOf = (bucket: Bucket, prefix: string, delimiter: string | undefined): Entry[] => {
  const entries = keysOf(bucket)
    .filter((key) => key.startsWith(prefix) && currentOf(bucket, key) !== undefined)
    .map((key) => entryOf(key, prefix, delimiter));
  return entries.filter((entry, index) => entry.name !== entries[index - 1]?.name);
};

const encode = (name: string): string => Buffer.from(name).toString('base64url');

const decode = (token: string): string => {
  const name = Buffer.from(token, 'base64url').toString();
  if (name === '') throw new AwsFault('InvalidArgument', 'The continuation token provided is incorrect');
  return name;
};

const contentOf = (bucket: Bucket, key: string) => {
  const version = currentOf(bucket, key);
  if (version === undefined) return [];
  const { etag, lastModified, body } = version;
  return [
    {
      Key: key,
      ETag: etag,
      LastModified: new Date(lastModified),
      Size: body.length,
      StorageClass: 'STANDARD' as const,
    },
  ];
};

/** docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html; the token says after which entry to go on. */
export const listObjects = (bucket: Bucket, input: ListObjectsV2Request): ListObjectsV2Output => {
  onlyModelled('s3:ListObjectsV2', input, modelled);
  const { Prefix = '', Delimiter, ContinuationToken, StartAfter = '' } = input;
  const MaxKeys = Math.min(input.MaxKeys ?? largestPage, largestPage);
  const after = ContinuationToken === undefined ? StartAfter : decode(ContinuationToken);
  const rest = entriesOf(bucket, Prefix, Delimiter).filter(({ name }) => compareKeys(name, after) > 0);
  const page = rest.slice(0, MaxKeys);
  const last = page.at(-1);
  const isTruncated = rest.length > page.length && last !== undefined;
  const prefixes = page.filter(({ isPrefix }) => isPrefix);
  return {
    Name: bucket.name,
    Prefix,
    ...(Delimiter === undefined ? {} : { Delimiter }),
    MaxKeys,
    KeyCount: page.length,
    IsTruncated: isTruncated,
    ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
    ...(isTruncated ? { NextContinuationToken: encode(last.name) } : {}),
    Contents: page.filter(({ isPrefix }) => !isPrefix).flatMap(({ name }) => contentOf(bucket, name)),
    CommonPrefixes: prefixes.map(({ name }) => ({ Prefix: name })),
  };
};
