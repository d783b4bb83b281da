import type { World } from '../../world.ts';
import type { StoredSnapshot } from './snapshot.ts';
import type { Volume } from './volume.ts';
import type { Vpc } from './vpc.ts';

export type Store = Readonly<{
  world: World;
  snapshots: StoredSnapshot[];
  volumes: Volume[];
  vpcs: Vpc[];
  /** What a client's token made, by Region and token. */
  tokens: Map<string, Readonly<{ request: string; volume: Volume }>>;
}>;
