/**
 * Members of requests that are either modelled or change nothing here: checksums are the wire's matter, the rest says how S3 keeps
 * an object, not what it answers. Everything else is refused by name.
 */
export const writtenMembers = [
  'Body',
  'Bucket',
  'Key',
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'ContentLength',
  'ContentMD5',
  'ContentType',
  'ChecksumAlgorithm',
  'ChecksumCRC32',
  'ChecksumCRC32C',
  'ChecksumCRC64NVME',
  'ChecksumSHA1',
  'ChecksumSHA256',
  'ExpectedBucketOwner',
  'IfMatch',
  'IfNoneMatch',
  'Metadata',
  'ServerSideEncryption',
  'StorageClass',
] as const;

export const readMembers = [
  'Bucket',
  'Key',
  'VersionId',
  'ChecksumMode',
  'ExpectedBucketOwner',
  'IfMatch',
  'Range',
] as const;
