import type {
  DeleteBucketPolicyRequest,
  GetBucketPolicyOutput,
  GetBucketPolicyRequest,
  PutBucketPolicyRequest,
} from '@aws-sdk/client-s3';
import { AwsFault, type Call } from '../../call.ts';
import { parseResourcePolicy, type ResourceStatement } from '../../identity/policy.ts';
import type { ResourcePolicy } from '../../identity/resource-policy.ts';
import { type Access, bucketArn } from './access.ts';
import type { Bucket, Buckets } from './buckets.ts';
import { checkDigests } from './checksums.ts';

/** docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html. That a policy is not public is not checked. */
export function createBucketPolicies(buckets: Buckets, access: Access) {
  const set = (bucket: Bucket, text: string): void => {
    const statements = unlessMalformed(() => parsed(bucket, text));
    bucket.policy = { text, statements };
  };

  return {
    setBucketPolicy: (name: string, document: unknown): void => set(buckets.find(name), JSON.stringify(document)),
    putBucketPolicy: (input: PutBucketPolicyRequest, call: Call): object => {
      checkDigests(input, Buffer.from(input.Policy ?? ''));
      set(access.bucketFor(input.Bucket, call), input.Policy ?? '');
      return {};
    },
    getBucketPolicy: (input: GetBucketPolicyRequest, call: Call): GetBucketPolicyOutput => {
      const bucket = access.bucketFor(input.Bucket, call);
      if (bucket.policy !== undefined) return { Policy: bucket.policy.text };
      const fields = { BucketName: bucket.name };
      throw new AwsFault('NoSuchBucketPolicy', 'The bucket policy does not exist', { status: 404, fields });
    },
    deleteBucketPolicy: (input: DeleteBucketPolicyRequest, call: Call): object => {
      access.bucketFor(input.Bucket, call).policy = undefined;
      return {};
    },
    /** Of a bucket or of an object in it. */
    policyOn: (arn: string): ResourcePolicy | undefined => {
      const [name = ''] = (arn.split(':')[5] ?? '').split('/');
      const bucket = buckets.has(name) ? buckets.find(name) : undefined;
      if (bucket === undefined) return undefined;
      return { statements: [...(bucket.publicRead ? [publicRead(bucket)] : []), ...(bucket.policy?.statements ?? [])] };
    },
  };
}

function unlessMalformed<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof AwsFault ? error : malformed(error instanceof Error ? error.message : String(error));
  }
}

const malformed = (message: string): AwsFault => new AwsFault('MalformedPolicy', message);

/** Each Resource must be the bucket or lie in it. */
function parsed({ name }: Bucket, text: string): readonly ResourceStatement[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  }
  const statements = parseResourcePolicy(document, `${name}/policy`);
  const own = (arn: string) =>
    arn === bucketArn(name) || arn.startsWith(`${bucketArn(name)}/`) || arn === `${bucketArn(name)}*`;
  if (statements.some(({ Resource = [], NotResource = [] }) => ![...Resource, ...NotResource].every(own)))
    throw malformed('Policy has invalid resource');
  return statements;
}

/** What a bucket that anyone may read stands for. */
const publicRead = ({ name }: Bucket): ResourceStatement => ({
  Effect: 'Allow',
  Principal: { AWS: ['*'] },
  Action: ['s3:GetObject'],
  Resource: [`${bucketArn(name)}/*`],
});
