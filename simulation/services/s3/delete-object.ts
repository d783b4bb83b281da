import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import type { Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { onlyModelled } from '../only-modelled.ts';
import type { Access } from './access.ts';
import { type Bucket, newVersionId, store } from './buckets.ts';
import { keyOf } from './objects.ts';

const deleteVersion = (bucket: Bucket, key: string, versionId: string): DeleteObjectOutput => {
  const versions = bucket.versions.get(key) ?? [];
  const gone = versions.find((version) => version.versionId === versionId);
  const rest = versions.filter((version) => version !== gone);
  if (rest.length === 0) bucket.versions.delete(key);
  else bucket.versions.set(key, rest);
  return { VersionId: versionId, ...(gone?.isDeleteMarker === true ? { DeleteMarker: true } : {}) };
};

const nothing = { body: new Uint8Array(), etag: '', metadata: {}, headers: { ContentType: '' } };

/** Deleting what is not there succeeds. A versioned bucket gets a delete marker, unless a version is named. */
export const createDelete =
  ({ clock, random }: World, access: Access) =>
  (input: DeleteObjectRequest, call: Call): DeleteObjectOutput => {
    onlyModelled('s3:DeleteObject', input, ['Bucket', 'Key', 'VersionId', 'ExpectedBucketOwner']);
    const bucket = access.bucketFor(input.Bucket, call);
    const key = keyOf(input.Key);
    if (input.VersionId !== undefined) return deleteVersion(bucket, key, input.VersionId);
    if (!bucket.isVersioned) {
      bucket.versions.delete(key);
      return {};
    }
    const versionId = newVersionId(bucket, random);
    store(bucket, { ...nothing, key, versionId, isDeleteMarker: true, lastModified: clock.now() });
    return { DeleteMarker: true, VersionId: versionId };
  };
