import type { CopyObjectRequest, DeleteObjectsRequest } from '@aws-sdk/client-s3';
import type { Needs, SimulatedService } from '../../service.ts';
import { bucketArn } from './access.ts';
import { sourceOf } from './copy-object.ts';

export const actions = {
  HeadObject: 's3:GetObject',
  CopyObject: 's3:PutObject',
  DeleteObjects: 's3:DeleteObject',
  ListBuckets: 's3:ListAllMyBuckets',
  HeadBucket: 's3:ListBucket',
  ListObjects: 's3:ListBucket',
  ListObjectsV2: 's3:ListBucket',
  ListObjectVersions: 's3:ListBucketVersions',
  GetObjectLockConfiguration: 's3:GetBucketObjectLockConfiguration',
};

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export const resources: SimulatedService['resources'] = {
  PutObject: objectArn,
  GetObject: objectArn,
  HeadObject: objectArn,
  CopyObject: objectArn,
  DeleteObject: objectArn,
  DeleteObjects: objectsOf,
  ListObjects: bucketOnly,
  ListObjectsV2: bucketOnly,
  ListObjectVersions: bucketOnly,
  HeadBucket: bucketOnly,
  CreateBucket: bucketOnly,
  DeleteBucket: bucketOnly,
  GetBucketLocation: bucketOnly,
  GetBucketVersioning: bucketOnly,
  PutBucketPolicy: bucketOnly,
  GetBucketPolicy: bucketOnly,
  DeleteBucketPolicy: bucketOnly,
  GetObjectLockConfiguration: bucketOnly,
  GetObjectRetention: objectArn,
};

type ObjectInput = Readonly<{ Bucket?: string | undefined; Key?: string | undefined }>;

function objectArn({ Bucket = '', Key = '' }: ObjectInput): readonly string[] {
  return [`${bucketArn(Bucket)}/${Key}`];
}

function objectsOf({ Bucket, Delete }: DeleteObjectsRequest): readonly string[] {
  return (Delete?.Objects ?? []).flatMap(({ Key }) => objectArn({ Bucket, Key }));
}

function bucketOnly({ Bucket = '' }: ObjectInput): readonly string[] {
  return [bucketArn(Bucket)];
}

type Bypassing = Readonly<{ BypassGovernanceRetention?: boolean | undefined }>;

/** A copy reads its source, and to pass over a lock takes a permission of its own. */
export const needs: Readonly<Record<string, Needs['of']>> = {
  DeleteObject: (input: ObjectInput & Bypassing) => bypass(input, objectArn(input)),
  DeleteObjects: (input: DeleteObjectsRequest) => bypass(input, objectsOf(input)),
  CopyObject: ({ CopySource }: CopyObjectRequest) => {
    const { bucket, key } = sourceOf(CopySource);
    return [{ action: 's3:GetObject', resources: objectArn({ Bucket: bucket, Key: key }) }];
  },
};

const bypass = ({ BypassGovernanceRetention }: Bypassing, objects: readonly string[]) =>
  BypassGovernanceRetention === true ? [{ action: 's3:BypassGovernanceRetention', resources: objects }] : [];
