import type { ListObjectVersionsOutput, ListObjectVersionsRequest } from '@aws-sdk/client-s3';
import { defined } from '../../defined.ts';
import { type Bucket, compareKeys, keysOf, type Version } from './buckets.ts';
import { type EncodeName, nameEncoder } from './encode-name.ts';

const largestPage = 1000;

/** Newest first within each key: docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export function listVersions(bucket: Bucket, input: ListObjectVersionsRequest): ListObjectVersionsOutput {
  const { Prefix = '', KeyMarker, VersionIdMarker, EncodingType } = input;
  const written = nameEncoder(EncodingType);
  const MaxKeys = Math.min(input.MaxKeys ?? largestPage, largestPage);
  const entries = keysOf(bucket)
    .filter((key) => key.startsWith(Prefix))
    .flatMap((key) => (bucket.versions.get(key) ?? []).map((version, index) => ({ version, isLatest: index === 0 })));
  const rest = KeyMarker === undefined ? entries : afterMarker(entries, KeyMarker, VersionIdMarker);
  const page = rest.slice(0, MaxKeys);
  const last = page.at(-1)?.version;
  const isTruncated = rest.length > page.length && last !== undefined;
  return {
    Name: bucket.name,
    Prefix: written(Prefix),
    ...defined({ EncodingType }),
    MaxKeys,
    IsTruncated: isTruncated,
    ...(isTruncated ? { NextKeyMarker: written(last.key), NextVersionIdMarker: last.versionId } : {}),
    Versions: page
      .filter(({ version }) => !version.isDeleteMarker)
      .map((entry) => ({
        ...describe(entry, written),
        ETag: entry.version.etag,
        Size: entry.version.body.length,
        StorageClass: 'STANDARD' as const,
      })),
    DeleteMarkers: page.filter(({ version }) => version.isDeleteMarker).map((entry) => describe(entry, written)),
  };
}

type Entry = Readonly<{ version: Version; isLatest: boolean }>;

/** Everything after the marker: the given version of the given key, or the whole key where no version is named. */
function afterMarker(entries: readonly Entry[], key: string, versionId: string | undefined): readonly Entry[] {
  const place = entries.findIndex(({ version }) => version.key === key && version.versionId === versionId);
  if (place >= 0) return entries.slice(place + 1);
  return entries.filter(({ version }) => compareKeys(version.key, key) > 0);
}

const describe = ({ version, isLatest }: Entry, written: EncodeName) => ({
  Key: written(version.key),
  VersionId: version.versionId,
  IsLatest: isLatest,
  LastModified: new Date(version.lastModified),
});
