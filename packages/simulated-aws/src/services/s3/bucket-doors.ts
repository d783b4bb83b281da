import type { Listener } from '../../network/network.ts';
import type { Bucket, Buckets } from './buckets.ts';

/** A bucket has host names of its own, in its Region, for as long as it exists. `open` listens under them. */
export function openDoors(watch: Buckets['watch'], open: (bucket: Bucket) => readonly Listener[]): void {
  const listeners = new Map<Bucket, readonly Listener[]>();
  watch({
    added: (bucket) => void listeners.set(bucket, open(bucket)),
    removed: (bucket) => {
      for (const listener of listeners.get(bucket) ?? []) listener.close();
      listeners.delete(bucket);
    },
  });
}
