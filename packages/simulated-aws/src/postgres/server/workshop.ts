import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { Complaint, wordsOf } from '../../complaint.ts';
import { type Account, chooseAccount } from './account.ts';
import { type Binaries, prepareBinaries } from './binaries.ts';
import { createInitialiser } from './initialise.ts';
import { giveTo } from './owned-files.ts';
import { runProgram } from './run-program.ts';
import { setWatchdog, type Watchdog } from './watchdog.ts';

/** What every server of an engine is made from. */
export type Workshop = Readonly<{
  folder: string;
  account: Account;
  binaries: Binaries;
  /** Makes the data folder of a new primary. */
  initialise: (dataFolder: string) => Promise<void>;
  /** The administrator's, on every server. */
  password: string;
  watchdog: Watchdog;
}>;

export async function closeWorkshop({ folder, watchdog }: Pick<Workshop, 'folder' | 'watchdog'>): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  await watchdog.dismiss();
}

export async function openWorkshop(folder: string): Promise<Workshop> {
  const account = await chooseAccount();
  await makeFolder(folder, account);
  const watchdog = setWatchdog(folder);
  try {
    // Not from the seed: it guards a real port, if only of this machine.
    const password = randomBytes(16).toString('hex');
    const binaries = await prepareBinaries(folder, account);
    const initialise = await createInitialiser({ folder, binaries, account, password });
    return { folder, account, watchdog, password, binaries, initialise };
  } catch (error) {
    await closeWorkshop({ folder, watchdog });
    throw error;
  }
}

async function makeFolder(folder: string, account: Account): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length > 0) throw new Error('it is not empty');
    await giveTo(account, folder);
    const { isGood } = await runProgram('sh', ['-c', 'test -x "$1" && test -w "$1"', 'sh', folder], account);
    if (!isGood) throw new Error(`${account?.name ?? 'this user'} may not write there`);
  } catch (error) {
    const advice = 'set TMPDIR to a folder that every user may enter, such as /tmp';
    throw new Complaint(`PostgreSQL cannot use the folder ${folder} (${wordsOf(error)}): ${advice}.`);
  }
}
