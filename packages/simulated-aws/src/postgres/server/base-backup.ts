import path from 'node:path';
import type { Account } from './account.ts';
import { type Administrator, administer } from './administration.ts';
import { copyTree } from './copy-tree.ts';
import { createOwned, writeOwned } from './owned-files.ts';

/** postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP-DATA: what a backup leaves out. */
const emptied = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
] as const;
const leftOut: ReadonlySet<string> = new Set([...emptied, 'postmaster.pid', 'postmaster.opts', 'standby.signal']);

export type BackupSettings = Readonly<{ source: Administrator; from: string; to: string; account: Account }>;

/**
 * What pg_basebackup would do, which is not in the package: copies the data folder of a running server. The copy becomes
 * consistent only with the log that the server wrote meanwhile, so a slot must keep that log.
 */
export async function takeBaseBackup({ source, from, to, account }: BackupSettings): Promise<void> {
  const label = await administer(source, async (client) => {
    await client.query("SELECT pg_backup_start('snapshot', true)");
    await copyTree(from, to, { account, isLeftOut: (within) => leftOut.has(within) });
    const stopped = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    return stopped.rows[0]?.labelfile ?? '';
  });
  for (const folder of emptied) await createOwned(path.join(to, folder), account);
  for (const folder of ['archive_status', 'summaries']) await createOwned(path.join(to, 'pg_wal', folder), account);
  await writeOwned(path.join(to, 'backup_label'), label, account);
}
