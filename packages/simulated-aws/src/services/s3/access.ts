import { AwsFault, type Call } from '../../call.ts';
import type { Bucket, Buckets } from './buckets.ts';

export type Access = ReturnType<typeof createAccess>;

export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

/** Throws AwsFault where the policies do not allow the call that action on these resources. */
export type Authorise = (call: Call, action: string, resources: readonly string[]) => void;

/** Who may do what has been judged before; here only what that depends on what is in the bucket. */
export const createAccess = (buckets: Buckets, authorise: Authorise) => ({
  bucketFor: (name: string | undefined, call: Call): Bucket => {
    if (name === undefined) throw new AwsFault('InvalidBucketName', 'The specified bucket is not valid.');
    const bucket = buckets.find(name);
    checkRegion(bucket, call);
    return bucket;
  },
  /** Without s3:ListBucket S3 does not tell that an object is missing: API_GetObject.html. */
  missing: (bucket: Bucket, key: string, call: Call): AwsFault => {
    authorise(call, 's3:ListBucket', [bucketArn(bucket.name)]);
    const name = call.operation === 'HeadObject' ? 'NotFound' : 'NoSuchKey';
    return new AwsFault(name, 'The specified key does not exist.', { status: 404, fields: { Key: key } });
  },
});

/** A bucket answers in its own Region only: docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html */
function checkRegion(bucket: Bucket, { region }: Call): void {
  if (bucket.region === region) return;
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future ' +
    'requests to this endpoint.';
  const Endpoint = `${bucket.name}.s3.${bucket.region}.amazonaws.com`;
  const fields = { Endpoint, Bucket: bucket.name, Region: bucket.region };
  throw new AwsFault('PermanentRedirect', message, { status: 301, fields });
}
