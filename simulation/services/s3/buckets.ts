import { AwsFault } from '../../call.ts';
import type { ResourceStatement } from '../../identity/policy.ts';
import type { Random } from '../../random.ts';

/** One version of an object, or a delete marker. */
export type Version = Readonly<{
  key: string;
  /** `null`, the word, where the bucket keeps no versions. */
  versionId: string;
  isDeleteMarker: boolean;
  body: Uint8Array;
  etag: string;
  lastModified: number;
  headers: Readonly<{
    ContentType: string;
    CacheControl?: string;
    ContentDisposition?: string;
    ContentEncoding?: string;
    ContentLanguage?: string;
  }>;
  metadata: Readonly<Record<string, string>>;
}>;

export type BucketSettings = Readonly<{
  name: string;
  region: string;
  /** Anyone may read objects, as by a bucket policy that allows s3:GetObject to everybody. */
  publicRead: boolean;
  isVersioned?: boolean;
}>;

export type Bucket = Required<BucketSettings> &
  Readonly<{ versions: Map<string, readonly Version[]> }> & {
    policy: Readonly<{ text: string; statements: readonly ResourceStatement[] }> | undefined;
  };

export const currentOf = (bucket: Bucket, key: string): Version | undefined => {
  const newest = bucket.versions.get(key)?.[0];
  return newest?.isDeleteMarker === true ? undefined : newest;
};

/** A versioned bucket keeps what was there; another one replaces it. */
export const store = (bucket: Bucket, version: Version): void => {
  const before = bucket.isVersioned ? (bucket.versions.get(version.key) ?? []) : [];
  bucket.versions.set(version.key, [version, ...before]);
};

export const newVersionId = (bucket: Bucket, random: Random): string => (bucket.isVersioned ? random.hex(32) : 'null');

/** S3's order of keys: by their UTF-8 bytes. */
export const compareKeys = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

export const keysOf = (bucket: Bucket): string[] => [...bucket.versions.keys()].sort(compareKeys);

export const createBuckets = () => {
  const buckets = new Map<string, Bucket>();
  const find = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (bucket !== undefined) return bucket;
    throw new AwsFault('NoSuchBucket', 'The specified bucket does not exist', {
      status: 404,
      fields: { BucketName: name },
    });
  };
  return {
    find,
    has: (name: string): boolean => buckets.has(name),
    add: (settings: BucketSettings): void => {
      if (buckets.has(settings.name)) throw new Error(`The bucket ${settings.name} exists already.`);
      buckets.set(settings.name, { isVersioned: false, ...settings, versions: new Map(), policy: undefined });
    },
  };
};

export type Buckets = ReturnType<typeof createBuckets>;
