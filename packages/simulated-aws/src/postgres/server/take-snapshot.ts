import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Snapshot } from '../database.ts';
import type { Account } from './account.ts';
import { type Administrator, administer } from './administration.ts';
import { takeBaseBackup } from './base-backup.ts';
import { copyFileOwned } from './copy-tree.ts';

const isSegment = /^[0-9A-F]{24}$/;

const slot = 'snapshot';

export type SnapshotSettings = Readonly<{
  source: Readonly<{ administrator: () => Administrator; dataFolder: string; master: string | undefined }>;
  folder: string;
  account: Account;
  now: () => number;
}>;

/** A data folder at rest: a base backup with the log that makes it consistent, so that it starts by itself. */
export type ServerSnapshot = Snapshot & Readonly<{ folder: string; master: string | undefined }>;

export async function takeServerSnapshot(settings: SnapshotSettings): Promise<ServerSnapshot> {
  const { source, folder, account, now } = settings;
  const administrator = source.administrator();
  await holdingLog(administrator, async () => {
    await takeBaseBackup({ source: administrator, from: source.dataFolder, to: folder, account });
    await copyLog(settings);
  });
  return { at: now(), bytes: await bytesIn(path.join(folder, 'base')), folder, master: source.master };
}

/** The log since the beginning of the backup must still be there when it is copied: a slot keeps it. */
async function holdingLog(at: Administrator, work: () => Promise<void>): Promise<void> {
  await administer(at, (client) => client.query('SELECT pg_create_physical_replication_slot($1, true)', [slot]));
  try {
    await work();
  } finally {
    await administer(at, (client) => client.query('SELECT pg_drop_replication_slot($1)', [slot]));
  }
}

async function copyLog({ source, folder, account }: SnapshotSettings): Promise<void> {
  const first = firstSegment(await readFile(path.join(folder, 'backup_label'), 'utf8'));
  const from = path.join(source.dataFolder, 'pg_wal');
  const segments = (await readdir(from)).filter((name) => isSegment.test(name) && name >= first);
  for (const name of segments) await copyFileOwned(path.join(from, name), path.join(folder, 'pg_wal', name), account);
}

/** postgresql.org/docs/18/continuous-archiving.html: the label names the segment of the log that recovery begins with. */
const firstSegment = (label: string): string => /\(file ([0-9A-F]{24})\)/.exec(label)?.[1] ?? '';

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
