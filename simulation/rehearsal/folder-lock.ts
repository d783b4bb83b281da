import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Complaint } from '../complaint.ts';

const staleMs = 120_000;
const patienceMs = 150_000;

const isExisting = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST';

const take = (folder: string): boolean => {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (!isExisting(error)) throw error;
    return false;
  }
};

/** A holder that was killed cannot give its lock back. */
const dropIfStale = (folder: string): void => {
  const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  if (Date.now() - made > staleMs) rmSync(folder, { recursive: true, force: true });
};

/** One process of this checkout at a time; the lock is a folder, since making one is atomic everywhere. */
export const withLock = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  mkdirSync(dirname(folder), { recursive: true });
  const until = Date.now() + patienceMs;
  while (!take(folder)) {
    if (Date.now() > until)
      throw new Complaint(`Another process holds ${folder}. If none is running, delete that folder.`);
    dropIfStale(folder);
    await pause(100);
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
