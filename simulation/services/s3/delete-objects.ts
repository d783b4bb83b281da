import type { DeletedObject, DeleteObjectsOutput, DeleteObjectsRequest, ObjectIdentifier } from '@aws-sdk/client-s3';
import { AwsFault, type Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { onlyModelled } from '../only-modelled.ts';
import type { Access } from './access.ts';
import type { Bucket } from './buckets.ts';
import { deleteFrom } from './delete-object.ts';

const mostKeys = 1000;

/** docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html; a quiet one tells of errors alone, of which there are none here. */
export const createDeleteMany = (world: World, access: Access) => {
  const remove = deleteFrom(world);
  const removed = (bucket: Bucket, { Key, VersionId }: ObjectIdentifier): DeletedObject => {
    const { DeleteMarker, VersionId: made } = remove(bucket, { Key, VersionId });
    const named = { Key, ...(VersionId === undefined ? {} : { VersionId }) };
    return DeleteMarker === true ? { ...named, DeleteMarker, DeleteMarkerVersionId: made } : named;
  };
  return (input: DeleteObjectsRequest, call: Call): DeleteObjectsOutput => {
    onlyModelled('s3:DeleteObjects', input, ['Bucket', 'ChecksumAlgorithm', 'Delete', 'ExpectedBucketOwner']);
    const { Objects = [], Quiet = false } = input.Delete ?? {};
    if (Objects.length === 0 || Objects.length > mostKeys)
      throw new AwsFault(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    for (const one of Objects) onlyModelled('s3:DeleteObjects', one, ['Key', 'VersionId']);
    const bucket = access.bucketFor(input.Bucket, call);
    const Deleted = Objects.map((one) => removed(bucket, one));
    return Quiet ? {} : { Deleted };
  };
};
