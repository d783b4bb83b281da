import { escapeIdentifier, escapeLiteral } from 'pg';
import type { CopySpec } from '../database.ts';
import { type Administrator, administer } from './administration.ts';
import { copyTree } from './copy-tree.ts';
import type { Launch } from './postmaster.ts';
import { createServer, type Server } from './server.ts';
import type { ServerSnapshot } from './take-snapshot.ts';

export async function setPassword(at: Administrator, master: string | undefined, password: string): Promise<void> {
  if (master === undefined) throw new Error('The database has no master: no user of it may write.');
  const statement = `ALTER ROLE ${escapeIdentifier(master)} PASSWORD ${escapeLiteral(password)}`;
  await administer(at, (client) => client.query(statement));
}

export type RestoreSettings = Readonly<{
  snapshot: ServerSnapshot;
  copy: CopySpec;
  launch: Launch;
  password: string;
}>;

/** Starts a copy of the snapshot; it recovers to the end of the log that came with it, and takes writes. */
export async function restoreServer({ snapshot, copy, launch, password }: RestoreSettings): Promise<Server> {
  const { master } = snapshot;
  await copyTree(snapshot.folder, launch.dataFolder, { account: launch.account });
  const server = createServer({ launch, region: copy.region, password, master });
  try {
    await server.start();
    if (copy.masterPassword !== undefined) await setPassword(server.administrator(), master, copy.masterPassword);
    return server;
  } catch (error) {
    await server.crash();
    throw error;
  }
}
