import { constants } from 'node:fs';
import { copyFile, lstat, readdir, readlink, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Account } from './account.ts';
import { createOwned, giveTo } from './owned-files.ts';

export async function copyFileOwned(from: string, to: string, account: Account): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await giveTo(account, to);
}

export type CopyOptions = Readonly<{
  account: Account;
  /** By path within the tree. */
  isLeftOut?: (within: string) => boolean;
}>;

/** Copies a folder into a new private one that belongs to the account. Symbolic links stay links. */
export const copyTree = (from: string, to: string, options: CopyOptions): Promise<void> =>
  copyFolder({ from, to }, '', options);

async function copyFolder(tree: Readonly<{ from: string; to: string }>, within: string, options: CopyOptions) {
  const [source, target] = [path.join(tree.from, within), path.join(tree.to, within)];
  await createOwned(target, options.account);
  const entries = await readdir(source, { withFileTypes: true });
  const copies = entries.map((entry): Promise<void> | undefined => {
    const inner = path.join(within, entry.name);
    if (options.isLeftOut?.(inner)) return undefined;
    if (entry.isDirectory()) return copyFolder(tree, inner, options);
    return unlessGone(copyEntry(path.join(source, entry.name), path.join(target, entry.name), options.account));
  });
  await Promise.all(copies);
}

/** A file may go while it is copied: a running server removes some. */
async function unlessGone(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

async function copyEntry(from: string, to: string, account: Account): Promise<void> {
  if ((await lstat(from)).isSymbolicLink()) await symlink(await readlink(from), to);
  else await copyFileOwned(from, to, account);
}
