import path from 'node:path';
import type { Clock } from '../../clock/clock.ts';
import type { Snapshot } from '../database.ts';
import type { Server } from './server.ts';
import { damageFile } from './table-file.ts';
import { type ServerSnapshot, takeServerSnapshot } from './take-snapshot.ts';
import type { Workshop } from './workshop.ts';

/** Where the snapshots of an engine lie. */
export function createShelf({
  opening,
  folder,
  clock,
}: Readonly<{ opening: Promise<Workshop>; folder: string; clock: Clock }>) {
  const snapshots = new Map<Snapshot, ServerSnapshot>();
  let count = 0;
  return {
    add: async (source: Server): Promise<ServerSnapshot> => {
      const { account } = await opening;
      count += 1;
      const to = path.join(folder, `snapshot-${count}`);
      const snapshot = await takeServerSnapshot({ source, folder: to, account, now: () => clock.now() });
      snapshots.set(snapshot, snapshot);
      return snapshot;
    },
    damage: async (file: string): Promise<void> => {
      for (const snapshot of snapshots.values()) await damageFile(path.join(snapshot.folder, file));
    },
    find: (snapshot: Snapshot): ServerSnapshot => {
      const found = snapshots.get(snapshot);
      if (found === undefined) throw new Error('This snapshot is not of this engine.');
      return found;
    },
  };
}
