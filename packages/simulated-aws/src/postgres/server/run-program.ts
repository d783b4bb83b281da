import { spawn } from 'node:child_process';
import { type Account, identityOf } from './account.ts';

/** Nothing of the developer's environment reaches a server: no PGHOST, no locale, no time zone. */
export const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const;

export type Ended = Readonly<{ isGood: boolean; output: string }>;

/** Runs a program to its end. What kept it from starting is its output, too. */
export const runProgram = (file: string, args: readonly string[], account: Account): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(file, args, {
      env: environment,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      ...identityOf(account),
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ isGood: false, output: error.message }));
    child.once('close', (status) => resolve({ isGood: status === 0, output: output.trim() }));
  });
