import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Complaint } from '../../complaint.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { giveTo } from './copy-tree.ts';
import { runProgram } from './run-program.ts';
import { administrator, serverSettings } from './settings.ts';

export type TemplateSettings = Readonly<{ folder: string; binaries: Binaries; account: Account; password: string }>;

/** Small segments of the log make small copies. */
const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--wal-segsize=1', '--no-sync'] as const;

/** A data folder as initdb leaves it, with our settings; every primary begins as a copy of it. Gives its path. */
export const makeTemplate = async ({ folder, binaries, account, password }: TemplateSettings): Promise<string> => {
  const template = path.join(folder, 'template');
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(account, passwordFile);
  const args = ['-D', template, '-U', administrator, `--pwfile=${passwordFile}`, ...options];
  const { isGood, output } = await runProgram(binaries.initdb, args, account);
  await rm(passwordFile);
  if (!isGood) {
    const reason = output.split('\n').findLast((line) => line.includes('error')) ?? output.split('\n').at(-1);
    throw new Complaint(`PostgreSQL could not make a data folder in ${folder} (${reason}): check that there is space.`);
  }
  await writeFile(path.join(template, 'postgresql.conf'), serverSettings);
  return template;
};
