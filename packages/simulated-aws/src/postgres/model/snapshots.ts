import type { CopySpec, Snapshot } from '../database.ts';
import type { ModelContents } from './contents.ts';
import { type ModelServer, masterOf, setPassword } from './model-server.ts';

const pageBytes = 8192;

export const setMaster = (server: ModelServer, password: string): void =>
  setPassword(server, masterOf(server)?.name ?? '', password);

type Held = Pick<ModelServer, 'database' | 'users'> & Readonly<{ tables: ModelContents }>;

/** What a new server is made from. */
export type Origin = Pick<ModelServer, 'region' | 'database' | 'users' | 'source' | 'contents'>;

/** The snapshots of an engine. */
export function createModelShelf(now: () => number) {
  const snapshots = new Map<Snapshot, Held>();
  return {
    take: ({ database, users, contents: { tables } }: ModelServer): Snapshot => {
      const bytes = tables.reduce((sum, { pages }) => sum + pages * pageBytes, 0);
      const snapshot: Snapshot = { at: now(), bytes };
      snapshots.set(snapshot, { database, users, tables });
      return snapshot;
    },
    originOf: (snapshot: Snapshot, { region }: CopySpec): Origin => {
      const held = snapshots.get(snapshot);
      if (held === undefined) throw new Error('This snapshot is not of this engine.');
      const { database, users, tables } = held;
      return { region, database, users, source: undefined, contents: { tables } };
    },
  };
}
