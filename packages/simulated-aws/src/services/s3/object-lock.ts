import type {
  GetObjectLockConfigurationOutput,
  GetObjectLockConfigurationRequest,
  GetObjectRetentionOutput,
  GetObjectRetentionRequest,
} from '@aws-sdk/client-s3';
import { AwsFault, type Call } from '../../call.ts';
import type { Access } from './access.ts';
import type { ObjectLock, Version } from './buckets.ts';
import { keyOf, requireVersion } from './objects.ts';

export const createObjectLock = (access: Access) => ({
  GetObjectLockConfiguration: (
    input: GetObjectLockConfigurationRequest,
    call: Call,
  ): GetObjectLockConfigurationOutput => {
    const { lock } = access.bucketFor(input.Bucket, call);
    if (lock === undefined) throw noConfiguration();
    return { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: ruleOf(lock) } };
  },
  GetObjectRetention: (input: GetObjectRetentionRequest, call: Call): GetObjectRetentionOutput => {
    const bucket = access.bucketFor(input.Bucket, call);
    const key = keyOf(input.Key);
    const missing = () => access.missing(bucket, key, call);
    const { retention } = requireVersion(bucket, { key, versionId: input.VersionId }, missing);
    if (retention !== undefined) return { Retention: shown(retention) };
    throw new AwsFault(
      'NoSuchObjectLockConfiguration',
      'The specified object does not have a ObjectLock configuration',
      {
        status: 404,
      },
    );
  },
});

const noConfiguration = (): AwsFault =>
  new AwsFault('ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket', {
    status: 404,
  });

const ruleOf = ({ mode, days }: ObjectLock) => ({ DefaultRetention: { Mode: mode, Days: days } });

/**
 * Object Lock with a retention that the bucket gives every version: docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html.
 * A delete marker is no deletion, and locked itself it is never. Not modelled, and refused by name: retention and legal holds that
 * single objects are given, changes of the configuration. GetObject and HeadObject do not tell of it.
 */
const shown = ({ mode, until }: NonNullable<Version['retention']>) => ({
  Mode: mode,
  RetainUntilDate: new Date(until),
});
