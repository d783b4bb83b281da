import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import type { World } from '../../world.ts';
import type { Access } from './access.ts';
import { type Bucket, type Buckets, newVersionId, store, type Version } from './buckets.ts';
import { otherKeeping } from './checksums.ts';
import { headersOf, keyOf, requireVersion } from './objects.ts';
import { retentionIn } from './retention.ts';

type Source = Readonly<{ bucket: string; key: string; versionId: string | undefined }>;

/** `bucket/key?versionId=…`, as in a URL, with or without a slash in front. */
export function sourceOf(text: string | undefined): Source {
  const [path = '', query = ''] = (text ?? '').split('?');
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/.exec(decodeURIComponent(path)) ?? [];
  if (bucket === undefined || key === undefined)
    throw new AwsFault('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  return { bucket, key, versionId: new URLSearchParams(query).get('versionId') ?? undefined };
}

/** docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html, also from a bucket in another Region. */
export const createCopy =
  (world: World, buckets: Buckets, access: Access) =>
  (input: CopyObjectRequest, call: Call): CopyObjectOutput => {
    const { clock, random } = world;
    const other = otherKeeping(input);
    if (other !== undefined) throw notSimulated(`s3:CopyObject with ${other}`);
    const bucket = access.bucketFor(input.Bucket, call);
    const key = keyOf(input.Key);
    const source = sourceOf(input.CopySource);
    const sourceBucket = buckets.find(source.bucket);
    const from = requireVersion(sourceBucket, source, () => access.missing(sourceBucket, source.key, call));
    const isReplacing = input.MetadataDirective === 'REPLACE';
    refuseSelf(from, { bucket, key }, isReplacing);
    const about = isReplacing ? { headers: headersOf(input), metadata: input.Metadata ?? {} } : {};
    const retention = retentionIn(bucket, world);
    const own = { key, versionId: newVersionId(bucket, random), lastModified: clock.now(), retention };
    const copy = { ...from, ...own, ...about };
    store(bucket, copy);
    return {
      CopyObjectResult: { ETag: copy.etag, LastModified: new Date(copy.lastModified) },
      ServerSideEncryption: 'AES256',
      ...(sourceBucket.isVersioned ? { CopySourceVersionId: from.versionId } : {}),
      ...(bucket.isVersioned ? { VersionId: copy.versionId } : {}),
    };
  };

function refuseSelf(from: Version, to: Readonly<{ bucket: Bucket; key: string }>, isReplacing: boolean): void {
  if (isReplacing || to.bucket.versions.get(to.key)?.[0] !== from) return;
  const message =
    'This copy request is illegal because it is trying to copy an object to itself without changing the ' +
    "object's metadata, storage class, website redirect location or encryption attributes.";
  throw new AwsFault('InvalidRequest', message);
}
