import type { ListObjectsV2Request, ListObjectVersionsRequest } from '@aws-sdk/client-s3';
import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { type Authorise, bucketArn, createAccess } from './access.ts';
import { createBucketPolicies } from './bucket-policy.ts';
import { createBuckets, currentOf, keysOf } from './buckets.ts';
import { createDelete } from './delete-object.ts';
import { listObjects } from './list-objects.ts';
import { listVersions } from './list-versions.ts';
import { createObjects } from './objects.ts';

export type S3Settings = Readonly<{ authorise?: Authorise }>;

/** An object as it stands in a bucket, for whoever looks at the simulation from outside. */
export type StoredObject = Readonly<{ key: string; body: Uint8Array; contentType: string; etag: string }>;

type ObjectInput = Readonly<{ Bucket?: string | undefined; Key?: string | undefined }>;

const objectArn = ({ Bucket = '', Key = '' }: ObjectInput): readonly string[] => [`${bucketArn(Bucket)}/${Key}`];
const bucketOnly = ({ Bucket = '' }: ObjectInput): readonly string[] => [bucketArn(Bucket)];

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const resources: SimulatedService['resources'] = {
  PutObject: objectArn,
  GetObject: objectArn,
  HeadObject: objectArn,
  DeleteObject: objectArn,
  ListObjectsV2: bucketOnly,
  ListObjectVersions: bucketOnly,
  PutBucketPolicy: bucketOnly,
  GetBucketPolicy: bucketOnly,
  DeleteBucketPolicy: bucketOnly,
};

const actions = {
  HeadObject: 's3:GetObject',
  ListObjectsV2: 's3:ListBucket',
  ListObjectVersions: 's3:ListBucketVersions',
};

/**
 * Amazon S3, general purpose buckets: whole objects, versions, delete markers, conditional writes, listings, and callers without a
 * signature, policies of buckets (docs.aws.amazon.com/AmazonS3/latest/API). An object that is missing is a 403 to whoever may not
 * list the bucket. Not modelled: ranges, conditional reads and multipart uploads (refused by name), blocks of public access,
 * object locks, and the actions GetObjectVersion and DeleteObjectVersion of IAM.
 */
export const createS3 = (world: World, { authorise = () => undefined }: S3Settings = {}) => {
  const buckets = createBuckets();
  const access = createAccess(buckets, authorise);
  const policies = createBucketPolicies(buckets, access);
  const objects = createObjects(world, access);

  const service: SimulatedService = {
    name: 's3',
    operations: {
      PutObject: objects.putObject,
      GetObject: objects.getObject,
      HeadObject: objects.headObject,
      DeleteObject: createDelete(world, access),
      ListObjectsV2: (input: ListObjectsV2Request, call: Call) =>
        listObjects(access.bucketFor(input.Bucket, call), input),
      ListObjectVersions: (input: ListObjectVersionsRequest, call: Call) =>
        listVersions(access.bucketFor(input.Bucket, call), input),
      PutBucketPolicy: policies.putBucketPolicy,
      GetBucketPolicy: policies.getBucketPolicy,
      DeleteBucketPolicy: policies.deleteBucketPolicy,
    },
    resources,
    actions,
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

  return { ...service, addBucket: buckets.add, setBucketPolicy: policies.setBucketPolicy, objectsOf };
};
