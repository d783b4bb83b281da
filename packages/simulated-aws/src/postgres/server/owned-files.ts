import { chown, mkdir, writeFile } from 'node:fs/promises';
import type { Account } from './account.ts';

export async function giveTo(account: Account, file: string): Promise<void> {
  if (account !== undefined) await chown(file, account.uid, account.gid);
}

export async function createOwned(folder: string, account: Account): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  await giveTo(account, folder);
}

export async function writeOwned(file: string, text: string, account: Account): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  await giveTo(account, file);
}
