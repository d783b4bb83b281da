import type { MemberTable } from '../selection.ts';

export const s3: MemberTable = {
  ListBuckets: 'MaxBuckets ContinuationToken Prefix BucketRegion',
  CreateBucket: 'Bucket CreateBucketConfiguration{LocationConstraint} ObjectOwnership',
  HeadBucket: 'Bucket ExpectedBucketOwner',
  GetBucketLocation: 'Bucket ExpectedBucketOwner',
  GetBucketVersioning: 'Bucket ExpectedBucketOwner',
  DeleteBucket: 'Bucket ExpectedBucketOwner',
  PutObject:
    'Body Bucket CacheControl ContentDisposition ContentEncoding ContentLanguage ContentLength ContentMD5 ' +
    'ContentType ChecksumAlgorithm ChecksumCRC32 ChecksumCRC32C ChecksumCRC64NVME ChecksumSHA1 ' +
    'ChecksumSHA256 IfMatch IfNoneMatch Key Metadata ServerSideEncryption StorageClass ExpectedBucketOwner',
  GetObject: 'Bucket IfMatch Key Range VersionId ExpectedBucketOwner ChecksumMode',
  HeadObject: 'Bucket IfMatch Key Range VersionId ExpectedBucketOwner ChecksumMode',
  CopyObject:
    'Bucket CacheControl ChecksumAlgorithm ContentDisposition ContentEncoding ContentLanguage ContentType ' +
    'CopySource Key Metadata MetadataDirective ServerSideEncryption StorageClass ExpectedBucketOwner ' +
    'ExpectedSourceBucketOwner',
  DeleteObject: 'Bucket Key VersionId BypassGovernanceRetention ExpectedBucketOwner',
  DeleteObjects:
    'Bucket Delete{Objects{Key VersionId} Quiet} BypassGovernanceRetention ExpectedBucketOwner ' + 'ChecksumAlgorithm',
  ListObjects: 'Bucket Delimiter EncodingType Marker MaxKeys Prefix ExpectedBucketOwner',
  ListObjectsV2:
    'Bucket Delimiter EncodingType MaxKeys Prefix ContinuationToken FetchOwner StartAfter ' + 'ExpectedBucketOwner',
  ListObjectVersions: 'Bucket EncodingType KeyMarker MaxKeys Prefix VersionIdMarker ExpectedBucketOwner',
  PutBucketPolicy: 'Bucket ContentMD5 ChecksumAlgorithm Policy ExpectedBucketOwner',
  GetBucketPolicy: 'Bucket ExpectedBucketOwner',
  DeleteBucketPolicy: 'Bucket ExpectedBucketOwner',
  GetObjectLockConfiguration: 'Bucket ExpectedBucketOwner',
  GetObjectRetention: 'Bucket Key VersionId ExpectedBucketOwner',
};
