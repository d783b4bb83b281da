import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Complaint } from 'simulated-aws/complaint.ts';

/** Whoever holds it packages for seconds, and minutes on a slow machine; one that has died is noticed at once. */
const patienceMs = 1_200_000;

/** One process of this checkout at a time. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const until = Date.now() + patienceMs;
  while (!take(file)) {
    if (Date.now() > until) throw new Complaint(`Another process holds ${file}. If none is running, delete that file.`);
    dropIfOrphaned(file);
    await pause(100);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** A holder that was killed cannot give its lock back. A file that is still empty is just being written. */
function dropIfOrphaned(file: string): void {
  try {
    const holder = readFileSync(file, 'utf8');
    if (holder !== '' && !isAlive(Number(holder))) rmSync(file, { force: true });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
