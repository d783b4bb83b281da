import { AwsFault } from '../../call.ts';
import type { Clock } from '../../clock/clock.ts';
import type { ResourceStatement } from '../../identity/policy.ts';
import type { Random } from '../../random.ts';

export type Buckets = ReturnType<typeof createBuckets>;

/** For how many days every version of a bucket is kept from deletion. */
export type ObjectLock = Readonly<{ mode: 'GOVERNANCE' | 'COMPLIANCE'; days: number }>;

export type BucketSettings = Readonly<{
  name: string;
  region: string;
  /** Anyone may read objects, as by a bucket policy that allows s3:GetObject to everybody. */
  publicRead: boolean;
  isVersioned?: boolean;
  /** Only where versions are kept. */
  lock?: ObjectLock | undefined;
}>;

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
  /** Until when (ms) it cannot be deleted. */
  retention?: Readonly<{ mode: ObjectLock['mode']; until: number }> | undefined;
}>;

export type Bucket = Required<BucketSettings> &
  Readonly<{ createdAt: number; versions: Map<string, readonly Version[]> }> & {
    policy: Readonly<{ text: string; statements: readonly ResourceStatement[] }> | undefined;
  };

export function currentOf(bucket: Bucket, key: string): Version | undefined {
  const newest = bucket.versions.get(key)?.[0];
  return newest?.isDeleteMarker === true ? undefined : newest;
}

/** A versioned bucket keeps what was there; another one replaces it. */
export function store(bucket: Bucket, version: Version): void {
  const before = bucket.isVersioned ? (bucket.versions.get(version.key) ?? []) : [];
  bucket.versions.set(version.key, [version, ...before]);
}

export const newVersionId = (bucket: Bucket, random: Random): string => (bucket.isVersioned ? random.hex(32) : 'null');

/** S3's order of keys: by their UTF-8 bytes. */
export const compareKeys = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

export const keysOf = (bucket: Bucket): string[] => [...bucket.versions.keys()].sort(compareKeys);

/** Told of what came and went: a bucket has host names of its own. */
export type BucketWatcher = Readonly<{ added: (bucket: Bucket) => void; removed: (bucket: Bucket) => void }>;

/** Names are unique in all Regions. */
export function createBuckets({ now }: Pick<Clock, 'now'>) {
  const buckets = new Map<string, Bucket>();
  const watchers: BucketWatcher[] = [];
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
    all: (): Bucket[] => [...buckets.values()].sort((left, right) => compareKeys(left.name, right.name)),
    add: (settings: BucketSettings): void => {
      if (buckets.has(settings.name)) throw new Error(`The bucket ${settings.name} exists already.`);
      const created = { createdAt: now(), versions: new Map(), policy: undefined };
      const bucket = { isVersioned: false, lock: undefined, ...settings, ...created };
      buckets.set(settings.name, bucket);
      for (const { added } of watchers) added(bucket);
    },
    remove: (bucket: Bucket): void => {
      buckets.delete(bucket.name);
      for (const { removed } of watchers) removed(bucket);
    },
    watch: (watcher: BucketWatcher): void => void watchers.push(watcher),
  };
}
