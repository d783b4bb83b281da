import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { PutObjectRequest } from '@aws-sdk/client-s3';
import { AwsFault } from '../../call.ts';

/** Reflected polynomials: of Castagnoli (RFC 3720), and of NVM Express. */
const castagnoli = 0x82_f6_3b_78n;
const nvme = 0x9a_6c_93_29_ac_4b_c9_b5n;

/** docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
type Checksums = Pick<
  PutObjectRequest,
  'ContentMD5' | 'ChecksumCRC32' | 'ChecksumCRC32C' | 'ChecksumCRC64NVME' | 'ChecksumSHA1' | 'ChecksumSHA256'
>;

type Member = Exclude<keyof Checksums, 'ContentMD5'>;

const algorithms: readonly Readonly<{ member: Member; name: string; of: (body: Uint8Array) => string }>[] = [
  { member: 'ChecksumCRC32', name: 'CRC32', of: (body) => asBase64(BigInt(crc32(body)), 4) },
  { member: 'ChecksumCRC32C', name: 'CRC32C', of: (body) => asBase64(crcOf(body, tableOf(castagnoli), 32n), 4) },
  { member: 'ChecksumCRC64NVME', name: 'CRC64NVME', of: (body) => asBase64(crcOf(body, tableOf(nvme), 64n), 8) },
  { member: 'ChecksumSHA1', name: 'SHA1', of: hashed('sha1') },
  { member: 'ChecksumSHA256', name: 'SHA256', of: hashed('sha256') },
];

const usualKeeping = { encryption: 'AES256', storageClass: 'STANDARD' } as const;

/** Throws BadDigest where what came is not what was sent. */
export function checkDigests(given: Checksums, body: Uint8Array): void {
  if (given.ContentMD5 !== undefined && given.ContentMD5 !== hashed('md5')(body))
    throw new AwsFault('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  for (const { member, name, of } of algorithms) {
    const wanted = given[member];
    if (wanted !== undefined && wanted !== of(body))
      throw new AwsFault('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
  }
}

function hashed(algorithm: string) {
  return (body: Uint8Array) => createHash(algorithm).update(body).digest('base64');
}

type Keeping = Readonly<{ ServerSideEncryption?: string | undefined; StorageClass?: string | undefined }>;

/** Which part of the request asks for another way to keep an object than S3's usual one. */
export function otherKeeping({ ServerSideEncryption, StorageClass }: Keeping): string | undefined {
  if (ServerSideEncryption !== undefined && ServerSideEncryption !== usualKeeping.encryption)
    return `ServerSideEncryption ${ServerSideEncryption}`;
  return StorageClass === undefined || StorageClass === usualKeeping.storageClass
    ? undefined
    : `StorageClass ${StorageClass}`;
}

const tableOf = (polynomial: bigint): readonly bigint[] =>
  Array.from({ length: 256 }, (_, byte) => {
    let rest = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1n ? (rest >> 1n) ^ polynomial : rest >> 1n;
    return rest;
  });

function crcOf(body: Uint8Array, table: readonly bigint[], bits: bigint): bigint {
  const ones = (1n << bits) - 1n;
  let rest = ones;
  for (const byte of body) rest = (table[Number((rest ^ BigInt(byte)) & 0xffn)] ?? 0n) ^ (rest >> 8n);
  return rest ^ ones;
}

const asBase64 = (value: bigint, bytes: number): string =>
  Buffer.from(value.toString(16).padStart(2 * bytes, '0'), 'hex').toString('base64');
