import type {
  DeletedObject,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  ObjectIdentifier,
  _Error as S3Error,
} from '@aws-sdk/client-s3';
import { AwsFault, type Call } from '../../call.ts';
import { defined } from '../../defined.ts';
import type { World } from '../../world.ts';
import type { Access } from './access.ts';
import type { Bucket } from './buckets.ts';
import { deleteFrom } from './delete-object.ts';

const mostKeys = 1000;

type Removed = Readonly<{ gone: DeletedObject } | { kept: S3Error }>;

/** docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html; a quiet one tells of errors alone: of what a lock keeps. */
export function createDeleteMany(world: World, access: Access) {
  const remove = deleteFrom(world);
  const removed = (bucket: Bucket, { Key, VersionId }: ObjectIdentifier, isBypassing: boolean): Removed => {
    const named = { Key, ...defined({ VersionId }) };
    try {
      const doomed = { Key, VersionId, BypassGovernanceRetention: isBypassing };
      const { DeleteMarker, VersionId: made } = remove(bucket, doomed);
      return { gone: DeleteMarker === true ? { ...named, DeleteMarker, DeleteMarkerVersionId: made } : named };
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      return { kept: { ...named, Code: error.code, Message: error.message } };
    }
  };
  return (input: DeleteObjectsRequest, call: Call): DeleteObjectsOutput => {
    const { Objects = [], Quiet = false } = input.Delete ?? {};
    if (Objects.length === 0 || Objects.length > mostKeys)
      throw new AwsFault(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    const bucket = access.bucketFor(input.Bucket, call);
    const all = Objects.map((one) => removed(bucket, one, input.BypassGovernanceRetention === true));
    const Errors = all.flatMap((one) => ('kept' in one ? [one.kept] : []));
    const told = Errors.length === 0 ? {} : { Errors };
    return Quiet ? told : { Deleted: all.flatMap((one) => ('gone' in one ? [one.gone] : [])), ...told };
  };
}
