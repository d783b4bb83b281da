import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Complaint } from '../../complaint.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { writeOwned } from './owned-files.ts';
import { runProgram } from './run-program.ts';
import { administrator, serverSettings } from './settings.ts';

/** Small segments of the log make small copies. */
const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--wal-segsize=1', '--no-sync'] as const;

export type Initialisation = Readonly<{ folder: string; binaries: Binaries; account: Account; password: string }>;

/**
 * Makes data folders as initdb leaves them, with our settings. The first one is made at once, before it is asked for, and only
 * moved then: copies of a template would cost as much where disks are slow, a thousand files each.
 */
export async function createInitialiser(settings: Initialisation) {
  let prepared: string | undefined = path.join(settings.folder, 'prepared');
  await initialise(settings, prepared);
  return async (to: string): Promise<void> => {
    const from = prepared;
    prepared = undefined;
    if (from === undefined) await initialise(settings, to);
    else await rename(from, to);
  };
}

async function initialise({ folder, binaries, account, password }: Initialisation, to: string): Promise<void> {
  const passwordFile = `${to}.password`;
  await writeOwned(passwordFile, password, account);
  const args = ['-D', to, '-U', administrator, `--pwfile=${passwordFile}`, ...options];
  const { isGood, output } = await runProgram(binaries.initdb, args, account);
  await rm(passwordFile);
  if (!isGood)
    throw new Complaint(
      `PostgreSQL could not make a data folder in ${folder} (${reasonIn(output)}): check that there is space.`,
    );
  await writeFile(path.join(to, 'postgresql.conf'), serverSettings);
}

function reasonIn(output: string): string {
  const lines = output.split('\n');
  return lines.findLast((line) => line.includes('error')) ?? lines.at(-1) ?? '';
}
