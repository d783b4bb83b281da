import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { type Authorise, createAccess } from './access.ts';
import { createBucketOperations } from './bucket-operations.ts';
import { createBucketPolicies } from './bucket-policy.ts';
import { type Bucket, createBuckets, currentOf, keysOf } from './buckets.ts';
import { createCopy } from './copy-object.ts';
import { createDelete } from './delete-object.ts';
import { createDeleteMany } from './delete-objects.ts';
import { forOwner } from './for-owner.ts';
import { listObjects, listObjectsV2 } from './list-objects.ts';
import { listVersions } from './list-versions.ts';
import { createObjectLock } from './object-lock.ts';
import { createObjects } from './objects.ts';
import { actions, needs, resources } from './resources.ts';

export type S3Settings = Readonly<{ authorise?: Authorise }>;

/** An object as it stands in a bucket, for whoever looks at the simulation from outside. */
export type StoredObject = Readonly<{ key: string; body: Uint8Array; contentType: string; etag: string }>;

/**
 * Amazon S3: general purpose buckets.
 *
 * Models: whole objects and parts of them, versions, delete markers, conditional writes, copies, listings, buckets themselves
 * and their policies, object locks by their bucket, callers without a signature. An object that is missing is a 403 to
 * whoever may not list the bucket. A role that may not delete one key of DeleteObjects deletes none of them.
 * From: docs.aws.amazon.com/AmazonS3/latest/API
 * Not modelled: multipart uploads, conditional reads but If-Match, the owner's canonical id, blocks of public access, the
 * actions GetObjectVersion and DeleteObjectVersion of IAM.
 */
export function createS3(world: World, { authorise = () => undefined }: S3Settings = {}) {
  const buckets = createBuckets(world.clock);
  const access = createAccess(buckets, authorise);
  const policies = createBucketPolicies(buckets, access);
  const objects = createObjects(world, access);

  const listing =
    <Input extends { Bucket: string | undefined }, Output>(list: (bucket: Bucket, input: Input) => Output) =>
    (input: Input, call: Call): Output =>
      list(access.bucketFor(input.Bucket, call), input);

  const operations: SimulatedService['operations'] = {
    ...createBucketOperations(buckets, access),
    PutObject: objects.putObject,
    GetObject: objects.getObject,
    HeadObject: objects.headObject,
    CopyObject: createCopy(world, buckets, access),
    DeleteObject: createDelete(world, access),
    DeleteObjects: createDeleteMany(world, access),
    ListObjects: listing(listObjects),
    ListObjectsV2: listing(listObjectsV2),
    ListObjectVersions: listing(listVersions),
    PutBucketPolicy: policies.putBucketPolicy,
    GetBucketPolicy: policies.getBucketPolicy,
    DeleteBucketPolicy: policies.deleteBucketPolicy,
    ...createObjectLock(access),
  };
  const service: SimulatedService = {
    name: 's3',
    operations: forOwner(world.account, operations),
    resources,
    actions,
    needs,
    policyOn: policies.policyOn,
  };

  const objectsOf = (name: string): StoredObject[] => {
    const bucket = buckets.find(name);
    return keysOf(bucket).flatMap((key) => {
      const current = currentOf(bucket, key);
      if (current === undefined) return [];
      return [{ key, body: current.body, contentType: current.headers.ContentType, etag: current.etag }];
    });
  };

  const { setBucketPolicy } = policies;
  return { ...service, addBucket: buckets.add, watchBuckets: buckets.watch, setBucketPolicy, objectsOf };
}
