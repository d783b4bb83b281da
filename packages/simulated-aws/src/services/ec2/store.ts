import type { World } from '../../world.ts';
import type { StoredSnapshot } from './snapshot.ts';
import type { Volume } from './volume.ts';

export type Store = Readonly<{
  world: World;
  snapshots: StoredSnapshot[];
  volumes: Volume[];
  /** What a client's token made, by Region and token. */
  tokens: Map<string, Readonly<{ request: string; volume: Volume }>>;
}>;
