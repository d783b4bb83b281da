import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import type { Call } from '../../call.ts';
import type { World } from '../../world.ts';
import type { Access } from './access.ts';
import { type Bucket, newVersionId, store } from './buckets.ts';
import { keyOf } from './objects.ts';
import { requireUnlocked } from './retention.ts';

const nothing = { body: new Uint8Array(), etag: '', metadata: {}, headers: { ContentType: '' } };

type Doomed = Readonly<{
  Key?: string | undefined;
  VersionId?: string | undefined;
  BypassGovernanceRetention?: boolean | undefined;
}>;

/** Deleting what is not there succeeds. A versioned bucket gets a delete marker, unless a version is named. */
export const deleteFrom =
  ({ clock, random }: World) =>
  (bucket: Bucket, { Key, VersionId, BypassGovernanceRetention: isBypassing = false }: Doomed): DeleteObjectOutput => {
    const key = keyOf(Key);
    if (VersionId !== undefined)
      return deleteVersion(bucket, { key, versionId: VersionId, now: clock.now(), isBypassing });
    if (!bucket.isVersioned) {
      bucket.versions.delete(key);
      return {};
    }
    const versionId = newVersionId(bucket, random);
    store(bucket, { ...nothing, key, versionId, isDeleteMarker: true, lastModified: clock.now() });
    return { DeleteMarker: true, VersionId: versionId };
  };

type Named = Readonly<{ key: string; versionId: string; now: number; isBypassing: boolean }>;

function deleteVersion(bucket: Bucket, { key, versionId, ...at }: Named): DeleteObjectOutput {
  const versions = bucket.versions.get(key) ?? [];
  const gone = versions.find((version) => version.versionId === versionId);
  requireUnlocked({ version: gone, ...at });
  const rest = versions.filter((version) => version !== gone);
  if (rest.length === 0) bucket.versions.delete(key);
  else bucket.versions.set(key, rest);
  return { VersionId: versionId, ...(gone?.isDeleteMarker === true ? { DeleteMarker: true } : {}) };
}

export function createDelete(world: World, access: Access) {
  const remove = deleteFrom(world);
  return (input: DeleteObjectRequest, call: Call): DeleteObjectOutput => {
    return remove(access.bucketFor(input.Bucket, call), input);
  };
}
