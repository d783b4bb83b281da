import { AwsFault, type Call } from '../../call.ts';
import type { Bucket, Buckets } from './buckets.ts';

/** Whether the caller may list the bucket: decides between 404 and 403 for an object that is not there. */
export type MayList = (call: Call, bucketArn: string) => boolean;

export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

const isAnonymous = ({ principal }: Call): boolean => principal.kind === 'service' && principal.service === 'anonymous';

const accessDenied = (): AwsFault => new AwsFault('AccessDenied', 'Access Denied', { status: 403 });

/** A bucket answers in its own Region only: docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html */
const checkRegion = (bucket: Bucket, { region }: Call): void => {
  if (bucket.region === region) return;
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future ' +
    'requests to this endpoint.';
  const Endpoint = `${bucket.name}.s3.${bucket.region}.amazonaws.com`;
  const fields = { Endpoint, Bucket: bucket.name, Region: bucket.region };
  throw new AwsFault('PermanentRedirect', message, { status: 301, fields });
};

/** Policies of roles are judged before; here only what a caller without a signature may do: read objects, if anyone may. */
export const createAccess = (buckets: Buckets, mayList: MayList) => ({
  bucketFor: (name: string | undefined, call: Call, purpose: 'readObject' | 'other'): Bucket => {
    if (name === undefined) throw new AwsFault('InvalidBucketName', 'The specified bucket is not valid.');
    const bucket = buckets.find(name);
    checkRegion(bucket, call);
    if (isAnonymous(call) && !(purpose === 'readObject' && bucket.publicRead)) throw accessDenied();
    return bucket;
  },
  /** Without s3:ListBucket S3 does not tell that an object is missing. */
  missing: (bucket: Bucket, key: string, call: Call): AwsFault => {
    if (isAnonymous(call) || !mayList(call, bucketArn(bucket.name))) return accessDenied();
    const name = call.operation === 'HeadObject' ? 'NotFound' : 'NoSuchKey';
    return new AwsFault(name, 'The specified key does not exist.', { status: 404, fields: { Key: key } });
  },
});

export type Access = ReturnType<typeof createAccess>;
