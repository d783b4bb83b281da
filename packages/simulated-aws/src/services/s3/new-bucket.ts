import type { CreateBucketRequest } from '@aws-sdk/client-s3';
import { AwsFault } from '../../call.ts';

/** The name, once name and place have been found good. A place must be given wherever it is not us-east-1, and must be here. */
export function checkNewBucket(
  { Bucket: name = '', CreateBucketConfiguration: configuration }: CreateBucketRequest,
  region: string,
): string {
  if (!isGoodName(name)) throw new AwsFault('InvalidBucketName', 'The specified bucket is not valid.');
  const constraint: string | undefined = configuration?.LocationConstraint;
  if (constraint === 'us-east-1')
    throw new AwsFault('InvalidLocationConstraint', 'The specified location-constraint is not valid');
  if ((constraint ?? 'us-east-1') !== region)
    throw illegal(
      `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  return name;
}

/** docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; reserved prefixes and suffixes are not checked. */
const isGoodName = (name: string): boolean =>
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+(?:\.\d+){3}$/.test(name);

const illegal = (message: string): AwsFault => new AwsFault('IllegalLocationConstraintException', message);
