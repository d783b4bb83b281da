import { type ChildProcess, spawn } from 'node:child_process';
import { type Account, identityOf } from './account.ts';
import type { Binaries } from './binaries.ts';
import { findFreePort } from './free-port.ts';
import { environment } from './run-program.ts';

const signals = { smooth: 'SIGINT', abrupt: 'SIGQUIT' } as const;
const isReady = /database system is ready to accept (read-only )?connections/;
const isPortTaken = /could not (bind|create any TCP\/IP sockets)/;
const attempts = 5;
const startSeconds = 240;
const smoothEndSeconds = 30;

export type Launch = Readonly<{
  binaries: Binaries;
  account: Account;
  dataFolder: string;
  log: (line: string) => void;
}>;

/** A running server. */
export type Postmaster = Readonly<{
  port: number;
  /** `smooth` finishes what is under way and feeds its replicas; `abrupt` drops everything. Resolves when all is gone. */
  end: (how: 'smooth' | 'abrupt') => Promise<void>;
}>;

/** Starts a server on a free port, and another when somebody was quicker to take it. */
export async function launchPostmaster(launch: Launch): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await launchAt(launch, await findFreePort());
    if (typeof result !== 'string') return result;
    if (attempt === attempts || !isPortTaken.test(result)) throw new Error(`PostgreSQL did not start: ${result}`);
  }
}

/** Gives the text of its log when the server ended before it was ready. */
const launchAt = (launch: Launch, port: number): Promise<Postmaster | string> =>
  new Promise((resolve) => {
    const child = spawnServer(launch, port);
    const impatience = setTimeout(() => child.kill(signals.abrupt), startSeconds * 1000);
    const gone = readLog(child, (line) => {
      launch.log(line);
      if (isReady.test(line)) settle({ port, end: endOf(child, gone) });
    });
    const settle = (result: Postmaster | string): void => {
      clearTimeout(impatience);
      resolve(result);
    };
    gone.then(settle, settle);
  });

const spawnServer = ({ binaries, account, dataFolder }: Launch, port: number): ChildProcess =>
  spawn(binaries.postgres, ['-D', dataFolder, '-p', String(port)], {
    env: environment,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...identityOf(account),
  });

/** Calls back with each line, and with all lines so far when the last process of the server is gone. */
const readLog = (child: ChildProcess, each: (line: string) => void): Promise<string> =>
  new Promise((resolve) => {
    const lines: string[] = [];
    let rest = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      const parts = `${rest}${text}`.split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      for (const line of parts) each(line);
    });
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(lines.slice(-20).join('\n')));
  });

const endOf = (child: ChildProcess, gone: Promise<string>) => async (how: 'smooth' | 'abrupt') => {
  child.kill(signals[how]);
  const impatience = setTimeout(() => child.kill(signals.abrupt), smoothEndSeconds * 1000);
  await gone;
  clearTimeout(impatience);
};
