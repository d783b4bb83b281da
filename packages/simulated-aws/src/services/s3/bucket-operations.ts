import type {
  CreateBucketOutput,
  CreateBucketRequest,
  DeleteBucketRequest,
  GetBucketLocationRequest,
  GetBucketVersioningOutput,
  GetBucketVersioningRequest,
  HeadBucketOutput,
  HeadBucketRequest,
  ListBucketsOutput,
  ListBucketsRequest,
} from '@aws-sdk/client-s3';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { defined } from '../../defined.ts';
import { pageOf } from '../page.ts';
import type { Access } from './access.ts';
import type { Buckets } from './buckets.ts';
import { checkNewBucket } from './new-bucket.ts';

const mostBuckets = 10_000;

/** Where there are no Regions in names: docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
const unnamedRegion = 'us-east-1';

/** Buckets themselves. One that is made again in us-east-1 stays, as it is there for old times' sake. */
export const createBucketOperations = (buckets: Buckets, access: Access) => ({
  ListBuckets: listBuckets(buckets),
  CreateBucket: createBucket(buckets),
  HeadBucket: (input: HeadBucketRequest, call: Call): HeadBucketOutput => {
    return { BucketRegion: access.bucketFor(input.Bucket, call).region };
  },
  /** Answered in every Region, since that is what it is asked for. */
  GetBucketLocation: (input: GetBucketLocationRequest) => {
    const { region } = buckets.find(input.Bucket ?? '');
    return region === unnamedRegion ? {} : { LocationConstraint: region };
  },
  GetBucketVersioning: (input: GetBucketVersioningRequest, call: Call): GetBucketVersioningOutput => {
    return access.bucketFor(input.Bucket, call).isVersioned ? { Status: 'Enabled' } : {};
  },
  DeleteBucket: (input: DeleteBucketRequest, call: Call): object => {
    const bucket = access.bucketFor(input.Bucket, call);
    if (bucket.versions.size > 0)
      throw new AwsFault('BucketNotEmpty', 'The bucket you tried to delete is not empty', { status: 409 });
    buckets.remove(bucket);
    return {};
  },
});

const listBuckets =
  (buckets: Buckets) =>
  (input: ListBucketsRequest): ListBucketsOutput => {
    const { BucketRegion, ContinuationToken, MaxBuckets = mostBuckets, Prefix } = input;
    const found = buckets
      .all()
      .filter(({ name, region }) => name.startsWith(Prefix ?? '') && region === (BucketRegion ?? region));
    const page = pageOf(found, MaxBuckets, ContinuationToken);
    if (page === undefined) throw new AwsFault('InvalidArgument', 'The continuation token provided is incorrect');
    const isAskedInDetail = Object.values(input).some((value) => value !== undefined);
    return {
      Buckets: page.items.map(({ name, region, createdAt }) => ({
        Name: name,
        CreationDate: new Date(createdAt),
        ...(isAskedInDetail ? { BucketRegion: region } : {}),
      })),
      ...defined({ Prefix, ContinuationToken: page.next }),
    };
  };

const createBucket =
  (buckets: Buckets) =>
  (input: CreateBucketRequest, { region }: Call): CreateBucketOutput => {
    if ((input.ObjectOwnership ?? 'BucketOwnerEnforced') !== 'BucketOwnerEnforced')
      throw notSimulated(`s3:CreateBucket with ObjectOwnership ${input.ObjectOwnership}`);
    const name = checkNewBucket(input, region);
    const Location = region === unnamedRegion ? `/${name}` : `http://${name}.s3.amazonaws.com/`;
    if (!buckets.has(name)) buckets.add({ name, region, publicRead: false });
    else if (region !== unnamedRegion || buckets.find(name).region !== region)
      throw new AwsFault(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        { status: 409, fields: { BucketName: name } },
      );
    return { Location };
  };
